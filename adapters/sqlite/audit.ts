import { z } from "zod";
import { type Audit, AuditEntry } from "../../src/ports/journal.ts";
import { openDb } from "./db.ts";

/** How long an entry is kept: a year, and time to look back on it. */
const keptMs = 400 * 24 * 3_600_000;
const page = 500;

/**
 * The audit log in a file of its own, so that `npm run audit` reads it while the bot, which holds its data file for
 * itself, writes it.
 */
export const createAudit = (path: string, now: () => number = Date.now): Audit & { close(): void } => {
  const db = openDb(path, { scripts: auditScripts, shared: true });
  const append = db.prepare("INSERT OR IGNORE INTO entries (id, at, entry) VALUES (?, ?, ?)");
  const purge = db.prepare("DELETE FROM entries WHERE at < ?");
  const read = db.prepare(
    "SELECT seq, entry FROM entries WHERE seq > ? AND at >= ? ORDER BY seq LIMIT ?",
    z.object({ seq: z.number(), entry: z.string() }),
  );
  return {
    append: (entry) =>
      db.attempt(() => {
        purge.run(now() - keptMs);
        append.run(entry.id, entry.at, JSON.stringify(entry));
      }),
    since: async function* (at) {
      let last = 0;
      for (;;) {
        const rows = await db.attempt(() => read.all(last, at, page));
        for (const { entry } of rows) yield AuditEntry.parse(JSON.parse(entry));
        if (rows.length < page) return;
        last = rows.at(-1)?.seq ?? last;
      }
    },
    close: db.close,
  };
};

export const auditScripts: readonly string[] = [
  `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_by_time ON entries (at);
  CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  `,
];
