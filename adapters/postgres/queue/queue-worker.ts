import type { Log } from "../../../src/log.ts";
import type { RunStep, Settled } from "../../../src/ports/stores/queue.ts";
import { retry, timing } from "../../../src/retry.ts";
import { createLeases, type Leases } from "../../queue/leases.ts";
import { stepOutcome } from "../../queue/step-outcome.ts";
import { within } from "../connection/database.ts";
import { type Claim, leaseMs, type Tasks } from "./tasks.ts";

export interface WorkerDeps {
  tasks: Tasks;
  log: Log;
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
export const createWorker = ({ tasks, log, pollMs }: WorkerDeps): Worker => {
  const trouble = seldom((err) =>
    log.warn({ event: "postgres.queue-trouble", err }, "the queue has trouble; it goes on by itself"),
  );
  const running = new Set<Promise<void>>();
  /** Begun and neither ended nor given up yet: what is handed back on close. */
  const cutOff: Claim[] = [];
  const ending = new AbortController();
  let work: Work | undefined;
  let looking: Promise<void> | undefined;
  let calledMeanwhile = false;
  let later: NodeJS.Timeout | undefined;

  const placesOf = ({ concurrency }: Work): number => concurrency - running.size;

  const look = (): void => {
    calledMeanwhile = looking !== undefined;
    looking ??= turn().finally(() => {
      looking = undefined;
      if (calledMeanwhile) look();
    });
  };

  const turn = async (): Promise<void> => {
    const limit = work ? Math.min(placesOf(work), batch) : 0;
    if (!work || limit <= 0 || ending.signal.aborted) return;
    clearTimeout(later);
    const waitMs = await claim(work, limit);
    clearTimeout(later);
    if (!ending.signal.aborted) later = setTimeout(look, waitMs);
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
    const over = perform(current, one).finally(() => {
      running.delete(over);
      look();
    });
    running.add(over);
  };

  const perform = async ({ run, leases }: Work, one: Claim): Promise<void> => {
    const held = { id: one.seq, token: String(one.lease.attempt) };
    const settled = await leases.hold(held, (signal) => stepOutcome(run, one.lease, signal, log, "postgres"));
    if (settled) await settle({ tasks, log, trouble, ending: ending.signal }, one, settled);
    // Lost while we work on: somebody else may have it. Lost because we close: it is handed back.
    else if (ending.signal.aborted) cutOff.push(one);
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
      clearTimeout(later);
      const rest = () => Promise.all([...running, looking]);
      await within(drainMs, rest()).catch(() => undefined);
      leases?.drop();
      await within(closeMs, rest()).catch(() => undefined);
      await tasks.handBack(cutOff).catch(trouble);
      leases?.close();
    },
  };
};

interface Settling extends Pick<WorkerDeps, "tasks" | "log"> {
  trouble: (thrown: unknown) => void;
  ending: AbortSignal;
}

/** Tries until it is written down. Should that take longer than the lease, the task runs again elsewhere. */
const settle = async ({ tasks, log, trouble, ending }: Settling, one: Claim, settled: Settled): Promise<void> => {
  const { id: task, kind } = one.lease;
  if (settled.state === "dead")
    log.error({ event: "postgres.task-dead", task, kind, reason: settled.reason }, "a task was given up");
  await retry(() => tasks.settle(one, settled, ending.aborted), {
    time: timing(),
    withinMs: Number.POSITIVE_INFINITY,
    waits: { first: 100, longest: 1_000 },
    signal: ending,
    onWait: trouble,
  }).catch(trouble);
};

/** Passes on one error in half a minute: a server that is away makes hundreds. */
const seldom = (say: (err: unknown) => void): ((err: unknown) => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return (err) => {
    if (performance.now() - last < 30_000) return;
    last = performance.now();
    say(err);
  };
};
