import type { Actor } from "../../ports/actor.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Progress, ProgressRow } from "../../ports/chat/reply.ts";
import type { Run, RunOutcome, RunTask } from "../../ports/databricks/run.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration, markdownLink } from "../format.ts";
import type { Reader } from "../reader.ts";
import { phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";

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
  to: Reader;
}

/** The message while the run goes. */
export const runCard = (view: RunView): Progress => {
  const { run, now, to } = view;
  return {
    kind: "progress",
    headline: headline(view),
    rows: rowsOf(view),
    facts: [queueFact(view), restFact(view), originFact(view), rightsFact(view)].filter((fact) => fact !== undefined),
    links: run.url ? [{ label: said(to).open, url: run.url }] : [],
    elapsedMs: elapsed(run, now),
    buttons: view.stopper || run.state === "stopping" ? [] : [cancelRun(run.run, to)],
  };
};

const said = ({ locale }: Reader) => wordsIn(locale).runs;

const rightsFact = ({ isSignedOut, starter, to }: RunView): string | undefined =>
  isSignedOut ? said(to).signedOut(starter?.name) : undefined;

export const cancelRun = (run: string, to: Reader): Button => ({
  action: "cancel-run",
  value: run,
  label: said(to).cancel,
  style: "danger",
});

const headline = ({ run, name, stopper, to }: RunView): string =>
  stopper ? said(to).stopping(name) : `${name}: ${said(to).cardStates[run.state]}`;

/** Tasks that a card shows. Of more, those at work and those that failed come first. */
const shownTasks = 15;

const rowsOf = ({ run: { tasks, state }, now, to }: RunView): ProgressRow[] => {
  const rowOf = (task: RunTask) => row(task, now, to);
  // Before a run has begun its tasks wait for nothing of their own.
  if (state === "queued")
    return tasks.slice(0, shownTasks).map((task) => ({ ...rowOf(task), words: said(to).cardStates.waiting }));
  if (tasks.length <= shownTasks) return tasks.map(rowOf);
  const rank = (task: RunTask) => (isFailure(task.outcome) ? 0 : isAtWork(task) ? 1 : task.state === "ended" ? 3 : 2);
  const shown = new Set(tasks.toSorted((a, b) => rank(a) - rank(b)).slice(0, shownTasks));
  return tasks.filter((task) => shown.has(task)).map(rowOf);
};

const isAtWork = ({ state }: RunTask): boolean => ["running", "starting", "stopping"].includes(state);

const row = (task: RunTask, now: number, to: Reader): ProgressRow => ({
  agent: task.key,
  title: task.key,
  state:
    task.state === "ended" ? endStates[task.outcome ?? "failed"] : task.state === "running" ? "running" : "waiting",
  words: taskWords(task, now, to),
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
export const taskWords = ({ state, outcome, startedAt, endedAt }: RunTask, now: number, to: Reader): string => {
  const { taskStates, ends } = said(to);
  const took = startedAt === undefined ? "" : ` · ${duration((endedAt ?? now) - startedAt)}`;
  if (state === "ended") return outcome === "skipped" ? ends.skipped : `${ends[outcome ?? "failed"]}${took}`;
  return state === "running" ? `${taskStates.running}${took}` : taskStates[state];
};

/** Ended without doing its work. */
export const isFailure = (outcome: RunTask["outcome"]): boolean => outcome === "failed" || outcome === "timeout";

const queueFact = ({ run: { state, queued }, to }: RunView): string | undefined =>
  state === "queued" && queued ? said(to).waitsBecause(phraseIn(queued, to.locale)) : undefined;

const restFact = ({ run, usualMs, now, to }: RunView): string | undefined => {
  const words = said(to);
  const parts = [];
  const done = run.tasks.filter(({ state }) => state === "ended").length;
  if (run.tasks.length > 1 && run.state !== "queued") parts.push(words.tasksFinished(done, run.tasks.length));
  if (usualMs !== undefined && (run.state === "running" || run.state === "starting")) {
    const rest = usualMs - elapsed(run, now);
    parts.push(rest > 0 ? words.rest(duration(rest)) : words.usually(duration(usualMs)));
  }
  return parts.length > 0 ? parts.join(" · ") : undefined;
};

/** `Run 123 · started by Asker · day = 2026-01-31`. */
export const originFact = ({ run, starter, parameters, to }: RunView): string => {
  const who = starter?.name ?? (starter ? undefined : run.creator);
  const words = said(to);
  return [words.number(run.run), who && words.startedBy(who), ...parameterWords(parameters)]
    .filter(Boolean)
    .join(" · ");
};

/** Each parameter as `name = value`, without the person's own words. */
export const parameterWords = (parameters: Readonly<Record<string, string>>): string[] =>
  Object.entries(parameters)
    .filter(([name]) => name !== "user_request")
    .map(([name, value]) => `${name} = ${shortened(oneLine(value), 80)}`);

/** The way to the run in Databricks, as markdown. */
export const linkText = (url: string | undefined, to: Reader): string => (url ? markdownLink(said(to).open, url) : "");

/** How long the run went, or has been going. */
export const elapsed = (run: Run, now: number): number => Math.max(0, (run.endedAt ?? now) - run.startedAt);

/** Who started something, as people call them: a service principal is known by a bare id. */
export const creatorName = (creator: string | undefined, to: Reader): string | undefined =>
  creator !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(creator)
    ? said(to).servicePrincipal
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
