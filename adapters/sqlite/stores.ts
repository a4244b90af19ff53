import { dirname, join } from "node:path";
import { clock } from "../../src/clock.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { CheckpointSaver } from "../checkpoint/saver.ts";
import { moveAuditFile } from "./audit-file.ts";
import { createCheckpointStore } from "./checkpoint-store.ts";
import { type Db, openDb } from "./db.ts";
import { createJournal } from "./journal.ts";
import { createPing } from "./ping.ts";
import { openProblem } from "./problems.ts";
import { startPurge } from "./purge.ts";
import { createQueue } from "./queue/queue.ts";
import { createTasks } from "./queue/tasks.ts";
import { createThreads } from "./queue/threads.ts";
import { createQuotas } from "./quota.ts";
import { createRecords } from "./records.ts";
import { createBudget, createUses } from "./uses.ts";

export interface SqliteOptions {
  /** The file; made with its folder when there is none. One process at a time. */
  path: string;
  log: Log;
  now?: () => number;
  /** How long a conversation is remembered after its last use. */
  conversationTtlMs: number;
  /** How many checkpoints of a conversation are kept at least; all of them by default. */
  keepCheckpoints?: number;
  /** How long the journal is kept. */
  journalTtlMs?: number;
}

/**
 * Everything durable in one SQLite file, and the journal in another beside it. Throws a Problem that says why if a
 * file cannot be used.
 */
export const sqlite = (options: SqliteOptions): Stores => {
  const db = openDb(options.path);
  try {
    return storesIn(db, options);
  } catch (thrown) {
    db.close();
    throw openProblem(thrown, options.path);
  }
};

/** The journal beside a data file. */
export const journalPath = (path: string): string => join(dirname(path), "journal.db");

/** The journal, with what version 0.1.0 kept in a file of its own. */
const openJournal = (path: string, now: () => number, ttlMs?: number) => {
  const journal = createJournal(journalPath(path), now, ttlMs);
  try {
    moveAuditFile(join(dirname(path), "audit.db"), journal.addAll);
    return journal;
  } catch (thrown) {
    journal.close();
    throw thrown;
  }
};

const storesIn = (
  db: Db,
  { path, log, now = clock, conversationTtlMs, journalTtlMs, keepCheckpoints }: SqliteOptions,
): Stores => {
  const tasks = createTasks(db, now);
  const queue = createQueue(db, tasks, log);
  const { records, purge } = createRecords(db, now);
  const threads = createThreads(db, now, conversationTtlMs);
  const checkpoints = createCheckpointStore(db, threads, keepCheckpoints);
  const journal = openJournal(path, now, journalTtlMs);
  const uses = createUses(db, now);
  const quotas = createQuotas(db, uses, now);
  const purging = startPurge([tasks.purge, purge, threads.purge, uses.purge, quotas.purge], log);
  let closed: Promise<void> | undefined;

  const forget = async (thread: string): Promise<void> => {
    await checkpoints.remove(thread);
    purging.now();
  };
  const close = async (drainMs: number): Promise<void> => {
    try {
      await queue.close(drainMs);
    } finally {
      purging.stop();
      db.close();
      journal.close();
    }
  };

  return {
    queue,
    records,
    journal,
    saver: new CheckpointSaver({ ...checkpoints, remove: forget }),
    quota: quotas.quota,
    budget: createBudget(db, uses),
    ping: createPing(db, now, log, path),
    close: (drainMs) => {
      closed ??= close(drainMs);
      return closed;
    },
  };
};
