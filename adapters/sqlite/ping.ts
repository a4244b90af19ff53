import type { Log } from "../../src/logging/log.ts";
import type { Db } from "./db.ts";

/**
 * Checks whether the file can be written, by writing: a full disk or a damaged file can still be read. It writes a task
 * and a record like real ones, and reads their pages from the disk again instead of from memory.
 */
export const createPing = (db: Db, now: () => number, log: Log, path: string): (() => Promise<void>) => {
  const forget = db.prepare("PRAGMA shrink_memory");
  const ping = db.prepare("UPDATE pings SET at = ?");
  const insertTask = db.prepare(
    "INSERT INTO tasks (id, ordering_key, kind, payload, state, stored_at, due_at) VALUES (':ping', '', '', '', 'behind', 0, 0)",
  );
  const removeTask = db.prepare("DELETE FROM tasks WHERE id = ':ping'");
  const insertRecord = db.prepare("INSERT OR REPLACE INTO records VALUES (':ping', '', 0, 0)");
  const removeRecord = db.prepare("DELETE FROM records WHERE key = ':ping'");
  let isLogged = false;

  const write = (): void => {
    forget.all();
    db.transaction(() => {
      ping.run(now());
      insertTask.run();
      removeTask.run();
      insertRecord.run();
      removeRecord.run();
    });
  };

  return async () => {
    const outcome = db.change(write);
    await outcome.catch(() => undefined);
    const damage = db.damage();
    if (damage === undefined) return outcome;
    if (!isLogged)
      log.error({ event: "sqlite.damaged", err: damage, path }, "the data file is damaged: put a backup in its place");
    isLogged = true;
    throw damage;
  };
};
