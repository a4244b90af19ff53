import type { Database } from "./connection/database.ts";

/**
 * Tells whether the server takes what the bot must keep: by a write, since one that is full, or follows another one since
 * a fail-over, can still be read.
 */
export const createPing =
  (db: Database): (() => Promise<void>) =>
  async () => {
    await db.change(
      `INSERT INTO ${db.schema}.pings VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
      [],
      { again: true },
    );
  };
