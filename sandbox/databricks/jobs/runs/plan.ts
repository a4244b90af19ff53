import type { JobSpec, TaskSpec } from "../catalog/spec.ts";
import { failureOf, type Outcome } from "../failures/outcomes.ts";
import { cancelled, type Ending, failedBecause, succeeded, succeededPartly, tooMany, upstreamOf } from "./endings.ts";

/*
 * The whole course of a run, fixed when it is created: when each task begins and ends, and how. There are no timers: what
 * a call sees depends on the time alone. Times are epoch ms.
 */

/** One of the runs that a task had: the first, or one that a repair gave it. */
export interface TaskRun {
  id: string;
  spec: TaskSpec;
  /** `attempt_number`: 0 for the first. */
  number: number;
}

/** The first execution of a run, or a repair of it. */
export interface Attempt {
  at: number;
  repair?: string;
  tasks: readonly TaskRun[];
  outcome: Outcome;
  /** From its beginning to its end. */
  ms: number;
  /** Is skipped rather than queued. */
  impatient?: boolean;
  cancelledAt?: number;
}

export interface TaskPlan {
  task: TaskRun;
  /** No longer waits for other tasks. */
  begins: number;
  /** Has its cluster. */
  runs: number;
  ends: number;
  ending: Ending;
}

export interface Plan {
  /** No longer queued. */
  begins: number;
  runs: number;
  /** TERMINATING from here on. */
  stops: number;
  ends: number;
  ending: Ending;
  tasks: TaskPlan[];
}

/** How long a cancelled run keeps running, and how long it then takes to stop. */
export interface Reluctance {
  unmovedMs: number;
  stoppingMs: number;
}

/** The course of an attempt that starts at `begins`. */
export const planOf = (job: JobSpec, attempt: Attempt, begins: number, reluctance: Reluctance): Plan => {
  if (attempt.outcome === "skipped" || (attempt.impatient && begins > attempt.at)) return skipped(job, attempt);
  const plan = undisturbed(job, attempt, begins);
  return attempt.cancelledAt === undefined ? plan : withCancel(plan, attempt.cancelledAt, reluctance);
};

const skipped = (job: JobSpec, { at, tasks }: Attempt): Plan => {
  const ending = tooMany(job.maxConcurrentRuns);
  const never = tasks.map((task) => ({ task, begins: at, runs: at, ends: at, ending }));
  return { begins: at, runs: at, stops: at, ends: at, ending, tasks: never };
};

const undisturbed = (job: JobSpec, attempt: Attempt, begins: number): Plan => {
  const steps = stepsOf(attempt, victimOf(job, attempt));
  const ends = begins + attempt.ms;
  const runs = begins + Math.min(attempt.ms * 0.15, 5_000);
  const stops = ends - Math.min(attempt.ms * 0.05, 1_000);
  const length = Math.max(...steps.map((step) => step.ends)) || 1;
  const at = (weight: number) => Math.round(runs + ((stops - runs) * weight) / length);
  const tasks = steps.map(({ task, ending, ...step }): TaskPlan => {
    const from = step.begins === 0 ? begins : at(step.begins);
    const to = at(step.ends);
    const ready = step.begins === 0 ? runs : from + (to - from) * 0.1;
    return { task, begins: from, runs: ending.neverRan ? to : Math.round(ready), ends: to, ending };
  });
  return {
    begins,
    runs: Math.round(runs),
    stops: Math.round(stops),
    ends: Math.round(ends),
    ending: endingOf(tasks),
    tasks,
  };
};

/** The task that the outcome affects; a repair without it fails in its last task. */
const victimOf = (job: JobSpec, { outcome, tasks }: Attempt): string | undefined => {
  if (outcome === "success") return undefined;
  const wanted = outcome === "partly" ? job.spare : job.weak;
  return (tasks.find(({ spec }) => spec.key === wanted) ?? tasks.at(-1))?.spec.key;
};

interface Step {
  task: TaskRun;
  /** In weights, from the beginning of the attempt. */
  begins: number;
  ends: number;
  ending: Ending;
}

/** Each task comes after those it waits for. A task outside the attempt succeeded earlier. */
const stepsOf = ({ outcome, tasks }: Attempt, victim: string | undefined): Step[] => {
  const done = new Map<string, Step>();
  for (const task of tasks) {
    const { key, after, runIf, weight } = task.spec;
    const before = after.map((each) => done.get(each));
    const begins = Math.max(0, ...before.map((step) => step?.ends ?? 0));
    const failed = before.filter((step) => step && step.ending !== succeeded);
    const ready = runIf === "ALL_SUCCESS" ? failed.length === 0 : failed.length < Math.max(1, before.length);
    const own = key === victim ? failureOf(outcome) : succeeded;
    const ending = ready ? own : upstreamOf(failed[0]?.ending ?? succeeded);
    done.set(key, { task, begins, ends: ready ? begins + weight : begins, ending });
  }
  return [...done.values()];
};

/** The outcome of the run, from its last tasks. */
const endingOf = (tasks: readonly TaskPlan[]): Ending => {
  const awaited = new Set(tasks.flatMap(({ task }) => task.spec.after));
  const last = tasks.filter(({ task }) => !awaited.has(task.spec.key));
  const failed = tasks.find(({ ending }) => ending !== succeeded);
  if (!failed) return succeeded;
  if (last.every(({ ending }) => ending === succeeded)) return succeededPartly;
  const others = tasks.some(({ ending }) => ending.result.startsWith("UPSTREAM"));
  return failedBecause(failed.task.spec.key, failed.ending, others);
};

/** A queued run is cancelled at once; one that runs goes on for a while, and may reach its end before the cancel does. */
const withCancel = (plan: Plan, asked: number, { unmovedMs, stoppingMs }: Reluctance): Plan => {
  const queued = asked < plan.begins;
  const stops = queued ? asked : asked + unmovedMs;
  const ends = queued ? asked : stops + stoppingMs;
  if (ends >= plan.ends) return plan;
  const tasks = plan.tasks.map((task): TaskPlan => {
    if (task.ends <= ends) return task;
    const begun = task.begins < ends && !queued;
    const ending = begun || queued ? cancelled : upstreamOf(cancelled);
    return { ...task, begins: Math.min(task.begins, ends), runs: Math.min(task.runs, ends), ends, ending };
  });
  const { error: _, ...ending } = cancelled;
  return { begins: Math.min(plan.begins, ends), runs: Math.min(plan.runs, ends), stops, ends, ending, tasks };
};

export type State = "QUEUED" | "BLOCKED" | "PENDING" | "RUNNING" | "TERMINATING" | "TERMINATED";

export const stateAt = (plan: Plan, now: number): State => {
  if (now >= plan.ends) return "TERMINATED";
  if (now >= plan.stops) return "TERMINATING";
  if (now < plan.begins) return "QUEUED";
  return now < plan.runs ? "PENDING" : "RUNNING";
};

export const taskStateAt = (plan: Plan, task: TaskPlan, now: number): State => {
  if (now >= task.ends) return "TERMINATED";
  if (now < task.begins) return "BLOCKED";
  if (now >= plan.stops) return "TERMINATING";
  return now < task.runs ? "PENDING" : "RUNNING";
};
