import type { Log } from "../../src/log.ts";
import type { Stores } from "../../src/ports.ts";
import { ShelfSaver } from "../checkpoint/saver.ts";
import { type Db, openDb } from "./db.ts";
import { openProblem } from "./problems.ts";
import { startPurge } from "./purge.ts";
import { createQueue } from "./queue.ts";
import { createRecords } from "./records.ts";
import { createShelf } from "./shelf.ts";
import { createTasks } from "./tasks.ts";
import { createThreads } from "./threads.ts";

export interface SqliteOptions {
  /** The file; made with its folder when there is none. One process at a time. */
  path: string;
  log: Log;
  now?: () => number;
  /** How long a conversation is remembered after its last use. */
  conversationTtlMs: number;
  /** How many checkpoints of a conversation are kept at least; all of them by default. */
  keepCheckpoints?: number;
}

/** Everything durable in one SQLite file. Throws a Problem that says why if the file cannot be used. */
export const sqlite = (options: SqliteOptions): Stores => {
  const db = openDb(options.path);
  try {
    return storesIn(db, options);
  } catch (thrown) {
    db.close();
    throw openProblem(thrown, options.path);
  }
};

const storesIn = (db: Db, { log, now = Date.now, conversationTtlMs, keepCheckpoints }: SqliteOptions): Stores => {
  const tasks = createTasks(db, now);
  const queue = createQueue(db, tasks, log);
  const { records, purge } = createRecords(db, now);
  const threads = createThreads(db, now, conversationTtlMs);
  const shelf = createShelf(db, threads, keepCheckpoints);
  const ping = db.prepare("UPDATE pings SET at = ?");
  const purging = startPurge([tasks.purge, purge, threads.purge], log);
  let closed: Promise<void> | undefined;

  const forget = async (thread: string): Promise<void> => {
    await shelf.remove(thread);
    purging.now();
  };
  const close = async (drainMs: number): Promise<void> => {
    try {
      await queue.close(drainMs);
    } finally {
      purging.stop();
      db.close();
    }
  };

  return {
    queue,
    records,
    saver: new ShelfSaver({ ...shelf, remove: forget }),
    // A full disk still reads: only a write tells.
    ping: () => db.attempt(() => void ping.run(now())),
    close: (drainMs) => {
      closed ??= close(drainMs);
      return closed;
    },
  };
};
