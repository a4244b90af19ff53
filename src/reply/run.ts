import type { Actor, Run, RunTask, TaskOutput } from "../ports.ts";
import { duration } from "./format.ts";
import type { Answer, Button, Link, Notice, Progress, ProgressRow } from "./reply.ts";
import { oneLine, shortened } from "./shorten.ts";

/* The card of a run, from its start to its end. */

/** What is known of a run besides what the service says. */
export interface RunView {
  run: Run;
  /** The job as we call it. */
  name: string;
  starter: Actor | undefined;
  parameters: Readonly<Record<string, string>>;
  /** Who asked it to stop. */
  stopper?: Actor | undefined;
  /** How long it usually takes, ms. */
  usualMs?: number | undefined;
  now: number;
}

/** The message while the run goes. */
export const runCard = (view: RunView): Progress => {
  const { run, now } = view;
  return {
    kind: "progress",
    headline: headline(view),
    rows: rowsOf(run, now),
    facts: [queueFact(run), restFact(view), originFact(view)].filter((fact) => fact !== undefined),
    links: linksOf(run),
    elapsedMs: elapsed(run, now),
    buttons: view.stopper || run.state === "stopping" ? [] : [cancelRun(run.run)],
  };
};

export const cancelRun = (run: string): Button => ({
  action: "cancel-run",
  value: run,
  label: "Cancel run",
  style: "danger",
});

const headline = ({ run, name, stopper }: RunView): string => {
  if (stopper || run.state === "stopping") return `${name}: stopping…`;
  return `${name}: ${stateWords[run.state]}`;
};

const stateWords: Record<Run["state"], string> = {
  queued: "waiting in the queue",
  waiting: "waiting",
  starting: "starting",
  running: "running",
  stopping: "stopping…",
  ended: "ended",
};

/** Tasks that a card shows. Of more, those at work and those that failed come first. */
const shownTasks = 15;

const rowsOf = ({ tasks, state }: Run, now: number): ProgressRow[] => {
  // Before a run has begun its tasks wait for nothing of their own.
  if (state === "queued") return tasks.slice(0, shownTasks).map((task) => ({ ...row(task, now), words: "waits" }));
  if (tasks.length <= shownTasks) return tasks.map((task) => row(task, now));
  const rank = (task: RunTask) => (isFailure(task.outcome) ? 0 : isAtWork(task) ? 1 : task.state === "ended" ? 3 : 2);
  const shown = new Set(tasks.toSorted((a, b) => rank(a) - rank(b)).slice(0, shownTasks));
  return tasks.filter((task) => shown.has(task)).map((task) => row(task, now));
};

const isAtWork = ({ state }: RunTask): boolean => ["running", "starting", "stopping"].includes(state);

const row = (task: RunTask, now: number): ProgressRow => ({
  agent: task.key,
  title: task.key,
  state:
    task.state === "ended" ? endStates[task.outcome ?? "failed"] : task.state === "running" ? "running" : "waiting",
  words: taskWords(task, now),
});

const endStates = {
  success: "done",
  partly: "done",
  failed: "failed",
  timeout: "failed",
  cancelled: "failed",
  skipped: "waiting",
} as const;

/** What a task is doing, or how it ended. */
export const taskWords = ({ state, outcome, startedAt, endedAt }: RunTask, now: number): string => {
  const took = startedAt === undefined ? "" : ` · ${duration((endedAt ?? now) - startedAt)}`;
  switch (state) {
    case "queued":
      return "in the queue";
    case "waiting":
      return "waits for the tasks before it";
    case "starting":
      return "starting";
    case "running":
      return `running${took}`;
    case "stopping":
      return "stopping";
    case "ended":
      return outcome === "skipped" ? endWords.skipped : `${endWords[outcome ?? "failed"]}${took}`;
  }
};

const endWords = {
  success: "done",
  partly: "done, with failures",
  failed: "failed",
  timeout: "ran out of time",
  cancelled: "cancelled",
  skipped: "skipped",
};

const isFailure = (outcome: RunTask["outcome"]): boolean => outcome === "failed" || outcome === "timeout";

const queueFact = ({ state, queued }: Run): string | undefined =>
  state === "queued" && queued ? `It waits because ${queued}.` : undefined;

