import { setTimeout as sleep } from "node:timers/promises";
import { Queue as Bull, DelayedError, type Job, Worker } from "bullmq";
import type { Log } from "../../../src/log.ts";
import type { Queue, RunStep } from "../../../src/ports/stores/queue.ts";
import { createLeases, type Held, type Leases } from "../../queue/leases.ts";
import { stepOutcome } from "../../queue/step-outcome.ts";
import { type Client, type Connection, closedProblem, within } from "../client.ts";
import { untilAllowed } from "../ping.ts";
import { createHeldBack, type HeldBack } from "./held-back.ts";
import { createOrderingKeys, Entry, type OrderingKeys } from "./ordering-keys.ts";

/** A worker that is silent this long has lost its tasks; measured: they run elsewhere 5 to 6 s after a crash. */
const leaseMs = 5000;
const stalledCheckMs = 1000;
const repairEveryMs = 1000;
const placeMs = 1000;
/** A BullMQ worker takes one job after the other, each a round trip to Redis: several of them share the concurrency. */
const takers = 2;
/** Time for the last words to Redis on close. */
const closeMs = 2000;

/** What the parts of the queue share. */
interface Parts {
  bull: Bull;
  /** Begins every key. */
  base: string;
  orderingKeys: OrderingKeys;
  retrying: Client;
  log: Log;
  trouble: (thrown: unknown) => void;
  now: () => number;
  heldBack: HeldBack;
  isClosing(): boolean;
}

interface Working {
  workers: Worker[];
  leases: Leases;
  repair: NodeJS.Timeout;
}

/**
 * The queue over BullMQ. Our ordering keys decide which task may run and remember every id; BullMQ holds jobs back
 * until they are due, hands them to workers and notices dead ones.
 */
export const createQueue = (
  { ask, retrying }: Connection,
  prefix: string,
  log: Log,
  now: () => number,
  ping: () => Promise<void>,
): Queue => {
  const base = `{${prefix}}`;
  const openBull = (): Bull => {
    const bull = new Bull("tasks", { connection: retrying, prefix: base, streams: { events: { maxLen: 100 } } });
    bull.on("error", trouble);
    return bull;
  };
  const trouble = seldom(
    (err) => log.warn({ event: "redis.queue-trouble", err }, "the queue has a problem; it recovers by itself"),
    now,
  );
  const bull = openBull();
  const orderingKeys = createOrderingKeys(base, (part) => bull.toKey(part));
  const ending = new AbortController();
  let closing: Promise<void> | undefined;
  let begun = false;
  let working: Working | undefined;
  const parts: Parts = {
    bull,
    base,
    orderingKeys,
    retrying,
    log,
    trouble,
    now,
    heldBack: createHeldBack(),
    isClosing: () => closing !== undefined,
  };

  return {
    put: async (task) => {
      if (closing) throw closedProblem();
      const stored = await ask((client) => orderingKeys.put(client, task, now()));
      // It is stored: should its job not come about now, the repair makes it.
      if (stored.fresh && stored.ahead === 0)
        await within(placeMs, place(parts, [task.id, task.orderingKey])).catch(() => {});
      return stored;
    },
    holds: (id) => ask((client) => orderingKeys.holds(client, id)),
    wake: async (id) => {
      await ask(() => promote(parts.bull, jobId(id)));
    },
    counts: () => ask((client) => orderingKeys.counts(client)),
    work: (run, concurrency) => {
      if (begun || closing) throw new Error("A queue is worked on once, before it is closed.");
      begun = true;
      void untilAllowed(ping, log, ending.signal).then((refused) => {
        if (closing) return;
        // One that was refused when it was opened stays useless.
        if (refused) parts.bull = openBull();
        working = startWorkers(parts, run, concurrency);
      });
    },
    close: (drainMs) => {
      closing ??= (working ? shut(working, drainMs) : Promise.resolve()).then(() => parts.bull.close());
      ending.abort();
      return closing;
    },
  };
};

const startWorkers = (parts: Parts, run: RunStep, concurrency: number): Working => {
  const { bull, retrying, base, trouble } = parts;
  const leases = createLeases((held) => renew(bull, held), leaseMs);
  const workers = shares(concurrency).map((share, index) =>
    new Worker("tasks", (job, token) => step(parts, leases, run, job, token ?? ""), {
      connection: retrying,
      prefix: base,
      concurrency: share,
      lockDuration: leaseMs,
      skipLockRenewal: true,
      skipStalledCheck: index > 0,
      stalledInterval: stalledCheckMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      drainDelay: 2,
      runRetryDelay: 1000,
      removeOnComplete: { count: 0 },
    }).on("error", trouble),
  );
  const repair = setInterval(() => repairOrderingKeys(parts).catch(trouble), repairEveryMs);
  return { workers, leases, repair };
};

