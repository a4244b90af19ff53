import { z } from "zod";
import { Problem } from "../../src/errors.ts";
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
import type { Asking, Database, Value } from "./connection/database.ts";

export interface CheckpointStoreOptions {
  /** A thread is forgotten this long after its last use. */
  ttlMs: number;
  /** Checkpoints kept per thread and namespace, at times twice as many; all if absent. */
  keep: number | undefined;
}

/** A conversation may be large, and no platform waits for it. Everything here may be done twice. */
const how: Asking = { again: true, patienceMs: 5_000, prepared: true };

const partsAtOnce = 2_000;
const threadsAtOnce = 20;

/** Checkpoints, and `purge`, which removes some expired threads and returns how many. */
export const createCheckpointStore = (
  db: Database,
  { ttlMs, keep }: CheckpointStoreOptions,
): CheckpointStore & { purge(): Promise<number> } => {
  const s = db.schema;
  const valuesOf = async (thread: string, ns: string, id: string): Promise<Values | undefined> => {
    const [found] = await db.ask(z.object({ channels }), channelsSql(s), [thread, ns, id], how);
    return found?.channels;
  };

  const putOnce = async (
    at: { thread: string; ns: string },
    checkpoint: NewCheckpoint,
    parts: Parts,
    isSeen: IsSeen,
  ) => {
    const { id, parent, body, metadata, needsParent } = checkpoint;
    const inherited = parent === undefined ? undefined : await valuesOf(at.thread, at.ns, parent);
    if (parent !== undefined && inherited === undefined && !isWhole(checkpoint)) throw parentGone(parent);
    const values = inherit(checkpoint, inherited);
    const inherits = Object.keys(values).some((channel) => !Object.hasOwn(checkpoint.values, channel));
    const head = [at.thread, ttlMs, at.ns, id, parent ?? null, body, metadata, JSON.stringify(values)];
    return send(db, "put_checkpoint", [...head, needsParent, inherits, keep ?? 0], {
      entries: Object.values(values).map(([, value]) => entryIn(value)),
      parts,
      isSeen,
    });
  };

  return {
    put: async (at, checkpoint, parts, isSeen) => {
      // The parent may have been dropped after we read it: then nothing is left to inherit.
      const stored = (await putOnce(at, checkpoint, parts, isSeen)) || (await putOnce(at, checkpoint, parts, isSeen));
      if (!stored) throw dropped();
    },
    putWrites: async ({ thread, ns }, id, writes, parts, isSeen) => {
      const entries = writes.map(({ value }) => entryIn(value));
      const head = [thread, ttlMs, ns, id, ...columnsOf(lastOfEach(writes))];
      if (!(await send(db, "put_writes", head, { entries, parts, isSeen }))) throw dropped();
    },
    find: async (at, id) => {
      const [row] = await db.ask(Row, findSql(s), [at.thread, at.ns, id ?? null, ttlMs], how);
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

/**
 * Calls a function that stores something with its parts. Leaves out the parts that are most likely stored already; if
 * they are not, sends all of them. False: the parent is gone, or what is left out is.
 */
const send = async (
  db: Database,
  name: "put_checkpoint" | "put_writes",
  head: readonly Value[],
  { entries, parts, isSeen }: New,
): Promise<boolean> => {
  const attempt = async (isStored: IsSeen) => {
    const { sent, left } = partsToSend(entries, parts, isStored);
    const names = sent.map(([entry]) => nameOf(entry));
    const texts = sent.map(([, text]) => text);
    const values = [...head, names, texts, [...new Set(left.map(nameOf))]];
    const parameters = values.map((_, index) => `$${index + 1}`).join(", ");
    const [reply] = await db.ask(Reply, `SELECT ${db.schema}.${name}(${parameters}) AS reply`, values, how);
    return reply?.reply;
  };
  const reply = await attempt(isSeen);
  return (reply === "parts" ? await attempt(() => false) : reply) === "stored";
};

/** One statement changes a row once: of LangGraph's own writes, the last one counts. */
const lastOfEach = (writes: StoredWrite[]): StoredWrite[] => [
  ...new Map(writes.map((write) => [JSON.stringify([write.task, write.index]), write])).values(),
];

const columnsOf = (writes: StoredWrite[]): Value[] => [
  writes.map(({ task }) => task),
  writes.map(({ index }) => index),
  writes.map(({ channel }) => channel),
  writes.map(({ value }) => value),
  writes.map(({ path }) => path),
];

const json = <T>(schema: z.ZodType<T>) => z.string().transform((text): T => schema.parse(JSON.parse(text)));

const channels = json(Values);
const Write = z.tuple([z.string(), z.number(), z.string(), z.string(), z.string()]);
const Row = z.object({
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
const Reply = z.object({ reply: z.enum(["stored", "parts", "parent"]) });

const foundOf = (
  at: Pick<Found, "thread" | "ns">,
  { writes, parent, channels: values, ...row }: z.infer<typeof Row>,
): Found => ({
  ...at,
  checkpoint: { ...row, parent: parent ?? undefined, values },
  writes: writes.map(([task, index, channel, value, path]) => ({ task, index, channel, value, path })),
});

const channelsSql = (s: string): string => `
  SELECT channels FROM ${s}.checkpoints JOIN ${s}.threads ON thread = num
  WHERE name = $1 AND expires_at > now() AND ns = $2 AND id = $3`;

/** Using a thread prolongs its life; not with every read, but when a tenth of it has passed. */
const findSql = (s: string): string => `
  WITH own AS (
    SELECT num FROM ${s}.threads WHERE name = $1 AND expires_at > now()
  ), prolonged AS (
    UPDATE ${s}.threads SET expires_at = now() + $4::double precision * interval '1 millisecond'
    WHERE num = (SELECT num FROM own) AND expires_at < now() + $4::double precision * interval '0.9 milliseconds'
  )
  SELECT id, parent, body, metadata, channels, (
    SELECT coalesce(json_agg(json_build_array(task, position, channel, value, path) ORDER BY task, position), '[]')::text
    FROM ${s}.writes WHERE thread = found.thread AND ns = found.ns AND checkpoint = found.id
  ) AS writes
  FROM ${s}.checkpoints AS found
  WHERE thread = (SELECT num FROM own) AND ns = $2 AND id = coalesce($3, (
    SELECT newest FROM ${s}.namespaces WHERE thread = (SELECT num FROM own) AND ns = $2
  ))`;

const partsSql = (s: string): string => `
  SELECT parts.name, text FROM ${s}.parts JOIN ${s}.threads ON thread = num
  WHERE threads.name = $1 AND expires_at > now() AND parts.name = ANY($2)`;

const idsSql = (s: string): string => `
  SELECT name AS thread, ns, id FROM ${s}.checkpoints JOIN ${s}.threads ON thread = num
  WHERE expires_at > now() AND ($1::text IS NULL OR name = $1) AND ($2::text IS NULL OR ns = $2)
    AND ($3::text IS NULL OR id < $3)
  ORDER BY name, id DESC`;
