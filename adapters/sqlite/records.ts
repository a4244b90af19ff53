import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Records } from "../../src/ports/records.ts";
import { type Db, jsonOf } from "./db.ts";

const Row = z.object({ value: z.string(), version: z.number() });

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
  const purge = db.prepare(
    "DELETE FROM records WHERE rowid IN (SELECT rowid FROM records WHERE expires_at <= ? LIMIT ?)",
  );
  const endOf = (ttlMs: number): number => Math.ceil(now() + ttlMs);

  return {
    records: {
      read: (key) =>
        db.attempt(() => {
          const row = read.get(key, now());
          return row && { value: jsonOf(row.value), version: row.version };
        }),
      add: (key, value, ttlMs) =>
        db.attempt(() => add.run(key, JSON.stringify(value), newVersion(), endOf(ttlMs), now()) > 0),
      write: (key, value, ttlMs) =>
        db.attempt(() => void write.run(key, JSON.stringify(value), newVersion(), endOf(ttlMs))),
      swap: (key, version, value, ttlMs) =>
        db.attempt(() => swap.run(JSON.stringify(value), newVersion(), endOf(ttlMs), key, version, now()) > 0),
      remove: (key) => db.attempt(() => void remove.run(key)),
    },
    purge: (limit) => purge.run(now(), limit),
  };
};

/** Random and not counted, so that no version comes back when a key is removed and added again. */
const newVersion = (): number => randomInt(2 ** 48 - 1);
