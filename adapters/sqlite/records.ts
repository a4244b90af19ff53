import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Records } from "../../src/ports/stores/records.ts";
import { type Db, jsonOf } from "./db.ts";

const Row = z.object({ value: z.string(), version: z.number() });
const Listed = z.object({ id: z.number(), key: z.string(), value: z.string() });

/** Records, and `purge`, which removes up to `limit` expired ones and returns how many. */
export const createRecords = (db: Db, now: () => number): { records: Records; purge: (limit: number) => number } => {
  const read = db.prepare("SELECT value, version FROM records WHERE key = ? AND expires_at > ?", Row);
  const add = db.prepare(
    `INSERT INTO records VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE
     SET value = ?2, version = ?3, expires_at = ?4 WHERE expires_at <= ?5`,
  );
  const write = db.prepare("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)");
  const swap = db.prepare(
    "UPDATE records SET value = ?, version = ?, expires_at = ? WHERE key = ? AND version = ? AND expires_at > ?",
  );
  const remove = db.prepare("DELETE FROM records WHERE key = ?");
  const page = db.prepare(
    "SELECT rowid AS id, key, value FROM records WHERE rowid > ? AND expires_at > ? ORDER BY rowid LIMIT 500",
    Listed,
  );
  const purge = db.prepare(
    "DELETE FROM records WHERE rowid IN (SELECT rowid FROM records WHERE expires_at <= ? LIMIT ?)",
  );
  const endOf = (ttlMs: number): number => Math.ceil(now() + ttlMs);

  return {
    records: {
      read: (key) =>
        db.read(() => {
          const row = read.get(key, now());
          return row && { value: jsonOf(row.value), version: row.version };
        }),
      add: (key, value, ttlMs) =>
        db.change(() => add.run(key, JSON.stringify(value), newVersion(), endOf(ttlMs), now()) > 0),
      write: (key, value, ttlMs) =>
        db.change(() => void write.run(key, JSON.stringify(value), newVersion(), endOf(ttlMs))),
      swap: (key, version, value, ttlMs) =>
        db.change(() => swap.run(JSON.stringify(value), newVersion(), endOf(ttlMs), key, version, now()) > 0),
      remove: (key) => db.change(() => void remove.run(key)),
      scan: async function* () {
        for (let last = 0; ; ) {
          const rows = await db.read(() => page.all(last, now()));
          for (const { key, value } of rows) yield { key, value: jsonOf(value) };
          last = rows.at(-1)?.id ?? last;
          if (rows.length === 0) return;
        }
      },
    },
    purge: (limit) => purge.run(now(), limit),
  };
};

/** Random and not counted, so that no version comes back when a key is removed and added again. */
const newVersion = (): number => randomInt(2 ** 48 - 1);
