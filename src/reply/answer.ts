import type { Finding } from "../ports.ts";
import type { Outcome, Result, Said } from "../supervisor/supervisor.ts";
import { chartOf } from "./chart.ts";
import type { Answer, Button, Notice, Reply, Source } from "./reply.ts";

export interface AnswerView {
  result: Said;
  /** Name of an agent by its id. */
  nameOf(agent: string): string;
  question?: string | undefined;
  elapsedMs: number;
}

/** What a turn found out, as the message that a person reads. */
export const answer = ({ result, nameOf, question, elapsedMs }: AnswerView): Reply => {
  const echo = question === undefined ? {} : { question };
  switch (result.kind) {
    case "clarify":
      return notice(result.markdown, result.choices, echo);
    case "reply":
      return notice([result.markdown, ...result.notes.map((note) => `_${note}_`)].join("\n\n"), [], echo);
    case "answer":
      return { ...echo, ...composed(result, nameOf), elapsedMs };
  }
};

/** A question put by a click. */
export const askButton = (question: string): Button => ({
  action: "ask",
  value: question.slice(0, 2_000),
  label: question.length > 75 ? `${question.slice(0, 74)}…` : question,
});

const notice = (markdown: string, choices: string[], echo: { question?: string }): Notice => ({
  kind: "notice",
  tone: "info",
  markdown,
  ...echo,
  buttons: choices.slice(0, 5).map(askButton),
});

const composed = (
  result: Extract<Result, { kind: "answer" }>,
  nameOf: AnswerView["nameOf"],
): Omit<Answer, "elapsedMs"> => {
  const findings = result.outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome.finding] : []));
  const chart = findings.length === 1 ? findings.flatMap(chartOf)[0] : undefined;
  return {
    kind: "answer",
    markdown: result.markdown,
    tables: findings.flatMap((finding) =>
      finding.table ? [{ title: title(finding, nameOf), table: finding.table }] : [],
    ),
    ...(chart ? { chart } : {}),
    sources: result.outcomes.map((outcome) => source(outcome, result.markdown, nameOf)),
    confidence: result.confidence,
    notes: result.notes,
    buttons: result.suggestions.slice(0, 3).map(askButton),
  };
};

const title = (finding: Finding, nameOf: AnswerView["nameOf"]): string => nameOf(finding.agent);

const source = (outcome: Outcome, markdown: string, nameOf: AnswerView["nameOf"]): Source => {
  if (outcome.state === "failed") {
    const { agent, question, elapsedMs, failure } = outcome;
    const failed = markdown.includes(failure.sentence) ? "See above." : failure.sentence;
    return { agent, title: nameOf(agent), question, elapsedMs, trusted: false, failed };
  }
  const { agent, question, sql, table, elapsedMs, link, trusted } = outcome.finding;
  return {
    agent,
    title: nameOf(agent),
    question,
    ...(sql === undefined ? {} : { sql }),
    ...(table === undefined ? {} : { rows: table.total }),
    elapsedMs,
    ...(link === undefined ? {} : { link }),
    trusted,
  };
};