/**
 * Works on one job of BullMQ. It is never marked as failed: a job that is left alone counts as stalled, and returns.
 */
const step = async (parts: Parts, leases: Leases, run: RunStep, job: Job, token: string): Promise<void> => {
  const livesOn = await advance(parts, leases, run, job, token).catch((thrown: unknown) => {
    parts.trouble(thrown);
    return true;
  });
  // To BullMQ this means: hands off, the job is not to be completed.
  if (livesOn) throw new DelayedError();
};

/** Runs the job's task, if it may run. True: the job lives on. */
const advance = async (parts: Parts, leases: Leases, run: RunStep, job: Job, token: string): Promise<boolean> => {
  const { orderingKeys, retrying, isClosing } = parts;
  const handBack = async (): Promise<true> => {
    await job.moveToWait(token);
    return true;
  };
  if (isClosing()) return handBack();
  parts.heldBack.forget(job.id ?? "");
  const lease = await orderingKeys.begin(retrying, Entry.parse(job.data), job.stalledCounter);
  if (!lease) return false;
  const held = { id: job.id ?? "", token };
  const settled = await leases.hold(held, (signal) => stepOutcome(run, lease, signal, parts.log, "redis"));
  if (!settled) return isClosing() ? handBack() : true;
  if (settled.state === "again") {
    if (lease.begun > 1) await orderingKeys.settled(retrying, lease, job.stalledCounter);
    parts.heldBack.keep(held.id, settled.inMs);
    await job.moveToDelayed(Date.now() + settled.inMs, token);
    return true;
  }
  if (settled.state === "dead")
    parts.log.error(
      { event: "redis.task-dead", task: lease.id, kind: lease.kind, reason: settled.reason },
      "a task was given up",
    );
  const next = await orderingKeys.end(retrying, lease, settled.state === "dead" ? settled.reason : undefined);
  if (next) await place(parts, next);
  return false;
};

/** Makes the job for the head of a ordering key. A job that exists already stays as it is. */
const place = async ({ bull, orderingKeys, retrying }: Parts, entry: Entry): Promise<void> => {
  await bull.add("task", entry, { jobId: jobId(entry[0]) });
  await orderingKeys.placed(retrying, entry);
};

/** Makes the jobs whose maker died before it came to it, and wakes those that a clock which was set back holds up. */
const repairOrderingKeys = async (parts: Parts): Promise<void> => {
  for (const entry of await parts.orderingKeys.unplaced(parts.retrying)) await place(parts, entry);
  for (const job of parts.heldBack.late()) await promote(parts.bull, job);
};

const promote = (bull: Bull, job: string): Promise<unknown> => bull.getBackend().promote(job).catch(ignoreRefusal);

/** BullMQ allows no colon in an id and no number as an id. */
const jobId = (id: string): string => `task ${id.replace(/[%:]/g, encodeURIComponent)}`;

/** How the takers share the tasks that may run at a time. */
const shares = (concurrency: number): number[] => {
  const count = Math.min(takers, concurrency);
  return Array.from({ length: count }, (_, index) => Math.floor((concurrency + index) / count));
};

const renew = (bull: Bull, held: Held[]): Promise<string[]> =>
  bull.getBackend().extendLocks(
    held.map(({ id }) => id),
    held.map(({ token }) => token),
    leaseMs,
  );

/** BullMQ's refusals (the job is not in the state for it) carry a number; errors of the connection do not. */
const ignoreRefusal = (thrown: unknown): void => {
  if (!(thrown instanceof Error && "code" in thrown && typeof thrown.code === "number")) throw thrown;
};

const shut = async ({ workers, leases, repair }: Working, drainMs: number): Promise<void> => {
  clearInterval(repair);
  const ended = Promise.all(workers.map((worker) => worker.close()));
  await Promise.race([ended, sleep(drainMs, undefined, { ref: false })]);
  leases.drop();
  await within(closeMs, ended).catch(() => {});
  leases.close();
};

/** Passes on one error in half a minute: Redis away makes hundreds. */
const seldom = (say: (err: unknown) => void, now: () => number): ((err: unknown) => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return (err) => {
    if (now() - last < 30_000) return;
    last = now();
    say(err);
  };
};
