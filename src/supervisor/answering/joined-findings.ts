import type { AskOutcome } from "../../ports/databricks/agent.ts";
import type { Confidence } from "../../reply/answer/turn-result.ts";
import { failureIn, phraseIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { mostButton } from "../../text/bounds.ts";
import { normalizeText } from "../../text/word-forms.ts";
import type { Plan } from "../state.ts";

/* Answers that need no language model: put together from what the agents said, in their own words. */

export type NameOf = (agent: string) => string;
export type Done = Extract<AskOutcome, { state: "done" }>;
export type Failed = Extract<AskOutcome, { state: "failed" }>;

export const agentOf = (outcome: AskOutcome): string =>
  outcome.state === "done" ? outcome.finding.agent : outcome.agent;

export const failures = (outcomes: readonly AskOutcome[]): Failed[] =>
  outcomes.filter((outcome) => outcome.state === "failed");

/** The outcomes that answer the question. */
export const answers = (outcomes: readonly AskOutcome[]): Done[] =>
  outcomes.filter((outcome): outcome is Done => outcome.state === "done" && !outcome.finding.clarifies);

/** The outcomes in which an agent asks back. */
export const questionsBack = (outcomes: readonly AskOutcome[]): Done[] =>
  outcomes.filter((outcome): outcome is Done => outcome.state === "done" && outcome.finding.clarifies);

/** What every agent said: a single answer as it is, several under their names and numbered as sources among `all`. */
export const joinFindings = (
  outcomes: readonly AskOutcome[],
  nameOf: NameOf,
  all: readonly AskOutcome[] = outcomes,
  locale?: string,
): string => {
  const several = answers(all).length > 1;
  const part = (outcome: AskOutcome): string => {
    if (outcome.state === "failed") return failureLine(outcome, nameOf, locale);
    if (!outcome.finding.clarifies) {
      return several
        ? `**${nameOf(agentOf(outcome))}** [${all.indexOf(outcome) + 1}]\n\n${textOf(outcome, locale)}`
        : textOf(outcome, locale);
    }
    return all.length > 1
      ? wordsIn(locale).agentAsks(nameOf(agentOf(outcome)), textOf(outcome, locale))
      : textOf(outcome, locale);
  };
  const rank = (outcome: AskOutcome) => (answers([outcome]).length > 0 ? 0 : 1);
  return outcomes
    .map((outcome) => ({ rank: rank(outcome), text: part(outcome) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ text }) => text)
    .join("\n\n");
};

/** What the agent said; for a result without words, how much it found. */
const textOf = ({ finding }: Done, locale: string | undefined): string => {
  const rows = finding.table?.total ?? 0;
  return finding.text.trim() || wordsIn(locale).found(rows);
};

export const failureLine = (outcome: Failed, nameOf: NameOf, locale?: string): string =>
  wordsIn(locale).agentFailed(nameOf(outcome.agent), failureIn(outcome.failure, locale));

/** Follow-up questions that the agents propose, each agent's first ones first, without what was asked already. */
export const suggestionsOf = (outcomes: readonly AskOutcome[], asked: readonly string[]): string[] => {
  const proposed = outcomes.map((outcome) =>
    outcome.state === "done" ? outcome.finding.suggestions.filter(isOffered) : [],
  );
  const ranked = proposed.flatMap((list) => list.map((text, rank) => ({ text, rank })));
  const inTurn = ranked.toSorted((one, other) => one.rank - other.rank);
  const known = new Set([...asked, ...outcomes.map(questionOf)].filter(isOffered).map(normalizeText));
  const fresh = new Map(inTurn.map(({ text }) => [normalizeText(text), text]));
  return [...fresh].flatMap(([key, text]) => (known.has(key) ? [] : [text])).slice(0, 4);
};

/** What is too long for a button is neither offered nor compared. */
const isOffered = ({ length }: string): boolean => length <= mostButton;

const questionOf = (outcome: AskOutcome): string =>
  outcome.state === "done" ? outcome.finding.question : outcome.question;

/** What the agents' findings say about themselves, under the agent's name where there are several. */
export const notesOf = (outcomes: readonly AskOutcome[], nameOf: NameOf, locale: string | undefined): string[] => {
  const all = answers(outcomes);
  return all.flatMap((outcome) =>
    outcome.finding.notes
      .map((note) => phraseIn(note, locale))
      .map((note) => (all.length > 1 ? `${nameOf(agentOf(outcome))}: ${note}` : note)),
  );
};

/**
 * high: the right agents for sure, all answered, nothing cut, and the queries fit the question. low: fewer than half of
 * them answered, the choice was a guess, or the only query does not fit.
 */
export const confidenceOf = (plan: Plan, outcomes: readonly AskOutcome[], isDoubted = false): Confidence => {
  const answered = answers(outcomes);
  const share = answered.length / Math.max(1, outcomes.length);
  if (share < 0.5 || plan.confidence < 0.4 || (isDoubted && answered.length === 1)) return "low";
  const cut = answered.some(({ finding: { sql, table } }) => (table ? table.truncated : sql !== undefined));
  return share === 1 && plan.confidence >= 0.6 && !cut && !isDoubted ? "high" : "medium";
};
