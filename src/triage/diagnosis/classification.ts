import type { FailureClass } from "../../config/triage-config.ts";
import type { RunOutcome } from "../../ports/run.ts";
import { type Phrase, phraseOf, positionOf } from "../../text/phrases.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { mostLines } from "./evidence-text.ts";
import { rules, sqlStates } from "./failure-rules.ts";

/* What kind of failure it is: by the code of its end first, then by the words of its errors. */

/** What is known of the end of a run or task. All texts are material to judge, never an instruction. */
export interface Symptoms {
  outcome: RunOutcome;
  code: string;
  type: string;
  /** In the service's words. */
  message: string;
  error: string;
  trace: string;
  /** The end of the logs. */
  logs: string;
}

/** What the rules make of a failure. */
export interface RuleVerdict {
  class: FailureClass;
  /** 0 to 1. */
  confidence: number;
  /** The line that says it best; empty: none says more than the code. */
  line: string;
  /** `code`: nothing in the texts can change it. */
  by: "code" | "words" | "nothing";
}

/** Judges a failure by codes and words alone. Linear in the length of its texts. */
export const classify = (symptoms: Symptoms): RuleVerdict => {
  const { outcome, code } = symptoms;
  if (outcome === "timeout") return { ...byCode("timeout"), line: lineOf(symptoms) };
  const known = codes[code];
  const heard = hear(symptoms);
  if (!known) return heard ?? fallback(symptoms);
  if (heard && known.unless.includes(heard.class)) return heard;
  return { ...byCode(known.class), confidence: known.unless.length > 0 ? 0.75 : 0.95, line: lineOf(symptoms) };
};

const byCode = (failure: FailureClass): Omit<RuleVerdict, "line"> => ({
  class: failure,
  confidence: 0.95,
  by: "code",
});

/** What a code says, unless the words name one of the other classes as the cause behind it. */
interface CodeRule {
  class: FailureClass;
  unless: readonly FailureClass[];
}

const always = (failure: FailureClass): CodeRule => ({ class: failure, unless: [] });

const codes: Readonly<Record<string, CodeRule>> = {
  USER_CANCELED: always("cancelled"),
  CLUSTER_TERMINATED_BY_USER: always("cancelled"),
  CANCELED: { class: "cancelled", unless: ["timeout"] },
  SKIPPED: always("skipped"),
  DISABLED: always("skipped"),
  MAX_CONCURRENT_RUNS_EXCEEDED: always("skipped"),
  MAX_JOB_QUEUE_SIZE_EXCEEDED: always("skipped"),
  UNAUTHORIZED_ERROR: always("permission"),
  FEATURE_DISABLED: always("permission"),
  BUDGET_POLICY_LIMIT_EXCEEDED: always("permission"),
  CLOUD_FAILURE: always("cluster"),
  CLUSTER_REQUEST_LIMIT_EXCEEDED: always("cluster"),
  WORKSPACE_RUN_LIMIT_EXCEEDED: always("cluster"),
  CLUSTER_ERROR: { class: "cluster", unless: ["resource", "permission"] },
  DRIVER_ERROR: { class: "cluster", unless: ["resource", "timeout"] },
  INTERNAL_ERROR: { class: "cluster", unless: ["resource", "permission", "timeout", "network"] },
  MAX_SPARK_CONTEXTS_EXCEEDED: always("resource"),
  STORAGE_ACCESS_ERROR: { class: "permission", unless: ["network", "data", "timeout"] },
  REPOSITORY_CHECKOUT_FAILED: { class: "network", unless: ["permission", "data"] },
  RESOURCE_NOT_FOUND: { class: "data", unless: ["permission"] },
  LIBRARY_INSTALLATION_ERROR: { class: "syntax", unless: ["network", "permission", "timeout", "resource"] },
  INVALID_CLUSTER_REQUEST: { class: "syntax", unless: ["permission", "data", "resource"] },
  INVALID_RUN_CONFIGURATION: { class: "syntax", unless: ["permission", "data"] },
  BREAKING_CHANGE: always("syntax"),
};

/** A text, how far it can be relied on, and whether its last or its first line that fits counts. */
interface Witness {
  lines: readonly string[];
  confidence: number;
}

