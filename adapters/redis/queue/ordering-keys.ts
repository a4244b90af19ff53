import { z } from "zod";
import type { Json } from "../../../src/ports/json.ts";
import type { Lease, Task } from "../../../src/ports/stores/queue.ts";
import { retention } from "../../../src/retention.ts";
import type { Client } from "../client.ts";
import { run, script } from "../script.ts";

/*
 * Our own record of every task, beside BullMQ: what it is, its place behind its ordering key, how often it ran. It decides what may
 * run; a BullMQ job only says when. One job exists for the head of each ordering key. A new head is noted as "unplaced" by the
 * same script that made it the head, until its job exists, so that a crash in between strands nothing.
 */

/** A task by its id and ordering key: all that a BullMQ job says. */
export const Entry = z.tuple([z.string(), z.string()]);
export type Entry = z.infer<typeof Entry>;

export interface OrderingKeys {
  put(client: Client, task: Task, storedAt: number): Promise<{ fresh: boolean; ahead: number }>;
  /**
   * Begins a run. Undefined: the task has ended, or it is not its turn. `lost`: how often the job was lost by a worker,
   * which BullMQ counts.
   */
  begin(client: Client, entry: Entry, lost: number): Promise<Lease | undefined>;
  /** The task was settled: what was lost until now is no longer counted. */
  settled(client: Client, lease: Lease, lost: number): Promise<void>;
  /** Ends the task, unless a later run has begun elsewhere. Returns the new head of the ordering key. */
  end(client: Client, lease: Lease, deadBecause?: string): Promise<Entry | undefined>;
  /** Whether a task has not ended. */
  holds(client: Client, id: string): Promise<boolean>;
  /** The job of this head exists. */
  placed(client: Client, entry: Entry): Promise<void>;
  /** Heads whose job is missing for more than a second. */
  unplaced(client: Client): Promise<Entry[]>;
  counts(client: Client): Promise<{ ready: number; delayed: number; running: number; dead: number }>;
}

/** Dead tasks that are kept for a look. */
const keepDead = 1000;

/**
 * @param base Begins every key, with a hash tag: the whole queue lies in one slot of a cluster.
 * @param bull The key of a part of BullMQ's queue.
 */
export const createOrderingKeys = (base: string, bull: (part: string) => string): OrderingKeys => {
  const taskKey = (id: string): string => `${base}:task:${id}`;
  const waitingKey = (orderingKey: string): string => `${base}:waiting:${orderingKey}`;
  const [open, unplaced, dead] = [`${base}:open`, `${base}:unplaced`, `${base}:dead`];
  return {
    put: async (client, { id, orderingKey, kind, payload }, storedAt) => {
      const keys = [taskKey(id), waitingKey(orderingKey), open, unplaced];
      const reply = await run(client, putScript, keys, [
        text([id, orderingKey]),
        kind,
        JSON.stringify(payload),
        storedAt,
      ]);
      const [fresh, ahead] = z.tuple([z.number(), z.number()]).parse(reply);
      return { fresh: fresh === 1, ahead };
    },
    begin: async (client, entry, lost) => {
      const [id, orderingKey] = entry;
      const reply = await run(client, beginScript, [taskKey(id), waitingKey(orderingKey)], [text(entry)]);
      if (reply === null) return undefined;
      const [number, kind, payload, storedAt, settled] = Begun.parse(reply);
      const begun = Math.max(1, lost - settled + 1);
      return { id, orderingKey, kind, payload: parse(payload), attempt: number, begun, storedAt };
    },
    settled: async (client, lease, lost) => {
      await run(client, settledScript, [taskKey(lease.id)], [lease.attempt, lost]);
    },
    end: async (client, lease, deadBecause) => {
      const entry = text([lease.id, lease.orderingKey]);
      const keys = [taskKey(lease.id), waitingKey(lease.orderingKey), open, unplaced, dead];
      const note = deadBecause === undefined ? "" : JSON.stringify({ ...lease, reason: deadBecause, at: Date.now() });
      const reply = await run(client, endScript, keys, [
        entry,
        lease.attempt,
        retention.endedTasks,
        note,
        keepDead,
        retention.deadTasks,
      ]);
      return reply === null ? undefined : entryOf(reply);
    },
    // Of a task that has ended only the moment is kept.
    holds: async (client, id) => (await client.hexists(taskKey(id), "kind")) === 1,
    placed: async (client, entry) => {
      await client.zrem(unplaced, text(entry));
    },
    unplaced: async (client) =>
      z
        .array(z.unknown())
        .parse(await run(client, unplacedScript, [unplaced, bull("wait"), bull("marker")], []))
        .map(entryOf),
    counts: async (client) => {
      const reply = await run(client, countsScript, [open, bull("delayed"), bull("active"), dead], []);
      const [all, delayed, running, gone] = z.tuple([z.number(), z.number(), z.number(), z.number()]).parse(reply);
      // A task that has just ended may still be listed as active for a moment.
      return { ready: Math.max(0, all - delayed - running), delayed, running, dead: gone };
    },
  };
};

const text = (entry: Entry): string => JSON.stringify(entry);

const entryOf = (stored: unknown): Entry => Entry.parse(JSON.parse(z.string().parse(stored)));

const Begun = z.tuple([z.number(), z.string(), z.string(), z.coerce.number(), z.coerce.number()]);

const parse = (stored: string): Json => JSON.parse(stored);

const putScript = script("clock", "task-put");
const beginScript = script("task-begin");
const settledScript = script("task-settle");
const endScript = script("clock", "task-end");
const unplacedScript = script("clock", "tasks-unplaced");
const countsScript = script("tasks-count");
