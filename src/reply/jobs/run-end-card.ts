import type { Actor } from "../../ports/actor.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Answer, Notice } from "../../ports/chat/reply.ts";
import type { Run, RunTask, TaskOutput } from "../../ports/databricks/run.ts";
import { longestRun } from "../../text/scan.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration } from "../format.ts";
import type { Reader } from "../reader.ts";
import { phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";
import { elapsed, isFailure, linkText, originFact, type RunView, signs } from "./run-card.ts";

/* What is said when a run has ended. */

/** What a task of an ended run left behind. */
export interface RunResult {
  task: RunTask;
  output: TaskOutput;
}

export interface EndView extends RunView {
  /** Undefined: they follow. */
  results: RunResult[] | undefined;
  again: Button | undefined;
  /** The results are its starter's alone, and went to them. */
  isHidden?: boolean | undefined;
}

/** The message after the end: outcome, results or errors, and how to go on. */
export const runEnded = (view: EndView): Answer => {
  const { run, results = [], again, to } = view;
  const failures = results.filter(({ task }) => isFailure(task.outcome));
  const done = results.filter(({ task }) => !isFailure(task.outcome));
  const parts = [
    `${signs[run.outcome ?? "failed"]} ${endSentence(view)}${reason(view)}`,
    ...failures.slice(0, 3).map((failure) => failureText(failure, to)),
    done.length > 0 ? resultText(done, run.tasks.length > 1, to) : "",
    view.isHidden ? `_${said(to).resultsElsewhere(view.starter?.name)}_` : "",
    view.results ? "" : `_${said(to).fetching}_`,
    linkText(run.url, to),
  ];
  return {
    kind: "answer",
    factual: true,
    markdown: parts.filter(Boolean).join("\n\n"),
    tables: done.flatMap(({ task, output }) => (output.table ? [{ title: task.key, table: output.table }] : [])),
    sources: [],
    notes: [originFact(view)],
    elapsedMs: 0,
    buttons: again && run.outcome !== "success" ? [again] : [],
  };
};

/** One sentence: which job, how it ended, after how long. */
export const endSentence = ({
  run,
  name,
  stopper,
  now,
  to,
}: Pick<RunView, "run" | "name" | "stopper" | "now" | "to">): string => {
  const words = said(to);
  const time = duration(elapsed(run, now));
  const job = `**${name}**`;
  switch (run.outcome) {
    case "success":
      return words.succeeded(job, time);
    case "partly":
      return words.partly(job, time);
    case "timeout":
      return words.timedOut(job, time);
    case "cancelled":
      return words.cancelled(job, time, stopper?.name || undefined, finishedTasks(run));
    case "skipped":
      return words.skipped(job);
    default:
      return words.failed(job, time);
  }
};

const said = ({ locale }: Reader) => wordsIn(locale).runs;

const finishedTasks = ({ tasks }: Run): { done: number; all: number } | undefined => {
  if (tasks.length < 2) return undefined;
  const done = tasks.filter(({ outcome }) => outcome === "success" || outcome === "partly").length;
  return { done, all: tasks.length };
};

/** The service's own words, where they say more than the outcome does. */
const reason = ({ run, results = [] }: EndView): string => {
  const isExplained =
    run.outcome === "success" || run.outcome === "cancelled" || results.some(({ output }) => output.error);
  return run.message && !isExplained ? ` ${sentence(shortened(oneLine(run.message), 500))}` : "";
};

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

const failureText = ({ task, output }: RunResult, to: Reader): string => {
  const words = said(to);
  const ended = words.taskEnded(task.key, words.ends[task.outcome ?? "failed"]);
  const what = `${ended}${output.error || output.trace ? ":" : "."}`;
  const error = output.error ?? output.trace ?? "";
  return error ? `${what}\n\n${fenced(tail(error))}` : what;
};

const errorLength = 1_200;

/** The last lines of an error: the reason is at its end, or at its beginning when it is a single line. */
const tail = (text: string): string =>
  text.includes("\n") && text.length > errorLength ? `…${text.slice(1 - errorLength)}` : text.slice(0, errorLength);

const resultText = (results: readonly RunResult[], named: boolean, to: Reader): string =>
  results
    .filter(({ output }) => output.text)
    .map(({ task, output }) => {
      const text = valueText(phraseIn(output.text ?? "", to.locale));
      const cut = output.truncated ? `\n\n_${said(to).cutOutput}_` : "";
      return named ? `${task.key}: ${text}${cut}` : `${text}${cut}`;
    })
    .join("\n\n");

const textLength = 2_000;

/** An exit value as people read it: the fields of a JSON object one by one, lines as they stand, else a sentence. */
const valueText = (text: string): string => {
  const fields = fieldsOf(text);
  if (fields) return `\n${fields.map(([name, value]) => `- ${name}: ${shortened(oneLine(value), 300)}`).join("\n")}`;
  const short = text.length > textLength ? `${text.slice(0, textLength)}…` : text;
  return short.includes("\n") ? `\n${fenced(short)}` : short;
};

const fieldsOf = (text: string): [string, string][] | undefined => {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).map(([name, each]) => [name, typeof each === "string" ? each : JSON.stringify(each)]);
  } catch {
    return undefined;
  }
};

/** Text as code, however many backticks it contains. */
export const fenced = (text: string): string => {
  const fence = "`".repeat(Math.max(2, longestRun(text, "`")) + 1);
  return `${fence}\n${text.trim()}\n${fence}`;
};

/** What the starter is told when the run has ended; the card has the rest. */
export const endNotice = (view: RunView & { mention: Actor | undefined; isHidden?: boolean }): Notice => {
  const { run, mention, isHidden } = view;
  const { outcome = "failed" } = run;
  return {
    kind: "notice",
    tone: outcome === "success" ? "success" : outcome === "cancelled" ? "info" : "warning",
    markdown: [endSentence(view), isHidden ? "" : said(view.to).whatIsAbove[outcome]].filter(Boolean).join(" "),
    ...(mention ? { mention: { user: mention.user, ...(mention.name ? { name: mention.name } : {}) } } : {}),
    buttons: [],
  };
};

/** The message when Databricks no longer shows us the run. */
export const runGone = (name: string, run: string, to: Reader): Notice => ({
  kind: "notice",
  tone: "warning",
  markdown: said(to).gone(name, run),
  buttons: [],
});

/** The bot may not see the run, and whoever started it is no longer signed in. */
export const runHidden = (name: string, run: string, starter: Actor | undefined, to: Reader): Notice => ({
  kind: "notice",
  tone: "warning",
  markdown: said(to).hidden(name, run, starter?.name),
  buttons: [],
});

/** What a channel hears of a run that was started elsewhere. */
export const reported = (view: Pick<RunView, "run" | "name" | "now" | "to">): Notice => {
  const { run, to } = view;
  const by = run.creator ? ` ${said(to).wasStartedBy(run.creator)}` : "";
  const why = run.outcome !== "success" && run.message ? ` ${sentence(shortened(oneLine(run.message), 500))}` : "";
  return {
    kind: "notice",
    tone: run.outcome === "success" ? "success" : "warning",
    markdown: `${endSentence(view)}${why}${by} ${said(to).number(run.run)}. ${linkText(run.url, to)}`,
    buttons: [],
  };
};
