import { Cluster } from "ioredis";
import { z } from "zod";
import type { Parts } from "../checkpoint/parts.ts";
import {
  type At,
  entriesIn,
  inherit,
  type Shelf,
  type StoredCheckpoint,
  type StoredWrite,
  Values,
} from "../checkpoint/saver.ts";
import { type Connection, run, type Script, tagged, untagged } from "./client.ts";
import { findScript, putScript, putWritesScript } from "./shelf-scripts.ts";

export interface ShelfOptions {
  /** A thread is forgotten this long after its last use. */
  ttlMs: number;
  /** Checkpoints kept per thread and namespace; all if absent. */
  keep: number | undefined;
}

/**
 * Checkpoints in Redis: six keys per thread, in one slot of a cluster and with one end of life. Every change is one
 * script, and so is a read: nobody sees half of a checkpoint.
 */
export const createShelf = ({ ask }: Connection, prefix: string, { ttlMs, keep = 0 }: ShelfOptions): Shelf => {
  const keysOf = (thread: string): string[] => kinds.map((kind) => `${prefix}:${tagged("thread", thread)}:${kind}`);
  const known = createMemory(50_000);

  const valuesOf = async ({ thread, ns }: At, id: string): Promise<Values | undefined> => {
    const record = await ask((client) => client.hget(keysOf(thread)[1] ?? "", space(ns) + id));
    return record ? readRecord(record).values : undefined;
  };

  const find: Shelf["find"] = async ({ thread, ns }, id = "") => {
    const reply = await ask((client) => run(client, findScript, keysOf(thread), [ttlMs, space(ns), id]));
    if (reply === null) return undefined;
    const [member, record, lines, found] = Found.parse(reply);
    const texts = pairs(found);
    for (const [entry] of texts) known.add(thread + entry);
    return {
      thread,
      ns,
      checkpoint: { id: member.slice(space(ns).length), ...readRecord(record) },
      writes: lines.split("\n").filter(Boolean).map(readLine).toSorted(byTaskAndIndex),
      parts: new Map(texts.map(([entry, text]) => [entry.slice(1), text])),
    };
  };

  /** Leaves out parts that are known to be stored; should they be gone, sends them all. */
  const store = async (script: Script, thread: string, head: Word[], values: string[], parts: Parts): Promise<void> => {
    const send = async (isKnown: (entry: string) => boolean): Promise<boolean> => {
      const { sent, left } = select(entriesIn(values), parts, isKnown);
      const args = [ttlMs, ...head, sent.length, ...sent.flat(), left.length, ...left];
      const stored = (await ask((client) => run(client, script, keysOf(thread), args))) === 1;
      if (stored) for (const [entry] of sent) known.add(thread + entry);
      return stored;
    };
    if (!(await send((entry) => known.has(thread + entry)))) await send(() => false);
  };

  return {
    find,
    put: async (at, checkpoint, parts) => {
      const parent = checkpoint.parent === undefined ? undefined : await valuesOf(at, checkpoint.parent);
      const values = inherit(checkpoint, parent);
      const base = checkpoint.leans ? (checkpoint.parent ?? "") : "";
      const head = [space(at.ns), checkpoint.id, writeRecord({ ...checkpoint, values }), base, keep];
      await store(
        putScript,
        at.thread,
        head,
        Object.values(values).map(([, value]) => value),
        parts,
      );
    },
    putWrites: async (at, id, writes, parts) => {
      const head = writes.flatMap((write) => [keyOf(write), write.index, writeLine(write)]);
      const values = writes.map(({ value }) => value);
      await store(putWritesScript, at.thread, [space(at.ns) + id, writes.length, ...head], values, parts);
    },
    ids: async ({ thread, ns, before }) => {
      const threads = thread === undefined ? await threadsIn(ask, prefix) : [thread];
      const lists = threads.map(async (thread) => {
        const members = await ask((client) => client.zrange(keysOf(thread)[0] ?? "", 0, "-1"));
        return members
          .map((member) => ({ thread, ...readMember(member) }))
          .filter((found) => (ns === undefined || found.ns === ns) && (before === undefined || found.id < before))
          .toSorted((one, other) => (one.id < other.id ? 1 : -1));
      });
      return (await Promise.all(lists)).flat();
    },
    remove: async (thread) => {
      await ask((client) => client.unlink(keysOf(thread)));
    },
  };
};

