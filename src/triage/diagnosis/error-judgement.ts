import type { FailureClass } from "../../config/triage-config.ts";
import { type Phrase, phraseOf, positionOf } from "../../text/phrases.ts";
import type { ErrorLines } from "./exception-chain.ts";
import { columnFault } from "./missing-column.ts";
import { broadCodeIn, exactCodeIn } from "./rules/error-codes.ts";
import { isCodeFault, libraryFault, nameHints, nameRules, namesIn } from "./rules/exception-names.ts";
import { causes as causeRules, overriding as overridingRules } from "./rules/failure-rules.ts";
import { hints as hintRules } from "./rules/hint-rules.ts";
import type { Rule } from "./rules/rule.ts";

/* What the errors of a text say: by exact codes, by words, by the names of exceptions, then by codes that mean much. */

/** What kind of failure it is, and the line that says so. */
export interface NamedCause {
  class: FailureClass;
  line: string;
}

/** The cause that a text names: what overrides all else, or what the root of its errors says, or the next one. */
export const causeIn = (errors: readonly ErrorLines[]): NamedCause | undefined =>
  first(errors, (lines) => byRules(overriding, lines)) ?? first(errors, causeOfOne);

/** An error's own line says more than the lines below it. */
const causeOfOne = ([own = "", ...details]: ErrorLines): NamedCause | undefined => {
  if (isCodeFault(own)) return { class: "syntax", line: own };
  const byCode = byEach([own, ...details], exactIn);
  const byWords = byRules(causes, [own]) ?? byRules(causes, details);
  if (byCode) return byWords?.class === byCode.class ? byWords : byCode;
  return byWords ?? byNames(causeNames, own) ?? byEach([own, ...details], broadCodeIn) ?? byEach([own], libraryFault);
};

/** The kind that a text hints at. */
export const hintIn = (errors: readonly ErrorLines[]): NamedCause | undefined =>
  first(errors, (lines) => byRules(hints, lines) ?? byNames(hintNames, lines[0] ?? ""));

const exactIn = (line: string): FailureClass | undefined => columnFault(line) ?? exactCodeIn(line);

const first = <T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined => {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
};

const byEach = (lines: ErrorLines, judge: (line: string) => FailureClass | undefined): NamedCause | undefined =>
  first(lines, (line) => {
    const failure = judge(line.toLowerCase());
    return failure && { class: failure, line };
  });

interface PhraseRule {
  class: FailureClass;
  phrases: readonly { text: string; phrase: Phrase }[];
}

const compiled = (rules: readonly Rule[]): PhraseRule[] =>
  rules.map((rule) => ({
    class: rule.class,
    phrases: rule.phrases.map((text) => ({ text, phrase: phraseOf(text) })),
  }));

const overriding = compiled(overridingRules);
const causes = compiled(causeRules);
const hints = compiled(hintRules);
const causeNames = compiled(nameRules);
const hintNames = compiled(nameHints);

/** The class of the first rule that fits one of the lines, and that line. */
const byRules = (rules: readonly PhraseRule[], lines: ErrorLines): NamedCause | undefined => {
  const heard = lines.map(wordsIn);
  return first(rules, (rule) => {
    const at = heard.findIndex(({ words, names }) =>
      rule.phrases.some(({ text, phrase }) => positionOf(words, phrase) >= 0 || names.includes(text)),
    );
    return at < 0 ? undefined : { class: rule.class, line: lines[at] ?? "" };
  });
};

/**
 * The words of a line in lower case. Names say nothing: a table may be called `access_denied_log`, a step
 * permission_timeout_report. Codes in capitals stay, and a name may be a code as a whole: invalid_grant.
 */
const wordsIn = (line: string): { words: string; names: string[] } => ({
  words: line.replace(backticked, "`x`").replace(snakeCase, "x").toLowerCase(),
  names: line.match(snakeCase) ?? [],
});

const backticked = /`[^`]{1,128}`/g;
const snakeCase = /\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g;

/** The same, only for the names of exceptions. */
const byNames = (rules: readonly PhraseRule[], line: string): NamedCause | undefined => {
  const names = namesIn(line);
  const found = rules.find((rule) => rule.phrases.some(({ phrase }) => positionOf(names, phrase) >= 0));
  return found && { class: found.class, line };
};
