import { Cluster } from "ioredis";
import { z } from "zod";
import { type CheckpointStore, entryIn, type IsSeen, inherit, type Values } from "../../checkpoint/checkpoint-store.ts";
import type { Parts } from "../../checkpoint/parts.ts";
import { partsToSend } from "../../checkpoint/sent-parts.ts";
import { type Connection, tagged, untagged } from "../client.ts";
import { run, type Script } from "../script.ts";
import { keyOfWrite, readLines, readMember, readRecord, space, writeLine, writeRecord } from "./checkpoint-records.ts";
import { findScript, kinds, putScript, putWritesScript } from "./checkpoint-scripts.ts";

export interface CheckpointStoreOptions {
  /** A thread is forgotten this long after its last use. */
  ttlMs: number;
  /** Checkpoints kept per thread and namespace; all if absent. */
  keep: number | undefined;
}

/** Checkpoints in Redis: six keys per thread, in one slot of a cluster, with one end of life. Every change is one script. */
export const createCheckpointStore = (
  connection: Connection,
  prefix: string,
  options: CheckpointStoreOptions,
): CheckpointStore => {
  const threads = accessTo(connection, prefix);
  const store = createStore(threads, options.ttlMs);
  const { ask, keyOf } = threads;

  return {
    find: createFind(threads, options.ttlMs),
    parts: createFetch(threads),
    put: async ({ thread, ns }, checkpoint, parts, isSeen) => {
      const { id, parent = "", needsParent } = checkpoint;
      const record = parent && (await ask((client) => client.hget(keyOf(thread, "checkpoints"), space(ns) + parent)));
      const values = inherit(checkpoint, record ? readRecord(record).values : undefined);
      const head = [
        space(ns),
        id,
        writeRecord({ ...checkpoint, values }),
        needsParent ? parent : "",
        options.keep ?? 0,
      ];
      await store(putScript, thread, head, { entries: entriesOf(values), parts, isSeen });
    },
    putWrites: async ({ thread, ns }, id, writes, parts, isSeen) => {
      const lines = writes.flatMap((write) => [keyOfWrite(write), write.index, writeLine(write)]);
      const entries = writes.map(({ value }) => entryIn(value));
      await store(putWritesScript, thread, [space(ns) + id, writes.length, ...lines], { entries, parts, isSeen });
    },
    ids: async ({ thread: only, ns, before }) => {
      const idsOf = async (thread: string) => {
        const members = await ask((client) => client.zrange(keyOf(thread, "index"), 0, "-1"));
        return members
          .map((member) => ({ thread, ...readMember(member) }))
          .filter((found) => (ns === undefined || found.ns === ns) && (before === undefined || found.id < before))
          .toSorted((one, other) => (one.id < other.id ? 1 : -1));
      };
      const all = only === undefined ? await threadsIn(ask, prefix) : [only];
      return (await Promise.all(all.map(idsOf))).flat();
    },
    remove: async (thread) => {
      await ask((client) => client.unlink(kinds.map((kind) => keyOf(thread, kind))));
    },
  };
};

interface Threads {
  ask: Connection["ask"];
  keyOf(thread: string, kind: (typeof kinds)[number]): string;
  runOn(thread: string, script: Script, args: Word[]): Promise<unknown>;
}

type Word = string | number;

/** A conversation may be large, and no platform waits for it. */
const patienceMs = 5000;

const accessTo = (connection: Connection, prefix: string): Threads => {
  const ask: Threads["ask"] = (send) => connection.ask(send, patienceMs);
  const keyOf: Threads["keyOf"] = (thread, kind) => `${prefix}:${tagged("thread", thread)}:${kind}`;
  const runOn: Threads["runOn"] = (thread, script, args) => {
    const keys = kinds.map((kind) => keyOf(thread, kind));
    return ask((client) => run(client, script, keys, args));
  };
  return { ask, keyOf, runOn };
};

const createFind =
  ({ runOn }: Threads, ttlMs: number): CheckpointStore["find"] =>
  async (at, id = "") => {
    const reply = await runOn(at.thread, findScript, [ttlMs, space(at.ns), id]);
    if (reply === null) return undefined;
    const [member, record, lines] = FoundReply.parse(reply);
    const checkpoint = { id: member.slice(space(at.ns).length), ...readRecord(record) };
    return { ...at, checkpoint, writes: readLines(lines) };
  };

const FoundReply = z.tuple([z.string(), z.string(), z.string()]);

const createFetch =
  ({ ask, keyOf }: Threads): CheckpointStore["parts"] =>
  async (thread, names) => {
    const parts: Parts = new Map();
    for (let from = 0; from < names.length; from += 2000) {
      const batch = names.slice(from, from + 2000);
      const texts = await ask((client) => client.hmget(keyOf(thread, "parts"), ...batch));
      for (const [at, name] of batch.entries()) {
        const text = texts[at];
        if (typeof text === "string") parts.set(name, text);
      }
    }
    return parts;
  };

interface New {
  entries: string[];
  parts: Parts;
  isSeen: IsSeen;
}

/** Leaves out the parts that are most likely stored already; if they are not, sends all of them. */
const createStore =
  ({ runOn }: Threads, ttlMs: number) =>
  async (script: Script, thread: string, head: Word[], { entries, parts, isSeen }: New): Promise<void> => {
    const send = async (isStored: IsSeen): Promise<boolean> => {
      const { sent, left } = partsToSend(entries, parts, isStored);
      const args = [ttlMs, ...head, sent.length, ...sent.flat(), left.length, ...left];
      return (await runOn(thread, script, args)) === 1;
    };
    const stored = (await send(isSeen)) || (await send(() => false));
    if (!stored) throw new Error("The checkpoint builds on one that was dropped in the meantime");
  };

const entriesOf = (values: Values): string[] => Object.values(values).map(([, value]) => entryIn(value));

/** All threads, by a scan over the whole store: slow, for tools only. */
const threadsIn = async (ask: Connection["ask"], prefix: string): Promise<string[]> => {
  const nodes = await ask(async (client) => (client instanceof Cluster ? client.nodes("master") : [client]));
  const pattern = `${prefix.replace(/[*?[\]\\]/g, "\\$&")}:{thread:*}:index`;
  const threads = new Set<string>();
  for (const node of nodes) {
    for await (const page of node.scanStream({ match: pattern, count: 1000 }))
      for (const key of z.array(z.string()).parse(page))
        threads.add(untagged("thread", key.slice(prefix.length + 1, key.lastIndexOf(":"))));
  }
  return [...threads];
};
