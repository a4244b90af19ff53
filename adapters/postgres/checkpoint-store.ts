import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Json } from "../../src/ports/json.ts";
import {
  type CheckpointStore,
  entryIn,
  type Found,
  type IsSeen,
  inherit,
  type NewCheckpoint,
  type StoredWrite,
  Values,
} from "../checkpoint/checkpoint-store.ts";
import { nameOf, type Parts } from "../checkpoint/parts.ts";
import { partsToSend } from "../checkpoint/sent-parts.ts";
import { channelsSql, findSql, idsSql, partsSql } from "./checkpoint-sql.ts";
import { createBatches } from "./connection/batches.ts";
import { type Asking, type Database, storableText, type Value } from "./connection/database.ts";

export interface CheckpointStoreOptions {
  /** A thread is forgotten this long after its last use. */
  ttlMs: number;
  /** Checkpoints kept per thread and namespace, at times twice as many; all if absent. */
  keep: number | undefined;
}

/** A conversation may be large, and no platform waits for it. Everything here may be done twice. */
const how: Asking = { again: true, patienceMs: 5_000, prepared: true };

/** Checkpoints in one statement: they may be large. */
const most = 20;
const partsAtOnce = 2_000;
const threadsAtOnce = 20;

/** Checkpoints, and `purge`, which removes some expired threads and returns how many. */
export const createCheckpointStore = (
  db: Database,
  { ttlMs, keep }: CheckpointStoreOptions,
): CheckpointStore & { purge(): Promise<number> } => {
  const s = db.schema;
  const [findAllSql, valuesSql] = [findSql(s), channelsSql(s)];
  const putSql = `SELECT ${s}.put_checkpoints($1, $2, $3) AS replies`;
  const putWritesSql = `SELECT ${s}.put_writes_of($1, $2) AS replies`;
  const putAll = createBatches((calls: readonly Call[]) => repliesOf(db, putSql, [jsonOf(calls), ttlMs, keep ?? 0]), {
    most,
  });
  const putAllWrites = createBatches((calls: readonly Call[]) => repliesOf(db, putWritesSql, [jsonOf(calls), ttlMs]), {
    most,
  });
  const find = createBatches(
    async (asked: readonly Asked[]) =>
      answersTo(asked, await db.ask(Row, findAllSql, [...columnsOf(asked), ttlMs], how)),
    { most },
  );
  const valuesOf = createBatches(
    async (asked: readonly Asked[]) => answersTo(asked, await db.ask(Channels, valuesSql, columnsOf(asked), how)),
    { most },
  );

  const putOnce = async (
    at: { thread: string; ns: string },
    checkpoint: NewCheckpoint,
    parts: Parts,
    isSeen: IsSeen,
  ) => {
    const { id, parent, body, metadata, needsParent } = checkpoint;
    const inherited = parent === undefined ? undefined : (await valuesOf({ ...at, id: parent }))?.channels;
    if (parent !== undefined && inherited === undefined && !isWhole(checkpoint)) throw parentGone(parent);
    const values = inherit(checkpoint, inherited);
    const inherits = Object.keys(values).some((channel) => !Object.hasOwn(checkpoint.values, channel));
    const head = { ...at, id, parent: parent ?? null, body, metadata, channels: JSON.stringify(values) };
    return send(
      putAll,
      { ...head, needs_parent: needsParent, inherits },
      {
        entries: Object.values(values).map(([, value]) => entryIn(value)),
        parts,
        isSeen,
      },
    );
  };

  return {
    put: async (at, checkpoint, parts, isSeen) => {
      // The parent may have been dropped after we read it: then nothing is left to inherit.
      const stored = (await putOnce(at, checkpoint, parts, isSeen)) || (await putOnce(at, checkpoint, parts, isSeen));
      if (!stored) throw dropped();
    },
    putWrites: async ({ thread, ns }, id, writes, parts, isSeen) => {
      const entries = writes.map(({ value }) => entryIn(value));
      const head = { thread, ns, id, ...columnsOfWrites(lastOfEach(writes)) };
      if (!(await send(putAllWrites, head, { entries, parts, isSeen }))) throw dropped();
    },
    find: async (at, id) => {
      const row = await find({ ...at, id: id ?? null });
      return row && foundOf(at, row);
    },
    parts: async (thread, names) => {
      const parts: Parts = new Map();
      for (let from = 0; from < names.length; from += partsAtOnce) {
        const some = names.slice(from, from + partsAtOnce);
        for (const { name, text } of await db.ask(Part, partsSql(s), [thread, some], how)) parts.set(name, text);
      }
      return parts;
    },
    ids: ({ thread, ns, before }) =>
      db.ask(Id, idsSql(s), [thread ?? null, ns ?? null, before ?? null], { ...how, prepared: false }),
    remove: async (thread) => {
      await db.change(`SELECT ${s}.forget_thread($1)`, [thread], how);
    },
    purge: async () => {
      const [purged] = await db.ask(Count, `SELECT ${s}.forget_expired_threads($1) AS count`, [threadsAtOnce], how);
      return purged?.count ?? 0;
    },
  };
};

