import { setImmediate as letOthersRun } from "node:timers/promises";
import { z } from "zod";
import { type CheckpointStore, type Found, inherit, type StoredWrite, Values } from "../checkpoint/checkpoint-store.ts";
import type { Parts } from "../checkpoint/parts.ts";
import type { Db } from "./db.ts";
import { createPrune } from "./prune.ts";
import type { Threads } from "./queue/threads.ts";

const Checkpoint = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  body: z.string(),
  metadata: z.string(),
  channels: z.string(),
});
const Write = z.object({
  task: z.string(),
  position: z.number(),
  channel: z.string(),
  value: z.string(),
  path: z.string(),
});

/** So many are read before others get their turn: a long conversation has thousands. */
const partsAtOnce = 500;

/** Checkpoints in the file. `keep`: how many of the newest stay per thread and namespace; at times twice as many do. */
export const createCheckpointStore = (db: Db, threads: Threads, keep: number | undefined): CheckpointStore => {
  const sql = statements(db);
  const prune = keep === undefined ? undefined : createPrune(db, keep);

  /** The one with the highest id, or one that follows it though a clock which was set back gave it a lower one. */
  const newest = (thread: number, ns: string) => {
    let row = sql.newest.get(thread, ns);
    for (let next = row; next; next = sql.next.get(thread, ns, next.id)) row = next;
    return row;
  };

  const read = (thread: number, ns: string, id: string | undefined) => {
    const row = id === undefined ? newest(thread, ns) : sql.checkpoint.get(thread, ns, id);
    return row && { ...row, parent: row.parent ?? undefined, values: Values.parse(JSON.parse(row.channels)) };
  };
  /** Most of a long conversation's parts are there already: one question to the file, not one for each. */
  const addParts = (thread: number, parts: Parts): void => {
    const missing = parts.size === 0 ? [] : sql.missingParts.all(thread, JSON.stringify([...parts.keys()]));
    for (const { name } of missing) sql.addPart.run(thread, name, parts.get(name) ?? "");
  };
  const addWrite = (thread: number, ns: string, id: string, { task, index, channel, value, path }: StoredWrite): void =>
    void (index < 0 ? sql.replaceWrite : sql.addWrite).run(thread, ns, id, task, index, channel, value, path);

  return {
    put: ({ thread: name, ns }, checkpoint, parts) =>
      inTransaction(db, () => {
        const { id, parent, body, metadata, needsParent } = checkpoint;
        const thread = threads.findOrAdd(name);
        const values = inherit(checkpoint, parent === undefined ? undefined : read(thread, ns, parent)?.values);
        sql.add.run(thread, ns, id, parent ?? null, body, metadata, JSON.stringify(values), Number(needsParent));
        addParts(thread, parts);
        prune?.(thread, ns);
      }),
    putWrites: ({ thread: name, ns }, id, writes, parts) =>
      inTransaction(db, () => {
        const thread = threads.findOrAdd(name);
        for (const write of writes) addWrite(thread, ns, id, write);
        addParts(thread, parts);
      }),
    find: (at, wanted) =>
      db.read((): Found | undefined => {
        const thread = threads.find(at.thread);
        const checkpoint = thread === undefined ? undefined : read(thread, at.ns, wanted);
        if (thread === undefined || !checkpoint) return undefined;
        const writes = sql.writes.all(thread, at.ns, checkpoint.id).map(writeOf);
        return { ...at, checkpoint, writes };
      }),
    parts: async (name, names) => {
      const parts: Parts = new Map();
      for (let from = 0; from < names.length; from += partsAtOnce) {
        if (from > 0) await letOthersRun();
        const some = JSON.stringify(names.slice(from, from + partsAtOnce));
        await db.read(() => {
          const thread = threads.find(name);
          const found = thread === undefined ? [] : sql.parts.all(thread, some);
          for (const part of found) parts.set(part.name, part.text);
        });
      }
      return parts;
    },
    ids: ({ thread: only, ns, before }) =>
      db.read(() =>
        (only === undefined ? threads.names() : [only]).flatMap((thread) => {
          const num = threads.find(thread);
          const ids = num === undefined ? [] : sql.ids.all(num, ns ?? null, before ?? null);
          return ids.map((row) => ({ thread, ...row }));
        }),
      ),
    remove: (thread) => db.change(() => threads.forget(thread)),
  };
};

const inTransaction = (db: Db, work: () => void): Promise<void> => db.change(() => db.transaction(work));

const statements = (db: Db) => {
  const columns = "id, parent, body, metadata, channels";
  return {
    add: db.prepare("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    checkpoint: db.prepare(`SELECT ${columns} FROM checkpoints WHERE thread = ? AND ns = ? AND id = ?`, Checkpoint),
    newest: db.prepare(
      `SELECT ${columns} FROM checkpoints WHERE thread = ? AND ns = ? ORDER BY id DESC LIMIT 1`,
      Checkpoint,
    ),
    next: db.prepare(
      `SELECT ${columns} FROM checkpoints WHERE thread = ? AND ns = ? AND parent = ? ORDER BY id DESC LIMIT 1`,
      Checkpoint,
    ),
    ids: db.prepare(
      `SELECT ns, id FROM checkpoints
       WHERE thread = ?1 AND (?2 IS NULL OR ns = ?2) AND (?3 IS NULL OR id < ?3) ORDER BY id DESC`,
      z.object({ ns: z.string(), id: z.string() }),
    ),
    missingParts: db.prepare(
      `SELECT value AS name FROM json_each(?2)
       WHERE NOT EXISTS (SELECT 1 FROM parts WHERE thread = ?1 AND name = json_each.value)`,
      z.object({ name: z.string() }),
    ),
    parts: db.prepare(
      "SELECT name, text FROM parts WHERE thread = ? AND name IN (SELECT value FROM json_each(?))",
      z.object({ name: z.string(), text: z.string() }),
    ),
    addPart: db.prepare("INSERT INTO parts VALUES (?, ?, ?)"),
    addWrite: db.prepare("INSERT OR IGNORE INTO writes VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    replaceWrite: db.prepare("INSERT OR REPLACE INTO writes VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    writes: db.prepare(
      `SELECT task, position, channel, value, path FROM writes
       WHERE thread = ? AND ns = ? AND checkpoint = ? ORDER BY task, position`,
      Write,
    ),
  };
};

const writeOf = ({ position, ...write }: z.infer<typeof Write>): StoredWrite => ({ ...write, index: position });
