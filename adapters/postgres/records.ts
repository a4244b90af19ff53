import { z } from "zod";
import type { Json } from "../../src/ports/json.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import { createBatches } from "./connection/batches.ts";
import { type Asking, type Database, storableText } from "./connection/database.ts";

interface Change {
  change: "add" | "write" | "swap" | "remove";
  key: string;
  value?: Json;
  version?: number;
  ttlMs?: number;
}

/** Records, and `purge`, which removes up to `limit` expired ones and returns how many. */
export const createRecords = (db: Database): Records & { purge(limit: number): Promise<number> } => {
  const table = `${db.schema}.records`;
  const again = { again: true };

  const readSql = `SELECT key, value, version FROM ${table} WHERE key = ANY($1) AND expires_at > now()`;
  const read = createBatches(async (keys: readonly string[]) => {
    const rows = await db.ask(Row, readSql, [[...new Set(keys)]], { ...again, prepared: true });
    const found = new Map(rows.map((row) => [row.key, row]));
    // To everybody a value of their own.
    return keys.map((key) => recordOf(found.get(key)));
  });

  const changeSql = `SELECT ${db.schema}.change_records($1, $2, $3, $4, $5) AS done`;
  const makeAll =
    (how: Asking) =>
    async (changes: readonly Change[]): Promise<boolean[]> => {
      const [made] = await db.ask(Made, changeSql, columnsOf(changes), { ...how, prepared: true });
      return made?.done ?? [];
    };
  const makeOnce = createBatches(makeAll({}));
  const make = createBatches(makeAll(again));

  return {
    read: (key) => read(storableText(key)),
    add: (key, value, ttlMs) => makeOnce({ change: "add", key, value, ttlMs }),
    write: async (key, value, ttlMs) => {
      await make({ change: "write", key, value, ttlMs });
    },
    swap: (key, version, value, ttlMs) => makeOnce({ change: "swap", key, version, value, ttlMs }),
    remove: async (key) => {
      await make({ change: "remove", key });
    },
    scan: async function* () {
      const page = `SELECT key, value FROM ${table} WHERE key > $1 AND expires_at > now() ORDER BY key LIMIT 500`;
      for (let last = ""; ; ) {
        const rows = await db.ask(Listed, page, [last], again);
        yield* rows;
        last = rows.at(-1)?.key ?? last;
        if (rows.length === 0) return;
      }
    },
    purge: (limit) =>
      db.change(
        `DELETE FROM ${table} WHERE expires_at <= now() AND key IN (
           SELECT key FROM ${table} WHERE expires_at <= now() LIMIT $1 FOR UPDATE SKIP LOCKED
         )`,
        [limit],
      ),
  };
};

const columnsOf = (changes: readonly Change[]) => [
  changes.map(({ change }) => change),
  changes.map(({ key }) => key),
  changes.map(({ value = null }) => JSON.stringify(value)),
  changes.map(({ version = 0 }) => version),
  changes.map(({ ttlMs = 0 }) => ttlMs),
];

const value = z.string().transform((text): Json => JSON.parse(text));

const Listed = z.object({ key: z.string(), value });

const Row = z.object({ key: z.string(), value: z.string(), version: z.coerce.number() });

const recordOf = (row: z.infer<typeof Row> | undefined): { value: Json; version: number } | undefined =>
  row && { value: value.parse(row.value), version: row.version };

const Made = z.object({ done: z.array(z.boolean()) });