/** Whether it holds every channel by itself. */
const isWhole = ({ versions, values }: NewCheckpoint): boolean =>
  Object.keys(versions).every((channel) => Object.hasOwn(values, channel));

/** A server that crashed has lost what a run builds on. The run begins again from what is there. */
const parentGone = (parent: string): Problem =>
  Problem.of("store.unavailable", {}, { retry: "later", detail: `the checkpoint before this one is gone: ${parent}` });

const dropped = (): Error => new Error("The checkpoint builds on one that was dropped in the meantime");

interface New {
  entries: string[];
  parts: Parts;
  isSeen: IsSeen;
}

/** What a function takes, by the names of its columns. */
type Call = Record<string, Json>;

/**
 * Stores something with its parts. Leaves out the parts that are most likely stored already; if they are not, sends all
 * of them. False: the parent is gone, or what is left out is.
 */
const send = async (
  store: (call: Call) => Promise<string>,
  head: Call,
  { entries, parts, isSeen }: New,
): Promise<boolean> => {
  const attempt = (isStored: IsSeen): Promise<string> => {
    const { sent, left } = partsToSend(entries, parts, isStored);
    const [names, texts] = [sent.map(([entry]) => nameOf(entry)), sent.map(([, text]) => text)];
    return store({ ...head, names, texts, left: [...new Set(left.map(nameOf))] });
  };
  const reply = await attempt(isSeen);
  return (reply === "parts" ? await attempt(() => false) : reply) === "stored";
};

/** Numbered from 1, since they are sorted on the server. */
const jsonOf = (calls: readonly Call[]): string =>
  JSON.stringify(
    calls.map((call, at) => ({ at: at + 1, ...call })),
    (_, value: unknown) => (typeof value === "string" ? storableText(value) : value),
  );

const repliesOf = async (db: Database, sql: string, values: Value[]): Promise<string[]> =>
  (await db.ask(Replies, sql, values, how))[0]?.replies ?? [];

/** One checkpoint; without an id the newest one. */
interface Asked {
  thread: string;
  ns: string;
  id: string | null;
}

const columnsOf = (asked: readonly Asked[]): Value[] => [
  asked.map(({ thread }) => thread),
  asked.map(({ ns }) => ns),
  asked.map(({ id }) => id),
];

/** The rows by the numbers of what was asked. */
const answersTo = <R extends { at: number }>(asked: readonly Asked[], rows: readonly R[]): (R | undefined)[] => {
  const found = new Map(rows.map((row) => [row.at, row]));
  return asked.map((_, index) => found.get(index + 1));
};

/** One statement changes a row once: of LangGraph's own writes, the last one counts. */
const lastOfEach = (writes: StoredWrite[]): StoredWrite[] => [
  ...new Map(writes.map((write) => [JSON.stringify([write.task, write.index]), write])).values(),
];

const columnsOfWrites = (writes: StoredWrite[]): Call => ({
  tasks: writes.map(({ task }) => task),
  positions: writes.map(({ index }) => index),
  channels: writes.map(({ channel }) => channel),
  vals: writes.map(({ value }) => value),
  paths: writes.map(({ path }) => path),
});

const json = <T>(schema: z.ZodType<T>) => z.string().transform((text): T => schema.parse(JSON.parse(text)));

const channels = json(Values);
const Write = z.tuple([z.string(), z.number(), z.string(), z.string(), z.string()]);
const Channels = z.object({ at: z.number(), channels });
const Row = z.object({
  at: z.number(),
  id: z.string(),
  parent: z.string().nullable(),
  body: z.string(),
  metadata: z.string(),
  channels,
  writes: json(z.array(Write)),
});
const Part = z.object({ name: z.string(), text: z.string() });
const Id = z.object({ thread: z.string(), ns: z.string(), id: z.string() });
const Count = z.object({ count: z.number() });
const Replies = z.object({ replies: z.array(z.enum(["stored", "parts", "parent"])) });

const foundOf = (
  at: Pick<Found, "thread" | "ns">,
  { writes, parent, channels: values, id, body, metadata }: z.infer<typeof Row>,
): Found => ({
  ...at,
  checkpoint: { id, body, metadata, parent: parent ?? undefined, values },
  writes: writes.map(([task, index, channel, value, path]) => ({ task, index, channel, value, path })),
});
