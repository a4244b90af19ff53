import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../../src/logging/log.ts";
import type { Queue, RunStep, Settled } from "../../../src/ports/stores/queue.ts";
import { stepOutcome } from "../../queue/step-outcome.ts";
import type { Db } from "../db.ts";
import { closedProblem } from "../problems.ts";
import type { Claim, Tasks } from "./tasks.ts";

/** Claims at one go; keeps each statement short. */
const batch = 50;
const afterFailureMs = 1000;
/** A timer takes no longer delay than 2^31 ms. */
const longestWaitMs = 3_600_000;

/**
 * The queue of the one process that has the file. Nothing is polled: puts, wakes and settled steps look for work, and
 * a single timer waits for the next task that is held back. Tasks that an earlier process was running are due at once:
 * the lock on the file proves that this process is gone.
 */
export const createQueue = (db: Db, tasks: Tasks, log: Log): Queue => {
  const worker = createWorker(db, tasks, log);
  let closed: Promise<void> | undefined;
  tasks.release();
  return {
    put: async (task) => {
      if (closed) throw closedProblem();
      const stored = await db.change(() => tasks.put(task));
      if (stored.fresh && stored.ahead === 0) worker.look();
      return stored;
    },
    holds: (id) => db.read(() => tasks.holds(id)),
    wake: async (id) => {
      if (await db.change(() => tasks.wake(id))) worker.look();
    },
    work: (run, concurrency) => {
      if (closed) throw closedProblem();
      worker.begin(run, concurrency);
    },
    counts: () => db.read(() => tasks.counts()),
    close: (drainMs) => {
      closed ??= worker.end(drainMs).then(() => db.change(() => tasks.handBack()));
      return closed;
    },
  };
};

interface Worker {
  begin(run: RunStep, concurrency: number): void;
  /** Looks for tasks that are due, once for all that happens in one turn of the event loop. */
  look(): void;
  /** Begins nothing more, waits for what runs, then gives it up. */
  end(drainMs: number): Promise<void>;
}

const createWorker = (db: Db, tasks: Tasks, log: Log): Worker => {
  const held = new Map<Claim, { stop: AbortController; over: Promise<void> }>();
  /** Of those held: steps that are over, until that is written down. */
  const ended = new Map<Claim, Settled>();
  let work: { run: RunStep; concurrency: number } | undefined;
  let soon: NodeJS.Immediate | undefined;
  let later: NodeJS.Timeout | undefined;

  const look = (): void => {
    soon ??= setImmediate(() => {
      soon = undefined;
      clearTimeout(later);
      const waitMs = turn();
      if (waitMs !== undefined) later = setTimeout(look, Math.min(waitMs, longestWaitMs));
    });
  };

  /** Writes down what ended and starts what is due and has a place; returns when to look again at the latest. */
  const turn = (): number | undefined => {
    const settled = [...ended];
    const places = work ? work.concurrency - held.size + settled.length : 0;
    if (settled.length === 0 && places === 0) return undefined;
    try {
      const claims = db.changeNow(() => tasks.turn(settled, Math.min(places, batch)));
      for (const [claim] of settled) held.delete(claim) && ended.delete(claim);
      if (!work) return undefined;
      for (const claim of claims) start(work.run, claim);
      return held.size < work.concurrency ? tasks.nextInMs() : undefined;
    } catch (err) {
      log.error({ event: "sqlite.queue-failed", err }, "cannot read or write the queue; trying again");
      return afterFailureMs;
    }
  };

  const start = (run: RunStep, claim: Claim): void => {
    const stop = new AbortController();
    held.set(claim, { stop, over: perform(run, claim, stop.signal) });
  };

  const perform = async (run: RunStep, claim: Claim, signal: AbortSignal): Promise<void> => {
    const settled = await stepOutcome(run, claim.lease, signal, log, "sqlite");
    if (!held.has(claim)) return;
    ended.set(claim, settled);
    look();
  };

  return {
    begin: (run, concurrency) => {
      if (work) throw new Error("The queue is being worked on already.");
      work = { run, concurrency };
      look();
    },
    look,
    end: async (drainMs) => {
      work = undefined;
      clearTimeout(later);
      await within(drainMs, Promise.all([...held.values()].map(({ over }) => over)));
      clearImmediate(soon);
      turn();
      clearTimeout(later);
      for (const { stop } of held.values()) stop.abort();
      held.clear();
    },
  };
};

/** Waits for the work, but no longer than so many ms. */
const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const over = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: over.signal }).catch(() => {})]);
  over.abort();
};
