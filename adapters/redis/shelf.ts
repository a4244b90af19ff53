import { Cluster } from "ioredis";
import { z } from "zod";
import type { Parts } from "../checkpoint/parts.ts";
import { type At, entriesIn, type Found, inherit, type Shelf, type Values } from "../checkpoint/saver.ts";
import { type Connection, run, type Script, tagged, untagged } from "./client.ts";
import { createPartsCache, load, type PartsCache, select } from "./shelf-parts.ts";
import { keyOfWrite, readLines, readMember, readRecord, space, writeLine, writeRecord } from "./shelf-records.ts";
import { findScript, kinds, putScript, putWritesScript } from "./shelf-scripts.ts";

export interface ShelfOptions {
  /** A thread is forgotten this long after its last use. */
  ttlMs: number;
  /** Checkpoints kept per thread and namespace; all if absent. */
  keep: number | undefined;
}

/** Checkpoints in Redis: six keys per thread, in one slot of a cluster, with one end of life. Every change is one script. */
export const createShelf = (connection: Connection, prefix: string, options: ShelfOptions): Shelf => {
  const threads = accessTo(connection, prefix);
  const cache = createPartsCache(8_000_000);
  const store = createStore(threads, cache, options.ttlMs);
  const { ask, keyOf } = threads;

  return {
    find: createFind(threads, cache, options.ttlMs),
    put: async ({ thread, ns }, checkpoint, parts) => {
      const { id, parent = "", leans } = checkpoint;
      const record = parent && (await ask((client) => client.hget(keyOf(thread, "checkpoints"), space(ns) + parent)));
      const values = inherit(checkpoint, record ? readRecord(record).values : undefined);
      const head = [space(ns), id, writeRecord({ ...checkpoint, values }), leans ? parent : "", options.keep ?? 0];
      await store(putScript, thread, head, textsOf(values), parts);
    },
    putWrites: async ({ thread, ns }, id, writes, parts) => {
      const lines = writes.flatMap((write) => [keyOfWrite(write), write.index, writeLine(write)]);
      const values = writes.map(({ value }) => value);
      await store(putWritesScript, thread, [space(ns) + id, writes.length, ...lines], values, parts);
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

const createFind = ({ ask, keyOf, runOn }: Threads, cache: PartsCache, ttlMs: number): Shelf["find"] => {
  /** Undefined: one of them is not there any more. */
  const fetch = async (thread: string, names: string[]): Promise<Parts | undefined> => {
    const parts = cache.pick(thread, names);
    const missing = names.filter((name) => !parts.has(name));
    for (let from = 0; from < missing.length; from += 2000) {
      const batch = missing.slice(from, from + 2000);
      const texts = await ask((client) => client.hmget(keyOf(thread, "parts"), ...batch));
      for (const [at, name] of batch.entries()) {
        const text = texts[at];
        if (typeof text !== "string") return undefined;
        parts.set(name, text);
      }
    }
    cache.add(thread, parts);
    return parts;
  };

  const find = async (at: At, id = "", attempt = 1): Promise<Found | undefined> => {
    const reply = await runOn(at.thread, findScript, [ttlMs, space(at.ns), id]);
    if (reply === null) return undefined;
    const [member, record, lines] = FoundReply.parse(reply);
    const checkpoint = { id: member.slice(space(at.ns).length), ...readRecord(record) };
    const writes = readLines(lines);
    const values = [...textsOf(checkpoint.values), ...writes.map(({ value }) => value)];
    const parts = await load(entriesIn(values), (names) => fetch(at.thread, names));
    if (parts) return { ...at, checkpoint, writes, parts };
    // It was dropped while we read it, so look again. Three times would be no coincidence.
    if (attempt === 3) throw new Error(`Parts of checkpoint ${checkpoint.id} are missing`);
    return find(at, id, attempt + 1);
  };
  return (at, id) => find(at, id);
};

const FoundReply = z.tuple([z.string(), z.string(), z.string()]);

/** Leaves out the parts that are most likely stored already; if they are not, sends all of them. */
const createStore =
  ({ runOn }: Threads, cache: PartsCache, ttlMs: number) =>
  async (script: Script, thread: string, head: Word[], values: string[], parts: Parts): Promise<void> => {
    const send = async (isStored: (name: string) => boolean): Promise<boolean> => {
      const { sent, left } = select(entriesIn(values), parts, isStored);
      const args = [ttlMs, ...head, sent.length, ...sent.flat(), left.length, ...left];
      return (await runOn(thread, script, args)) === 1;
    };
    const stored = (await send((name) => cache.has(thread, name))) || (await send(() => false));
    if (!stored) throw new Error("The checkpoint builds on one that was dropped in the meantime");
    cache.add(thread, parts);
  };

/** The values without their versions. */
const textsOf = (values: Values): string[] => Object.values(values).map(([, value]) => value);

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