const kinds = ["index", "checkpoints", "leans", "writes", "parts", "held"];

type Word = string | number;

/** All threads, by a scan over the whole store: slow, and meant for tools only. */
const threadsIn = async (ask: Connection["ask"], prefix: string): Promise<string[]> => {
  const nodes = await ask(async (client) => (client instanceof Cluster ? client.nodes("master") : [client]));
  const pattern = `${prefix.replace(/[*?[\]\\]/g, "\\$&")}:{thread:*}:${kinds[0]}`;
  const threads = new Set<string>();
  for (const node of nodes) {
    for await (const page of node.scanStream({ match: pattern, count: 1000 }))
      for (const key of z.array(z.string()).parse(page))
        threads.add(untagged("thread", key.slice(prefix.length + 1, key.lastIndexOf(":"))));
  }
  return [...threads];
};

/** Which parts under these entries to send, and which of those left out hold the rest. */
const select = (entries: string[], parts: Parts, isKnown: (entry: string) => boolean) => {
  const sent = new Map<string, string>();
  const left = new Set<string>();
  const open = [...entries];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const text = parts.get(entry.slice(1));
    if (entry.startsWith("=") || sent.has(entry)) continue;
    if (text === undefined || isKnown(entry)) {
      left.add(entry);
      continue;
    }
    sent.set(entry, text);
    if (entry.startsWith("*")) open.push(...z.array(z.string()).parse(JSON.parse(text)));
  }
  return { sent: [...sent], left: [...left] };
};

/** The namespace as the first part of an index member. A JSON string: none is the beginning of another. */
const space = (ns: string): string => JSON.stringify(ns);

const readMember = (member: string): { ns: string; id: string } => {
  const end = member.match(/^"(?:[^"\\]|\\.)*"/)?.[0] ?? "";
  return { ns: z.string().parse(JSON.parse(end)), id: member.slice(end.length) };
};

const Record = z.tuple([z.string().nullable(), z.string(), z.string(), Values]);

const writeRecord = ({ parent, body, metadata, values }: StoredCheckpoint): string =>
  JSON.stringify([parent ?? null, body, metadata, values]);

const readRecord = (stored: string): Omit<StoredCheckpoint, "id"> => {
  const [parent, body, metadata, values] = Record.parse(JSON.parse(stored));
  return { parent: parent ?? undefined, body, metadata, values };
};

const Line = z.tuple([z.string(), z.number(), z.string(), z.string(), z.string()]);

/** What tells writes of a checkpoint apart. */
const keyOf = ({ task, index }: StoredWrite): string => JSON.stringify([task, index]);

const writeLine = (write: StoredWrite): string =>
  `${keyOf(write)}\t${JSON.stringify([write.task, write.index, write.channel, write.value, write.path])}`;

const readLine = (line: string): StoredWrite => {
  const [task, index, channel, value, path] = Line.parse(JSON.parse(line.slice(line.indexOf("\t") + 1)));
  return { task, index, channel, value, path };
};

const byTaskAndIndex = (one: StoredWrite, other: StoredWrite): number =>
  one.task === other.task ? one.index - other.index : one.task < other.task ? -1 : 1;

const Found = z.tuple([z.string(), z.string(), z.string(), z.array(z.string())]);

const pairs = (flat: string[]): [string, string][] =>
  flat.flatMap((entry, at) => (at % 2 === 0 ? [[entry, flat[at + 1] ?? ""] satisfies [string, string]] : []));

/** Remembers the last so many names. */
const createMemory = (limit: number) => {
  const names = new Set<string>();
  return {
    has: (name: string): boolean => names.has(name),
    add: (name: string): void => {
      names.delete(name);
      names.add(name);
      if (names.size > limit) for (const oldest of names) return void names.delete(oldest);
    },
  };
};
