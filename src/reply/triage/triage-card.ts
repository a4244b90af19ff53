import type { Priority, TriageAction } from "../../config/triage-config.ts";
import type { Actor } from "../../ports/actor.ts";
import type { Button, Notice } from "../../ports/chat/reply.ts";
import type { RunOutcome } from "../../ports/databricks/run.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration } from "../format.ts";
import { linkText, parameterWords } from "../jobs/run-card.ts";
import { endSentence, fenced } from "../jobs/run-end-card.ts";
import { moment } from "../jobs/run-list.ts";

/* The card of a failure: what failed, why, since when, how often, whom to ask, and what can be done. */

export interface TriageView {
  name: string;
  run: string;
  url: string | undefined;
  outcome: RunOutcome;
  startedAt: number;
  endedAt: number;
  parameters: Readonly<Record<string, string>>;
  startedBy: string | undefined;
  owner: string | undefined;
  cause: string;
  evidence: readonly string[];
  /** What the language model takes it for, where that is something else. */
  otherwise: string | undefined;
  failures: number;
  since: number;
  lastSuccessAt: number | undefined;
  before: { count: number; mended: number };
  count: number;
  lastAt: number;
  suggestion: { action: TriageAction; priority: Priority; attempt: number; attempts: number; isGuess: boolean };
  proposed: readonly { name: string; value: string; reason: string }[];
  standing: "open" | "busy" | "green" | "failed-again" | "ignored";
  log: readonly string[];
  mention: Actor | undefined;
  buttons: Button[];
}

/** The card as it stands now. */
export const triageCard = (view: TriageView): Notice => ({
  kind: "notice",
  tone: view.standing === "green" ? "success" : view.standing === "ignored" ? "info" : "error",
  markdown: [
    headline(view),
    `**Why:** ${cleanLine(view.cause, 400)}${view.suggestion.isGuess ? " _(a guess of the language model)_" : ""}`,
    view.evidence.length > 0 ? fenced(view.evidence.map((line) => shortened(oneLine(line), 400)).join("\n")) : "",
    view.otherwise ? `_The language model sees another kind of failure: ${cleanLine(view.otherwise, 60)}._` : "",
    facts(view),
    suggestion(view),
    view.log.map((line) => `- ${cleanLine(line, 400)}`).join("\n"),
    linkText(view.url),
  ]
    .filter(Boolean)
    .join("\n\n"),
  ...(view.mention && { mention: mentionOf(view.mention) }),
  buttons: view.buttons,
});

const mentionOf = ({ user, name }: Actor) => ({ user, ...(name && { name }) });

const headline = (view: TriageView): string => {
  const { name, outcome, startedAt, endedAt, run } = view;
  const ended = { run, job: "", name, state: "ended" as const, outcome, startedAt, endedAt, tasks: [], parameters: {} };
  const sentence = endSentence({ run: ended, name, now: endedAt });
  if (view.standing === "green") return `**${name}** is green again. Run ${run} had failed after ${took(view)}.`;
  if (view.count === 1) return sentence;
  return `${sentence} **${view.count} runs** failed in the same way, the last one at ${moment(view.lastAt)}.`;
};

const took = ({ startedAt, endedAt }: TriageView): string => duration(Math.max(0, endedAt - startedAt));

const facts = (view: TriageView): string =>
  [
    `**Since:** ${sinceWords(view)}`,
    view.before.count > 0 ? `**Seen before:** ${beforeWords(view.before)}` : "",
    view.owner ? `**Owner:** ${cleanLine(view.owner, 200)}` : "",
    `**Run:** ${[view.run, view.startedBy && `started by ${view.startedBy}`, ...parameterWords(view.parameters)]
      .filter(Boolean)
      .map((part) => cleanLine(String(part), 200))
      .join(" · ")}`,
  ]
    .filter(Boolean)
    .map((fact) => `- ${fact}`)
    .join("\n");

const sinceWords = ({ failures, since, lastSuccessAt }: TriageView): string => {
  const success =
    lastSuccessAt === undefined ? "I can't see an earlier success" : `last success ${moment(lastSuccessAt)}`;
  return failures === 1 ? `first failure; ${success}` : `${moment(since)}, ${failures} failures in a row; ${success}`;
};

const beforeWords = ({ count, mended }: TriageView["before"]): string => {
  const times = count === 1 ? "once" : `${count} times`;
  if (mended === 0) return `${times} in the last 30 days`;
  return `${times} in the last 30 days; running it again helped ${mended === 1 ? "once" : `${mended} times`}`;
};

const suggestion = ({
  suggestion: { action, priority, attempt, attempts },
  proposed,
  standing,
}: TriageView): string => {
  if (standing !== "open") return "";
  const isTry = action === "repair" || action === "retry" || action === "retry-with";
  const which = isTry ? `, attempt ${attempt} of ${attempts}` : "";
  const values = proposed.map(({ name, value, reason }) => `- ${name} = ${value} (${reason})`);
  const parameters = action === "retry-with" && values.length > 0 ? `\n${values.join("\n")}` : "";
  return `**Suggestion:** ${actionWords[action]}${which} (${priority} priority)${parameters}`;
};

const actionWords: Record<TriageAction, string> = {
  repair: "repair the failed tasks",
  retry: "run it again",
  "retry-with": "run it again with other parameters",
  email: "write to whoever owns it",
  escalate: "call whoever is on call",
  ignore: "nothing",
};

/** One line of text that no markdown can change. */
const cleanLine = (text: string, limit: number): string => escapeMarkdown(shortened(oneLine(text), limit));

/** The trace, for the person who asked for it. */
export const traceNotice = (name: string, run: string, trace: string): Notice => ({
  kind: "notice",
  tone: "info",
  markdown: trace
    ? `The end of the trace of run ${run} of **${name}**:\n\n${fenced(trace)}`
    : `Run ${run} of **${name}** left no trace.`,
  buttons: [],
});
