import { z } from "zod";
import type { Db } from "../db.ts";

/** Conversations that are remembered. Every use restarts a thread's time to live. */
export interface Threads {
  /** The number of a thread that is alive. */
  find(name: string): number | undefined;
  findOrAdd(name: string): number;
  /** Of those that are alive. */
  names(): string[];
  forget(name: string): void;
  /** Removes up to `limit` rows of what forgotten and expired threads own, and returns how many. */
  purge(limit: number): number;
}

const Row = z.object({ num: z.number(), expires_at: z.number() });
const Num = z.object({ num: z.number() });

export const createThreads = (db: Db, now: () => number, ttlMs: number): Threads => {
  const find = db.prepare("SELECT num, expires_at FROM threads WHERE name = ? AND expires_at > ?", Row);
  const prolong = db.prepare("UPDATE threads SET expires_at = ? WHERE num = ?");
  const detach = db.prepare("UPDATE threads SET name = NULL, expires_at = 0 WHERE name = ?");
  const add = db.prepare("INSERT INTO threads (name, expires_at) VALUES (?, ?) RETURNING num", Num);
  const names = db.prepare("SELECT name FROM threads WHERE expires_at > ?", z.object({ name: z.string() }));
  const expired = db.prepare("SELECT num FROM threads WHERE expires_at <= ? ORDER BY expires_at LIMIT 1", Num);
  const remove = db.prepare("DELETE FROM threads WHERE num = ?");
  const contents = ["checkpoints", "writes", "parts"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE thread = ? LIMIT ?)`),
  );

  const findAlive = (name: string): number | undefined => {
    const thread = find.get(name, now());
    const expiresAt = now() + ttlMs;
    // Not with every read: a hundredth of the life more or less does not matter, a write does.
    if (thread && expiresAt - thread.expires_at > ttlMs / 100) prolong.run(Math.ceil(expiresAt), thread.num);
    return thread?.num;
  };
  const addNew = (name: string): number => {
    // An expired thread of this name keeps what is left of it to itself.
    detach.run(name);
    return Num.parse(add.get(name, Math.ceil(now() + ttlMs))).num;
  };

  return {
    find: findAlive,
    findOrAdd: (name) => findAlive(name) ?? addNew(name),
    names: () => names.all(now()).map(({ name }) => name),
    forget: (name) => void detach.run(name),
    purge: (limit) => {
      const thread = expired.get(now());
      if (!thread) return 0;
      let removed = 0;
      for (const content of contents) if (removed < limit) removed += content.run(thread.num, limit - removed);
      return removed < limit ? removed + remove.run(thread.num) : removed;
    },
  };
};
