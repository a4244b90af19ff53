import type { Log } from "../../src/logging/log.ts";
import type { Lease, RunStep, Settled } from "../../src/ports/stores/queue.ts";
import { retry, timing } from "../../src/resilience/retry.ts";
import { withDeadline } from "./deadline.ts";
import { createLeases, type Held, type Leases } from "./leases.ts";
import { stepOutcome } from "./step-outcome.ts";

/** A task that has been claimed. */
export interface Claim {
  /** What the store knows the task by. */
  key: string;
  lease: Lease;
}

/** What a store does for its worker. What is settled counts only for the run that has the lease. */
export interface ClaimedTasks {
  /** Begins up to `limit` tasks that are due, those first that are due longest. `nextInMs`: when the next will be. */
  claim(limit: number): Promise<{ claims: Claim[]; nextInMs: number | undefined }>;
  /** Prolongs leases; returns the keys of those that are lost. */
  renew(held: readonly Held[]): Promise<string[]>;
  /**
   * Writes down how a run ended, unless a later one has begun; `tell`: other replicas are told what is due by that.
   * Returns in how many ms something may be due by it, undefined for nothing.
   */
  settle(claim: Claim, settled: Settled, tell: boolean): Promise<number | undefined>;
  /** Makes tasks due at once as if they had not begun, and tells everybody. */
  handBack(claims: readonly Claim[]): Promise<void>;
}

export interface WorkerDeps {
  tasks: ClaimedTasks;
  /** Names the store in events of the log. */
  store: string;
  log: Log;
  leaseMs: number;
  /** How long to wait before it looks without being called, ms. */
  pollMs: () => number;
}

export interface Worker {
  begin(run: RunStep, concurrency: number): void;
  /** Looks for tasks that are due. */
  look(): void;
  /** Whether it begins at once what is due. */
  hasRoom(): boolean;
  /** Begins nothing more, waits for what runs, then hands it back. */
  end(drainMs: number): Promise<void>;
}

interface Work {
  run: RunStep;
  concurrency: number;
  leases: Leases;
}

/** Claims at one go. */
const batch = 50;
const afterFailureMs = 500;
/** Time for the last words to the server on close. */
const closeMs = 2_000;

/** Claims tasks, keeps their leases while they run, and writes down how they ended. */
export const createWorker = ({ tasks, store, log, leaseMs, pollMs }: WorkerDeps): Worker => {
  const trouble = rateLimited((err) =>
    log.warn({ event: `${store}.queue-trouble`, err }, "the queue had an error; it recovers by itself"),
  );
  const running = new Set<Promise<void>>();
  /** Begun and neither ended nor given up yet: what is handed back on close. */
  const cutOff: Claim[] = [];
  const ending = new AbortController();
  const performing: Performing = { tasks, store, log, trouble, cutOff, ending: ending.signal };
  const later = createAlarm(() => look());
  let work: Work | undefined;
  let looking: Promise<void> | undefined;
  let calledMeanwhile = false;
  /** Something may be due that there was no place for. */
  let isBehind = false;

  const placesOf = ({ concurrency }: Work): number => concurrency - running.size;

  const look = (): void => {
    calledMeanwhile = looking !== undefined;
    looking ??= turn().finally(() => {
      looking = undefined;
      if (calledMeanwhile) look();
    });
  };

  const turn = async (): Promise<void> => {
    if (!work || ending.signal.aborted) return;
    const limit = Math.min(placesOf(work), batch);
    isBehind = limit <= 0;
    if (isBehind) return;
    later.clear();
    const waitMs = await claim(work, limit);
    if (!ending.signal.aborted) later.set(waitMs);
  };

  /** Begins what is due; returns when to look again. */
  const claim = async (current: Work, limit: number): Promise<number> => {
    try {
      const { claims, nextInMs } = await tasks.claim(limit);
      if (ending.signal.aborted) cutOff.push(...claims);
      else for (const one of claims) start(current, one);
      return claims.length === limit ? 0 : Math.min(Math.ceil(nextInMs ?? Number.POSITIVE_INFINITY), pollMs());
    } catch (thrown) {
      trouble(thrown);
      return afterFailureMs;
    }
  };

  const start = (current: Work, one: Claim): void => {
    const over = perform(performing, current, one).then((dueInMs) => {
      running.delete(over);
      if (isBehind || dueInMs === 0) look();
      else if (dueInMs !== undefined && !ending.signal.aborted) later.set(dueInMs);
    });
    running.add(over);
  };

  return {
    begin: (run, concurrency) => {
      if (work) throw new Error("The queue is being worked on already.");
      work = { run, concurrency, leases: createLeases(tasks.renew, leaseMs) };
      look();
    },
    look,
    hasRoom: () => work !== undefined && !ending.signal.aborted && placesOf(work) > 0,
    end: async (drainMs) => {
      const { leases } = work ?? {};
      ending.abort();
      later.clear();
      const rest = () => Promise.all([...running, looking]);
      await within(drainMs, rest());
      leases?.drop();
      await within(closeMs, rest());
      await tasks.handBack(cutOff).catch(trouble);
      leases?.close();
    },
  };
};

