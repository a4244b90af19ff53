import { z } from "zod";
import type { Json } from "../../src/ports/json.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import type { Database } from "./connection/database.ts";

/** Records, and `purge`, which removes up to `limit` expired ones and returns how many. */
export const createRecords = (db: Database): Records & { purge(limit: number): Promise<number> } => {
  const [table, newVersion] = [`${db.schema}.records`, `nextval('${db.schema}.record_versions')`];
  const end = (parameter: string): string => `now() + ${parameter}::double precision * interval '1 millisecond'`;
  const again = { again: true };
  const insert = `INSERT INTO ${table} AS old (key, value, expires_at) VALUES ($1, $2, ${end("$3")}) ON CONFLICT (key) DO
    UPDATE SET value = excluded.value, version = ${newVersion}, expires_at = excluded.expires_at`;
  return {
    read: async (key) => {
      const read = `SELECT value, version FROM ${table} WHERE key = $1 AND expires_at > now()`;
      const [row] = await db.ask(Row, read, [key], again);
      return row;
    },
    add: async (key, value, ttlMs) => {
      const added = await db.change(`${insert} WHERE old.expires_at <= now()`, [key, JSON.stringify(value), ttlMs]);
      return added > 0;
    },
    write: async (key, value, ttlMs) => {
      await db.change(insert, [key, JSON.stringify(value), ttlMs], again);
    },
    swap: async (key, version, value, ttlMs) => {
      const swap = `UPDATE ${table} SET value = $3, version = ${newVersion}, expires_at = ${end("$4")}
        WHERE key = $1 AND version = $2 AND expires_at > now()`;
      return (await db.change(swap, [key, version, JSON.stringify(value), ttlMs])) > 0;
    },
    remove: async (key) => {
      await db.change(`DELETE FROM ${table} WHERE key = $1`, [key], again);
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
           SELECT key FROM ${table} WHERE expires_at <= now() LIMIT $1
         )`,
        [limit],
      ),
  };
};

const value = z.string().transform((text): Json => JSON.parse(text));

const Listed = z.object({ key: z.string(), value });

const Row = z.object({
  value,
  version: z.coerce.number(),
});