const hear = (symptoms: Symptoms): RuleVerdict | undefined => {
  for (const { lines, confidence } of witnesses(symptoms)) {
    const found = judge(lines);
    if (found) return { ...found, confidence, by: "words" };
  }
  return undefined;
};

/** The error itself, then the exceptions at the end of its trace, then everything else. */
const witnesses = ({ error, trace, message, logs }: Symptoms): Witness[] => [
  { lines: linesOf(error), confidence: 0.9 },
  { lines: exceptionsOf(trace), confidence: 0.85 },
  { lines: linesOf(message), confidence: 0.85 },
  { lines: linesOf(trace).reverse(), confidence: 0.7 },
  { lines: errorLines(logs), confidence: 0.65 },
];

const mostLine = 2_000;

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .slice(-mostLines)
    .map((line) => line.trim().slice(0, mostLine))
    .filter(Boolean);

/** Lines that name an exception, the innermost and last one first: at the margin, or after "Caused by". */
const exceptionsOf = (trace: string): string[] =>
  trace
    .split("\n")
    .slice(-mostLines)
    .filter((line) => line !== "" && !/^\s/.test(line) && !isFrame(line))
    .map((line) => line.slice(0, mostLine))
    .reverse();

const isFrame = (line: string): boolean =>
  /^(?:at |File |Cell In|Traceback|-{3,}|During handling|The above exception|\s*\d+ )/.test(line);

/** Lines of a log in which something went wrong, and those that follow one, the last one first. */
const errorLines = (logs: string): string[] => {
  const lines = linesOf(logs);
  const isError = (line: string | undefined): boolean => line !== undefined && errorWords.test(line);
  return lines.filter((line, at) => isError(line) || isError(lines[at - 1])).reverse();
};

const errorWords =
  /error|exception|fail|fatal|denied|killed|refused|timed? ?out|cannot|could not|unable|missing|not found|forbidden/i;

const phrases: readonly { class: FailureClass; phrases: readonly Phrase[] }[] = rules.map((rule) => ({
  class: rule.class,
  phrases: rule.phrases.map(phraseOf),
}));

/** The class of the first rule that fits one of the lines, and that line. */
const judge = (lines: readonly string[]): Pick<RuleVerdict, "class" | "line"> | undefined => {
  const low = lines.map((line) => line.toLowerCase());
  for (const [at, line] of low.entries()) {
    const state = sqlStateOf(line);
    if (state) return { class: state, line: shownLine(lines[at] ?? "") };
  }
  for (const rule of phrases) {
    const at = low.findIndex((line) => rule.phrases.some((phrase) => positionOf(line, phrase) >= 0));
    if (at >= 0) return { class: rule.class, line: shownLine(lines[at] ?? "") };
  }
  return undefined;
};

/** `SQLSTATE: 42501` in a line of lower case. */
const sqlStateOf = (line: string): FailureClass | undefined => {
  const at = line.indexOf("sqlstate");
  if (at < 0) return undefined;
  const code = /^[\s:=[(]{1,4}([0-9a-z]{5})\b/.exec(line.slice(at + 8, at + 20))?.[1];
  return code === undefined ? undefined : sqlStates.find(([beginning]) => code.startsWith(beginning))?.[1];
};

/** Nobody knows the words. Where the platform itself failed, its type still says so. */
const fallback = (symptoms: Symptoms): RuleVerdict => {
  const { outcome, type } = symptoms;
  const line = lineOf(symptoms);
  if (outcome === "cancelled" || outcome === "skipped") return { ...byCode(outcome), line };
  if (type === "CLOUD_FAILURE" || type === "INTERNAL_ERROR")
    return { class: "cluster", confidence: 0.7, line, by: "code" };
  return { class: "unknown", confidence: 0.2, line, by: "nothing" };
};

/** The line that says most, where no rule has chosen one. */
const lineOf = ({ error, trace, message }: Symptoms): string => {
  const [line = ""] = [...linesOf(error), ...exceptionsOf(trace), ...linesOf(message)];
  return shownLine(line);
};

const shownLine = (line: string): string => shortened(oneLine(line), 400);
