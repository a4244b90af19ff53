import type { Actor } from "../../ports/actor.ts";
import type { Answer, Button, Notice } from "../../ports/chat/reply.ts";
import type { Run, RunTask, TaskOutput } from "../../ports/databricks/run.ts";
import { longestRun } from "../../text/scan.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration } from "../format.ts";
import { elapsed, endWords, isFailure, linkText, originFact, type RunView, signs } from "./run-card.ts";

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
}

/** The message after the end: outcome, results or errors, and how to go on. */
export const runEnded = (view: EndView): Answer => {
  const { run, results = [], again } = view;
  const failures = results.filter(({ task }) => isFailure(task.outcome));
  const done = results.filter(({ task }) => !isFailure(task.outcome));
  const parts = [
    `${signs[run.outcome ?? "failed"]} ${endSentence(view)}${reason(view)}`,
    ...failures.slice(0, 3).map(failureText),
    done.length > 0 ? resultText(done, run.tasks.length > 1) : "",
    view.results ? "" : "_I'm still fetching the task results._",
    linkText(run.url),
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
export const endSentence = ({ run, name, stopper, now }: Pick<RunView, "run" | "name" | "stopper" | "now">): string => {
  const after = `after ${duration(elapsed(run, now))}`;
  const job = `**${name}**`;
  switch (run.outcome) {
    case "success":
      return `${job} succeeded ${after}.`;
    case "partly":
      return `${job} finished ${after}, but some of its tasks failed.`;
    case "timeout":
      return `${job} timed out ${after}.`;
    case "cancelled":
      return `${job} was cancelled${stopper?.name ? ` by ${stopper.name}` : ""} ${after}${finishedTasks(run)}.`;
    case "skipped":
      return `${job} did not run.`;
    default:
      return `${job} failed ${after}.`;
  }
};

const finishedTasks = ({ tasks }: Run): string => {
  if (tasks.length < 2) return "";
  const done = tasks.filter(({ outcome }) => outcome === "success" || outcome === "partly").length;
  return `; ${done} of ${tasks.length} tasks had finished`;
};

/** The service's own words, where they say more than the outcome does. */
const reason = ({ run, results = [] }: EndView): string => {
  const isExplained =
    run.outcome === "success" || run.outcome === "cancelled" || results.some(({ output }) => output.error);
  return run.message && !isExplained ? ` ${sentence(shortened(oneLine(run.message), 500))}` : "";
};

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

const failureText = ({ task, output }: RunResult): string => {
  const what = `Task ${task.key} ${endWords[task.outcome ?? "failed"]}${output.error || output.trace ? ":" : "."}`;
  const error = output.error ?? output.trace ?? "";
  return error ? `${what}\n\n${fenced(tail(error))}` : what;
};

const errorLength = 1_200;

/** The last lines of an error: the reason is at its end, or at its beginning when it is a single line. */
const tail = (text: string): string =>
  text.includes("\n") && text.length > errorLength ? `…${text.slice(1 - errorLength)}` : text.slice(0, errorLength);

const resultText = (results: readonly RunResult[], named: boolean): string =>
  results
    .filter(({ output }) => output.text)
    .map(({ task, output }) => {
      const text = valueText(output.text ?? "");
      const cut = output.truncated ? "\n\n_Databricks cut this output short._" : "";
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
export const endNotice = (view: RunView & { mention: Actor | undefined }): Notice => {
  const { run, mention } = view;
  const { outcome = "failed" } = run;
  return {
    kind: "notice",
    tone: outcome === "success" ? "success" : outcome === "cancelled" ? "info" : "warning",
    markdown: [endSentence(view), whatIsAbove[outcome]].filter(Boolean).join(" "),
    ...(mention ? { mention: { user: mention.user, ...(mention.name ? { name: mention.name } : {}) } } : {}),
    buttons: [],
  };
};

const whatIsAbove = {
  success: "The result is above.",
  partly: "See above for what went wrong.",
  failed: "See above for what went wrong.",
  timeout: "See above for what went wrong.",
  cancelled: "",
  skipped: "The reason is above.",
};

/** The message when Databricks no longer shows us the run. */
export const runGone = (name: string, run: string): Notice => ({
  kind: "notice",
  tone: "warning",
  markdown: `I can no longer see run ${run} of **${name}** in Databricks: it was deleted, or I lost permission to see it, so I can't tell how it ended.`,
  buttons: [],
});

/** The bot may not see the run, and whoever started it is no longer signed in. */
export const runHidden = (name: string, run: string, starter: Actor | undefined): Notice => ({
  kind: "notice",
  tone: "warning",
  markdown: `I can no longer follow run ${run} of **${name}**: it was started with the rights of ${starter?.name ?? "the person who asked for it"}, who is no longer signed in to Databricks, and I may not see it with my own. It goes on there. After \`login\`, \`status ${run}\` shows it.`,
  buttons: [],
});

/** What a channel hears of a run that was started elsewhere. */
export const reported = (view: Pick<RunView, "run" | "name" | "now">): Notice => {
  const { run } = view;
  const by = run.creator ? ` It was started by ${run.creator}.` : "";
  const why = run.outcome !== "success" && run.message ? ` ${sentence(shortened(oneLine(run.message), 500))}` : "";
  return {
    kind: "notice",
    tone: run.outcome === "success" ? "success" : "warning",
    markdown: `${endSentence(view)}${why}${by} Run ${run.run}. ${linkText(run.url)}`,
    buttons: [],
  };
};
