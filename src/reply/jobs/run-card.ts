import type { Actor } from "../../ports/actor.ts";
import type { Button, Link, Progress, ProgressRow } from "../../ports/chat/reply.ts";
import type { Run, RunOutcome, RunTask } from "../../ports/databricks/run.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration, markdownLink } from "../format.ts";

/* The card of a run while it goes, and the words for what it does. */

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
  /** Whoever it was started as is no longer signed in, so the bot looks at it with its own rights. */
  isSignedOut?: boolean | undefined;
  now: number;
  /** Where the reader is, as IANA names it; absent: times are in UTC. */
  zone?: string | undefined;
}

/** The message while the run goes. */
export const runCard = (view: RunView): Progress => {
  const { run, now } = view;
  return {
    kind: "progress",
    headline: headline(view),
    rows: rowsOf(run, now),
    facts: [queueFact(run), restFact(view), originFact(view), rightsFact(view)].filter((fact) => fact !== undefined),
    links: linksOf(run),
    elapsedMs: elapsed(run, now),
    buttons: view.stopper || run.state === "stopping" ? [] : [cancelRun(run.run)],
  };
};

const rightsFact = ({ isSignedOut, starter }: RunView): string | undefined =>
  isSignedOut
    ? `${starter?.name ?? "Whoever started it"} is no longer signed in to Databricks, so I look at it with my own rights, and can't stop it with them`
    : undefined;

export const cancelRun = (run: string): Button => ({
  action: "cancel-run",
  value: run,
  label: "Cancel run",
  style: "danger",
});

const headline = ({ run, name, stopper }: RunView): string => {
  if (stopper) return `${name}: stopping…`;
  return `${name}: ${stateWords[run.state]}`;
};

const stateWords: Record<Run["state"], string> = {
  queued: "waiting in the queue",
  waiting: "waiting",
  starting: "starting",
  running: "running",
  // So Databricks calls also the last moments of a run that ends by itself.
  stopping: "finishing",
  ended: "ended",
};

/** Tasks that a card shows. Of more, those at work and those that failed come first. */
const shownTasks = 15;

const rowsOf = ({ tasks, state }: Run, now: number): ProgressRow[] => {
  // Before a run has begun its tasks wait for nothing of their own.
  if (state === "queued") return tasks.slice(0, shownTasks).map((task) => ({ ...row(task, now), words: "waiting" }));
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
      return "waiting for earlier tasks";
    case "starting":
      return "starting";
    case "running":
      return `running${took}`;
    case "stopping":
      return "finishing";
    case "ended":
      return outcome === "skipped" ? endWords.skipped : `${endWords[outcome ?? "failed"]}${took}`;
  }
};

/** How a task or run ended, in a word or two. */
export const endWords = {
  success: "done",
  partly: "finished with failures",
  failed: "failed",
  timeout: "timed out",
  cancelled: "cancelled",
  skipped: "skipped",
};

/** Ended without doing its work. */
export const isFailure = (outcome: RunTask["outcome"]): boolean => outcome === "failed" || outcome === "timeout";

const queueFact = ({ state, queued }: Run): string | undefined =>
  state === "queued" && queued ? `It's waiting because ${queued}.` : undefined;

const restFact = ({ run, usualMs, now }: RunView): string | undefined => {
  const parts = [];
  const done = run.tasks.filter(({ state }) => state === "ended").length;
  if (run.tasks.length > 1 && run.state !== "queued") parts.push(`${done} of ${run.tasks.length} tasks finished`);
  if (usualMs !== undefined && (run.state === "running" || run.state === "starting")) {
    const rest = usualMs - elapsed(run, now);
    parts.push(
      rest > 0 ? `about ${duration(rest)} left, judging by earlier runs` : `it usually takes ${duration(usualMs)}`,
    );
  }
  return parts.length > 0 ? parts.join(" · ") : undefined;
};

/** `Run 123 · started by Asker · day = 2026-01-31`. */
export const originFact = ({ run, starter, parameters }: RunView): string => {
  const who = starter?.name ?? (starter ? undefined : run.creator);
  return [`Run ${run.run}`, who && `started by ${who}`, ...parameterWords(parameters)].filter(Boolean).join(" · ");
};

/** Each parameter as `name = value`, without the person's own words. */
export const parameterWords = (parameters: Readonly<Record<string, string>>): string[] =>
  Object.entries(parameters)
    .filter(([name]) => name !== "user_request")
    .map(([name, value]) => `${name} = ${shortened(oneLine(value), 80)}`);

/** The way to the run in Databricks, as markdown. */
export const linkText = (url: string | undefined): string => (url ? markdownLink("Open in Databricks", url) : "");

const linksOf = ({ url }: Run): Link[] => (url ? [{ label: "Open in Databricks", url }] : []);

/** How long the run went, or has been going. */
export const elapsed = (run: Run, now: number): number => Math.max(0, (run.endedAt ?? now) - run.startedAt);

/** Who started something, as people call them: a service principal is known by a bare id. */
export const creatorName = (creator: string | undefined): string | undefined =>
  creator !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(creator)
    ? "a service principal"
    : creator;

/** What tells ends from each other at a glance. */
export const signs: Record<RunOutcome, string> = {
  success: "✅",
  partly: "⚠️",
  failed: "❌",
  timeout: "❌",
  cancelled: "⏹️",
  skipped: "⏭️",
};