const restFact = ({ run, usualMs, now }: RunView): string | undefined => {
  const parts = [];
  const done = run.tasks.filter(({ state }) => state === "ended").length;
  if (run.tasks.length > 1 && run.state !== "queued") parts.push(`${done} of ${run.tasks.length} tasks have ended`);
  if (usualMs !== undefined && (run.state === "running" || run.state === "starting")) {
    const rest = usualMs - elapsed(run, now);
    parts.push(rest > 0 ? `about ${duration(rest)} left, by earlier runs` : `usually it takes ${duration(usualMs)}`);
  }
  return parts.length > 0 ? parts.join(" · ") : undefined;
};

/** `Run 123 · started by Asker · day = 2026-01-31`. */
const originFact = ({ run, starter, parameters }: RunView): string => {
  const who = starter?.name ?? (starter ? undefined : run.creator);
  return [`Run ${run.run}`, who && `started by ${who}`, ...parameterWords(parameters)].filter(Boolean).join(" · ");
};

/** Each parameter as `name = value`, without the person's own words. */
export const parameterWords = (parameters: Readonly<Record<string, string>>): string[] =>
  Object.entries(parameters)
    .filter(([name]) => name !== "user_request")
    .map(([name, value]) => `${name} = ${shortened(oneLine(value), 80)}`);

/** The way to the run in Databricks, as markdown. */
export const linkText = (url: string | undefined): string =>
  url ? `[Open in Databricks](${url.replace(/[()\s]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)})` : "";

const linksOf = ({ url }: Run): Link[] => (url ? [{ label: "Open in Databricks", url }] : []);

/** How long the run went, or has been going. */
export const elapsed = (run: Run, now: number): number => Math.max(0, (run.endedAt ?? now) - run.startedAt);

/** What a task of an ended run left behind. */
export interface Result {
  task: RunTask;
  output: TaskOutput;
}

export interface EndView extends RunView {
  /** Undefined: they follow. */
  results: Result[] | undefined;
  again: Button | undefined;
}

/** The message after the end: outcome, results or errors, and how to go on. */
export const runEnded = (view: EndView): Answer => {
  const { run, results = [], again } = view;
  const failures = results.filter(({ task }) => isFailure(task.outcome));
  const done = results.filter(({ task }) => !isFailure(task.outcome));
  const parts = [
    `${endSentence(view)}${reason(view)}`,
    ...failures.slice(0, 3).map(failureText),
    done.length > 0 ? resultText(done, run.tasks.length > 1) : "",
    view.results ? "" : "_What its tasks left behind follows._",
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
      return `${job} ended ${after}: some of its tasks failed, the others did their work.`;
    case "timeout":
      return `${job} ran out of time ${after}.`;
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
  const isTold = run.outcome === "success" || run.outcome === "cancelled" || results.some(({ output }) => output.error);
  return run.message && !isTold ? ` ${sentence(shortened(oneLine(run.message), 500))}` : "";
};

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

const failureText = ({ task, output }: Result): string => {
  const what = `Task ${task.key} ${endWords[task.outcome ?? "failed"]}${output.error || output.trace ? ":" : "."}`;
  const error = output.error ?? output.trace ?? "";
  return error ? `${what}\n\n${fenced(tail(error))}` : what;
};

const errorLength = 1_200;

/** The last lines of an error: what went wrong stands at its end, and at its beginning when it is one line. */
const tail = (text: string): string =>
  text.includes("\n") && text.length > errorLength ? `…${text.slice(1 - errorLength)}` : text.slice(0, errorLength);

const resultText = (results: readonly Result[], named: boolean): string =>
  results
    .filter(({ output }) => output.text)
    .map(({ task, output }) => {
      const text = valueText(output.text ?? "");
      const cut = output.truncated ? "\n\n_The service cut this output._" : "";
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

/** Text as code, whatever backticks stand in it. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
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
  partly: "What went wrong is above.",
  failed: "What went wrong is above.",
  timeout: "What went wrong is above.",
  cancelled: "",
  skipped: "The reason is above.",
};

/** The message when Databricks no longer shows us the run. */
export const runGone = (name: string, run: string): Notice => ({
  kind: "notice",
  tone: "warning",
  markdown: `I can no longer see run ${run} of **${name}** in Databricks: it was deleted, or I lost the right to see it. How it ended I cannot tell.`,
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
