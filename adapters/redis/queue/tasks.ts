import { z } from "zod";
import type { Json } from "../../../src/ports/json.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import { retention } from "../../../src/retention.ts";
import type { Claim, ClaimedTasks } from "../../queue/queue-worker.ts";
import type { Connection } from "../client.ts";
import { run, script } from "../script.ts";
import { createHeldBack } from "./held-back.ts";

/*
 * Each task is a hash, and its ordering key a list. The first of the list, the head, is either due (at once or at a
 * moment) or running (until its lease ends); two sorted sets hold these. Every change is one script, by the clock of
 * Redis. What is settled counts only for the run that has the lease: `attempt` tells.
 */

export interface Tasks extends ClaimedTasks {
  /** `tell`: a replica is called that has room. */
  put(task: Task, tell: boolean): Promise<{ fresh: boolean; ahead: number }>;
  /** Whether a task has not ended. */
  holds(id: string): Promise<boolean>;
  wake(id: string, tell: boolean): Promise<void>;
  counts(): Promise<{ ready: number; delayed: number; running: number; dead: number }>;
  /** Calls a replica that has room. */
  tell(): Promise<void>;
}

/** A worker that is silent this long has lost its tasks; they run elsewhere 5 to 6 s after a crash. */
export const leaseMs = 5_000;
/** How often a worker sees to leases that have ended. */
const recoverEveryMs = 900;
/** Dead tasks that are kept for a look. */
const keepDead = 1000;

/** The key at which replicas wait that have room. */
export const callKey = (base: string): string => `${base}:call`;

/**
 * @param base Begins every key, with a hash tag: the whole queue lies in one slot of a cluster.
 * @param now Epoch ms, for the moment of `put`; all else goes by the clock of Redis.
 */
export const createTasks = ({ ask, retrying }: Connection, base: string, now: () => number): Tasks => {
  const beginning = `${base}:task:`;
  const waitingKey = (orderingKey: string): string => `${base}:waiting:${orderingKey}`;
  const [due, running, behind, dead] = [`${base}:due`, `${base}:running`, `${base}:behind`, `${base}:dead`];
  const call = callKey(base);
  const heldBack = createHeldBack();
  let recoveredAt = Number.NEGATIVE_INFINITY;

  const again = async (id: string, attempt: number, inMs: number, tell: boolean): Promise<void> => {
    const keys = [beginning + id, due, running, call];
    const moment = Moment.parse(await run(retrying, againScript, keys, [id, attempt, inMs, telling(tell)]));
    if (moment > 0) heldBack.keep(id, inMs, moment);
  };

  const end = async ({ lease }: Claim, settled: Settled, tell: boolean): Promise<boolean> => {
    const { id, orderingKey, attempt } = lease;
    const note = settled.state === "dead" ? JSON.stringify({ ...lease, reason: settled.reason, at: Date.now() }) : "";
    const keys = [beginning + id, waitingKey(orderingKey), due, running, behind, dead, call];
    const kept = [retention.endedTasks, note, keepDead, retention.deadTasks];
    return (await run(retrying, endScript, keys, [id, attempt, ...kept, telling(tell)])) === 1;
  };

  const wake = async (id: string, tell: boolean, moment: number | "" = ""): Promise<void> => {
    await ask((client) => run(client, wakeScript, [due, call], [id, telling(tell), moment]));
  };

  return {
    put: async ({ id, orderingKey, kind, payload }, tell) => {
      const keys = [beginning + id, waitingKey(orderingKey), due, behind, call];
      const args = [id, orderingKey, kind, JSON.stringify(payload), now(), telling(tell)];
      const [fresh, ahead] = Pair.parse(await ask((client) => run(client, putScript, keys, args)));
      return { fresh: fresh === 1, ahead };
    },
    holds: (id) => ask(async (client) => (await client.type(beginning + id)) === "hash"),
    wake: (id, tell) => wake(id, tell),
    claim: async (limit) => {
      const isDue = performance.now() - recoveredAt > recoverEveryMs;
      if (isDue) {
        recoveredAt = performance.now();
        for (const { id, moment } of heldBack.late()) await wake(id, false, moment);
      }
      const args = [beginning, limit, leaseMs, isDue ? "recover" : ""];
      const [nextInMs, claims] = Taken.parse(await run(retrying, takeScript, [due, running], args));
      for (const { key } of claims) heldBack.forget(key);
      return { claims, nextInMs: nextInMs < 0 ? undefined : nextInMs };
    },
    renew: async (held) => {
      const args = [beginning, leaseMs, ...held.flatMap(({ id, token }) => [id, token])];
      return Ids.parse(await run(retrying, renewScript, [running], args));
    },
    settle: async (claim, settled, tell) => {
      if (settled.state !== "again") return (await end(claim, settled, tell)) ? 0 : undefined;
      const inMs = Math.max(0, Math.ceil(settled.inMs));
      await again(claim.lease.id, claim.lease.attempt, inMs, tell);
      return inMs;
    },
    handBack: async (claims) => {
      if (claims.length === 0) return;
      const args = claims.flatMap(({ lease }) => [lease.id, lease.attempt]);
      await ask((client) => run(client, handBackScript, [due, running, call], [beginning, ...args]));
    },
    counts: async () => {
      const reply = await ask((client) => run(client, countsScript, [due, running, behind, dead], []));
      const [ready, delayed, runs, gone] = Counts.parse(reply);
      return { ready, delayed, running: runs, dead: gone };
    },
    tell: async () => {
      await ask((client) => client.zadd(call, 0, ""));
    },
  };
};

const telling = (tell: boolean): string => (tell ? "tell" : "");

const parse = (stored: string): Json => JSON.parse(stored);

const Moment = z.number();
const Ids = z.array(z.string());
const Pair = z.tuple([z.number(), z.number()]);
const Counts = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** A task as it is taken; `settled` is the number of the run that was settled last. */
const TakenTask = z
  .tuple([z.string(), z.number(), z.string(), z.string(), z.string(), z.coerce.number(), z.coerce.number()])
  .transform(([id, attempt, orderingKey, kind, payload, storedAt, settled]): Claim => {
    const begun = Math.max(1, attempt - settled);
    return { key: id, lease: { id, orderingKey, kind, payload: parse(payload), attempt, begun, storedAt } };
  });
const Taken = z.tuple([z.number(), z.array(TakenTask)]);

const putScript = script("clock", "task-heads", "task-put");
const takeScript = script("clock", "tasks-take");
const againScript = script("clock", "task-again");
const endScript = script("task-heads", "task-end");
const renewScript = script("clock", "tasks-renew");
const handBackScript = script("clock", "tasks-hand-back");
const wakeScript = script("clock", "task-wake");
const countsScript = script("clock", "tasks-count");
