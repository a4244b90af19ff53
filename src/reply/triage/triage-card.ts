import type { FailureClass, Priority, TriageAction } from "../../config/triage-config.ts";
import type { Actor } from "../../ports/actor.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import type { RunOutcome } from "../../ports/databricks/run.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration } from "../format.ts";
import { linkText, parameterWords } from "../jobs/run-card.ts";
import { endSentence, fenced } from "../jobs/run-end-card.ts";
import type { Reader } from "../reader.ts";
import { moment } from "../words/locale-style.ts";
import { causeIn, phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";

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
  otherwise: FailureClass | undefined;
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
  to: Reader;
}

const said = ({ locale }: Reader) => wordsIn(locale).triage;

/** The card as it stands now. */
export const triageCard = (view: TriageView): Notice => ({
  kind: "notice",
  tone: view.standing === "green" ? "success" : view.standing === "ignored" ? "info" : "error",
  markdown: [
    headline(view),
    why(view),
    evidence(view),
    view.otherwise ? `_${said(view.to).otherwise(said(view.to).classes[view.otherwise])}_` : "",
    facts(view),
    suggestion(view),
    view.log.map((line) => `- ${cleanLine(phraseIn(line, view.to.locale), 400)}`).join("\n"),
    linkText(view.url, view.to),
  ]
    .filter(Boolean)
    .join("\n\n"),
  ...(view.mention && { mention: mentionOf(view.mention) }),
  buttons: view.buttons,
});

const mentionOf = ({ user, name }: Actor) => ({ user, ...(name && { name }) });

const why = ({ cause, suggestion: { isGuess }, to }: TriageView): string => {
  const words = said(to);
  return `**${words.why}** ${cleanLine(causeIn(cause, to.locale), 400)}${isGuess ? ` _${words.guess}_` : ""}`;
};

const evidence = ({ evidence, to }: TriageView): string =>
  evidence.length > 0
    ? fenced(evidence.map((line) => shortened(oneLine(phraseIn(line, to.locale)), 400)).join("\n"))
    : "";

const headline = (view: TriageView): string => {
  const { name, outcome, startedAt, endedAt, run, to } = view;
  const ended = { run, job: "", name, state: "ended" as const, outcome, startedAt, endedAt, tasks: [], parameters: {} };
  const sentence = endSentence({ run: ended, name, now: endedAt, to });
  if (view.standing === "green") return said(to).greenAgain(name, run, took(view));
  if (view.count === 1) return sentence;
  return `${sentence} ${said(to).sameWay(view.count, moment(view.lastAt, to))}`;
};

const took = ({ startedAt, endedAt }: TriageView): string => duration(Math.max(0, endedAt - startedAt));

const facts = (view: TriageView): string => {
  const words = said(view.to);
  const startedBy = view.startedBy && wordsIn(view.to.locale).runs.startedBy(view.startedBy);
  return [
    `**${words.since}** ${sinceWords(view)}`,
    view.before.count > 0 ? `**${words.seenBefore}** ${words.before(view.before.count, view.before.mended)}` : "",
    view.owner ? `**${words.owner}** ${cleanLine(view.owner, 200)}` : "",
    `**${words.run}** ${[view.run, startedBy, ...parameterWords(view.parameters)]
      .filter(Boolean)
      .map((part) => cleanLine(String(part), 200))
      .join(" · ")}`,
  ]
    .filter(Boolean)
    .map((fact) => `- ${fact}`)
    .join("\n");
};

const sinceWords = ({ failures, since, lastSuccessAt, to }: TriageView): string => {
  const words = said(to);
  const success = lastSuccessAt === undefined ? words.noSuccess : words.lastSuccess(moment(lastSuccessAt, to));
  return failures === 1 ? words.firstFailure(success) : words.inARow(moment(since, to), failures, success);
};

const suggestion = ({
  suggestion: { action, priority, attempt, attempts },
  proposed,
  standing,
  to,
}: TriageView): string => {
  if (standing !== "open") return "";
  const words = said(to);
  const isTry = action === "repair" || action === "retry" || action === "retry-with";
  const which = isTry ? words.attempt(attempt, attempts) : "";
  const values = proposed.map(({ name, value, reason }) => `- ${name} = ${value} (${phraseIn(reason, to.locale)})`);
  const parameters = action === "retry-with" && values.length > 0 ? `\n${values.join("\n")}` : "";
  const urgency = words.priorityOf(words.priorities[priority]);
  return `**${words.suggestion}** ${words.actions[action]}${which} (${urgency})${parameters}`;
};

/** One line of text that no markdown can change. */
const cleanLine = (text: string, limit: number): string => escapeMarkdown(shortened(oneLine(text), limit));

/** The trace, for the person who asked for it. */
export const traceNotice = (name: string, run: string, trace: string, to: Reader): Notice => ({
  kind: "notice",
  tone: "info",
  markdown: trace ? `${said(to).trace(run, name)}\n\n${fenced(trace)}` : said(to).noTrace(run, name),
  buttons: [],
});
