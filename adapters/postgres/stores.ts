import type { PoolClient } from "pg";
import { clock } from "../../src/clock.ts";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Journal } from "../../src/ports/stores/journal.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { CheckpointSaver } from "../checkpoint/saver.ts";
import { createCheckpointStore } from "./checkpoint-store.ts";
import { accessTo } from "./connection/connection.ts";
import { openDatabase } from "./connection/database.ts";
import type { PostgresSettings } from "./connection/settings.ts";
import { createJournal } from "./journal.ts";
import { migrate } from "./migrate.ts";
import { createPing } from "./ping.ts";
import { startPurge } from "./purge.ts";
import { createQueue } from "./queue/queue.ts";
import { createBudget, createQuotas } from "./quota.ts";
import { createRecords } from "./records.ts";

export interface PostgresOptions {
  server: PostgresSettings;
  /** Everything lives in this schema, which is made when there is none. */
  schema: string;
  log: Log;
  now?: () => number;
  /** Conversations are forgotten this long after their last use. */
  conversationTtlMs: number;
  /** Checkpoints kept per thread and namespace; older ones are dropped. */
  keepCheckpoints?: number;
  /** How long the journal is kept. */
  journalTtlMs?: number;
}

/**
 * Everything durable in PostgreSQL 13 or newer, for any number of replicas. A server that is away is waited for; rejects
 * with a Problem when the schema cannot be used.
 */
export const postgres = async (options: PostgresOptions): Promise<Stores> => {
  const { server, schema, log, now = clock, conversationTtlMs, journalTtlMs, keepCheckpoints } = options;
  const access = accessTo(server, log);
  const prepare = (client: PoolClient): Promise<void> => migrate(client, schema);
  const db = openDatabase({ access, schema, log, prepare });
  const records = createRecords(db);
  const journal = createJournal(db, now, journalTtlMs);
  const queue = createQueue({ db, connection: access.config, channel: `${schema}.tasks`, log, now });
  const quotas = createQuotas(db);
  const checkpoints = createCheckpointStore(db, { ttlMs: conversationTtlMs, keep: keepCheckpoints });
  await db.ready().catch(unlessAway);
  const stopPurge = startPurge([queue.purge, records.purge, journal.purge, quotas.purge, checkpoints.purge], log);
  return {
    queue,
    records,
    journal,
    saver: new CheckpointSaver(checkpoints),
    quota: quotas.quota,
    budget: createBudget(db),
    ping: createPing(db),
    close: async (drainMs) => {
      await queue.close(drainMs);
      stopPurge();
      await db.close();
    },
  };
};

/** The journal with a connection of its own. */
export const postgresJournal = (
  server: PostgresSettings,
  schema: string,
  log: Log,
): { journal: Journal; close(): void } => {
  const access = accessTo(server, log);
  const db = openDatabase({ access, schema, log, prepare: (client) => migrate(client, schema) });
  return { journal: createJournal(db), close: () => void db.close() };
};

const unlessAway = (thrown: unknown): void => {
  if (!(thrown instanceof Problem && thrown.code === "store.unavailable")) throw thrown;
};