interface Performing extends Pick<WorkerDeps, "tasks" | "store" | "log"> {
  trouble: (thrown: unknown) => void;
  cutOff: Claim[];
  ending: AbortSignal;
}

/** One run of a task. Returns in how many ms something may be due by it. */
const perform = async (deps: Performing, { run, leases }: Work, one: Claim): Promise<number | undefined> => {
  const { store, log, cutOff, ending } = deps;
  const held = { id: one.key, token: String(one.lease.attempt) };
  const settled = await leases.hold(held, (signal) => stepOutcome(run, one.lease, signal, log, store));
  if (settled) return settle(deps, one, settled);
  // Lost while we work on: somebody else may have it. Lost because we close: it is handed back.
  if (ending.aborted) cutOff.push(one);
  return undefined;
};

/** Tries until it is written down. Should that take longer than the lease, the task runs again elsewhere. */
const settle = async (
  { tasks, store, log, trouble, ending }: Performing,
  one: Claim,
  settled: Settled,
): Promise<number | undefined> => {
  const { id: task, kind } = one.lease;
  if (settled.state === "dead")
    log.error({ event: `${store}.task-dead`, task, kind, reason: settled.reason }, "a task was given up");
  try {
    return await retry(() => tasks.settle(one, settled, ending.aborted), {
      time: timing(),
      withinMs: Number.POSITIVE_INFINITY,
      waits: { first: 100, longest: 1_000 },
      signal: ending,
      onWait: trouble,
    });
  } catch (thrown) {
    trouble(thrown);
    return 0;
  }
};

/** Calls at the earliest of the times that it was set to. */
const createAlarm = (call: () => void): { set(inMs: number): void; clear(): void } => {
  let timer: NodeJS.Timeout | undefined;
  let at = Number.POSITIVE_INFINITY;
  const clear = (): void => {
    clearTimeout(timer);
    at = Number.POSITIVE_INFINITY;
  };
  return {
    set: (inMs) => {
      const moment = performance.now() + inMs;
      if (moment >= at) return;
      clear();
      at = moment;
      // A longer one would ring at once.
      timer = setTimeout(
        () => {
          clear();
          call();
        },
        Math.min(inMs, 2 ** 31 - 1),
      );
    },
    clear,
  };
};

/** Resolves when the work has ended in whatever way, or the time is over. */
const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  await withDeadline(
    ms,
    () => work,
    () => new Error("the time is over"),
  ).catch(() => undefined);
};

/** Passes on one error in half a minute: a server that is away makes hundreds. */
const rateLimited = (say: (err: unknown) => void): ((err: unknown) => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return (err) => {
    if (performance.now() - last < 30_000) return;
    last = performance.now();
    say(err);
  };
};
