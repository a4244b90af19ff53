import { setTimeout as sleep } from "node:timers/promises";
import { clock } from "../clock.ts";
import { asProblem, isBug, type Problem, type ProblemCode } from "../errors.ts";
import { createExpiringMap } from "../expiring-map.ts";
import type { Log } from "../logging/log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Lease, Queue, Settled } from "../ports/stores/queue.ts";
import type { Isolation } from "./isolation/isolation.ts";
import { poisonProblem } from "./isolation/messages.ts";
import type { Watchdog } from "./watchdog.ts";

/** Runs one task as far as it goes. Throws a Problem; the worker decides what becomes of it. */
export type Step = (lease: Lease, signal: AbortSignal) => Promise<Settled>;

export interface WorkerDeps {
  queue: Queue;
  steps: Readonly<Record<string, Step>>;
  /** Tells the person that a task was given up. May throw: then it is tried again. */
  giveUp(lease: Lease, problem: Problem): Promise<void>;
  /** A task ended and nobody could be told. */
  dropped(lease: Lease, code: ProblemCode): Promise<void>;
  concurrency: number;
  /** Runs a task that was begun several times and never settled; without it such a task is given up. */
  isolation?: Isolation | undefined;
  watchdog?: Watchdog | undefined;
  metrics?: Pick<Metrics, "problems" | "taskWait"> | undefined;
  log: Log;
  now?: () => number;
}

/** A retryable failure that lasts longer than this is told to the person. */
const patienceMs = 90_000;
/** Waits between the tries after a bug of ours, which may depend on the moment. */
const bugWaitsMs = [300, 1_000];
/** How often a task may be begun without being settled before it runs apart from the others. */
const mostBegun = 3;
/** How long a task of an unknown kind is left to others, and how long each time. */
const unknownKindMs = 3_600_000;
const unknownLookMs = 2_000;
/** Begun this often, a task kills us even in isolation, or while we report it: it is dropped without another word. */
const hopelesslyBegun = 10;

/**
 * Takes tasks, runs their step, settles them. A step whose service is away runs again with growing waits until patience
 * ends; one that meets a bug of ours is tried three times at once.
 */
export const startWorker = (deps: WorkerDeps): void => {
  const { queue, steps, giveUp, dropped, concurrency, watchdog, metrics, log, now = clock } = deps;
  const failing = createExpiringMap<{ count: number; since: number }>(now);

  const run = async (lease: Lease, signal: AbortSignal): Promise<Settled> => {
    if (lease.attempt === 1)
      metrics?.taskWait.observe({ kind: lease.kind }, Math.max(0, now() - lease.storedAt) / 1_000);
    try {
      const step = steps[lease.kind];
      if (!step) return leave(lease, now());
      if (lease.begun > hopelesslyBegun) return drop(lease, "task.poison");
      const work = lease.begun > mostBegun ? runIsolated : tryStep;
      const settled = await work(step, lease, signal, deps);
      failing.forget(lease.id);
      return settled;
    } catch (thrown) {
      if (signal.aborted) return { state: "again", inMs: 0 };
      return decide(lease, asProblem(thrown));
    }
  };

  const decide = async (lease: Lease, problem: Problem): Promise<Settled> => {
    const seen = failing.get(lease.id) ?? { count: 0, since: now() };
    failing.keep(lease.id, { count: seen.count + 1, since: seen.since }, 2 * patienceMs);
    metrics?.problems.inc({ code: problem.code });
    const inMs = problem.afterMs ?? Math.min(500 * 2 ** seen.count, 15_000);
    log.warn(
      { event: "task.failed", err: problem, task: lease.id, kind: lease.kind, failures: seen.count + 1 },
      "a step failed",
    );
    if (problem.retry === "later" && !isBug(problem) && now() + inMs - seen.since < patienceMs)
      return { state: "again", inMs };
    try {
      await giveUp(lease, problem);
    } catch (thrown) {
      // The thread is gone, so nobody can be told.
      if (asProblem(thrown).code === "post.root-gone") return drop(lease, problem.code);
      log.error(
        { event: "task.not-told", err: thrown, task: lease.id },
        "couldn't tell the person that a task was given up",
      );
      if (now() - seen.since < 10 * patienceMs) return { state: "again", inMs };
    }
    failing.forget(lease.id);
    return { state: "dead", reason: problem.code };
  };

  const drop = async (lease: Lease, code: ProblemCode): Promise<Settled> => {
    await dropped(lease, code).catch((thrown: unknown) =>
      log.warn({ event: "task.drop-not-noted", err: thrown, task: lease.id }, "couldn't note that a task was dropped"),
    );
    return {
      state: "dead",
      reason: lease.begun > hopelesslyBegun ? `begun ${lease.begun} times, never settled` : code,
    };
  };

  const watched: typeof run = (lease, signal) =>
    watchdog?.during(lease, () => run(lease, signal)) ?? run(lease, signal);
  queue.work(watched, concurrency);
};

/**
 * While replicas are replaced one by one, the older ones meet tasks of kinds that only the newer ones know; so do all of them
 * after a step back. They leave them to whoever knows them.
 */
const leave = ({ kind, storedAt }: Lease, at: number): Settled =>
  at - storedAt < unknownKindMs
    ? { state: "again", inMs: unknownLookMs }
    : { state: "dead", reason: `no step for tasks of kind ${kind}` };

type Work = (step: Step, lease: Lease, signal: AbortSignal, deps: WorkerDeps) => Promise<Settled>;

/** Processes may have died of this task, or of another one that they had in hand: where it runs now, it is alone. */
const runIsolated: Work = (_step, lease, signal, { isolation }) => {
  if (!isolation) throw poisonProblem(`begun ${lease.begun} times, never settled`);
  return isolation.run(lease, signal);
};

/** The step, again in the same place after a bug: handed to another replica, each would count its own tries. */
const tryStep: Work = async (step, lease, signal, { log }) => {
  for (const waitMs of bugWaitsMs) {
    try {
      return await step(lease, signal);
    } catch (thrown) {
      if (signal.aborted || !isBug(thrown)) throw thrown;
      log.error({ err: thrown, event: "task.bug", task: lease.id, kind: lease.kind }, "a bug in a step; trying again");
      await sleep(waitMs, undefined, { signal });
    }
  }
  return step(lease, signal);
};
