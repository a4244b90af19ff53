import type { SQLInputValue } from "node:sqlite";
import { z } from "zod";
import { Json } from "../../src/ports/json.ts";
import { type Journal, JournalEntry, type JournalQuery } from "../../src/ports/stores/journal.ts";
import { retention } from "../../src/retention.ts";
import { openDb } from "./db.ts";

const page = 500;

interface JournalFile extends Journal {
  /** Adds entries, once per id. When it returns, they survive a power cut too. */
  addAll(entries: readonly JournalEntry[]): void;
  close(): void;
}

/**
 * The journal in a file of its own, so that `npm run audit` reads it while the bot, which holds its data file for
 * itself, writes it.
 */
export const createJournal = (
  path: string,
  now: () => number = Date.now,
  ttlMs: number = retention.journal,
): JournalFile => {
  const db = openDb(path, { scripts: journalScripts, shared: true });
  const insert = db.prepare(
    `INSERT OR IGNORE INTO entries (id, at, kind, actor, thread, job, run, agent, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const purge = db.prepare("DELETE FROM entries WHERE seq IN (SELECT seq FROM entries WHERE at < ? LIMIT 100)");
  const amended = db.prepare("SELECT amendment FROM entries WHERE id = ?", z.object({ amendment: z.string() }));
  const remove = db.prepare("DELETE FROM entries WHERE id = ?");
  const lay = db.prepare("UPDATE entries SET amendment = ? WHERE id = ?");
  const add = (entry: JournalEntry): void => {
    const { id, at, kind, actor, place, job = null, run = null, agent = null } = entry;
    insert.run(id, at, kind, nameOf(actor), place.thread, job, run, agent, JSON.stringify(entry));
  };
  return {
    append: (entry) =>
      db.change(() => {
        purge.run(now() - ttlMs);
        add(entry);
      }),
    addAll: (entries) => {
      db.transaction(() => entries.forEach(add));
      // Copies the log into the file and waits for the disk.
      db.prepare("PRAGMA wal_checkpoint(FULL)", z.unknown()).all();
    },
    amend: (id, { outcome, details }) =>
      db.change(() =>
        db.transaction(() => {
          const row = amended.get(id);
          if (!row) return false;
          const before = Laid.parse(JSON.parse(row.amendment));
          lay.run(
            JSON.stringify({ outcome: outcome ?? before.outcome, details: { ...before.details, ...details } }),
            id,
          );
          return true;
        }),
      ),
    query: async function* (query) {
      const { sql, values } = selection(query);
      const read = db.prepare(sql, Row);
      let last = { at: Number.MIN_SAFE_INTEGER, seq: 0 };
      for (;;) {
        const rows = await db.read(() => read.all(...values, last.at, last.seq, page));
        for (const row of rows) yield entryOf(row);
        if (rows.length < page) return;
        last = rows.at(-1) ?? last;
      }
    },
    remove: (id) => db.change(() => remove.run(id) > 0),
    close: db.close,
  };
};

const nameOf = ({ platform, tenant, user }: NonNullable<JournalQuery["actor"]>): string =>
  JSON.stringify([platform, tenant, user]);

/** The statement that reads one page behind a place: by the narrowest index, with its values but those of the place. */
const selection = (query: JournalQuery): { sql: string; values: SQLInputValue[] } => {
  const { from, until, kinds, actor, thread, job, run, agent } = query;
  const given: [condition: string, value: SQLInputValue | undefined][] = [
    ["run = ?", run],
    ["thread = ?", thread],
    ["actor = ?", actor && nameOf(actor)],
    ["agent = ?", agent],
    ["job = ?", job],
    ["kind IN (SELECT value FROM json_each(?))", kinds && JSON.stringify(kinds)],
    ["at >= ?", from],
    ["at < ?", until],
  ];
  const conditions = given.filter((pair): pair is [string, SQLInputValue] => pair[1] !== undefined);
  const where = [...conditions.map(([condition]) => condition), "(at, seq) > (?, ?)"].join(" AND ");
  return {
    sql: `SELECT seq, at, entry, amendment FROM entries WHERE ${where} ORDER BY at, seq LIMIT ?`,
    values: conditions.map(([, value]) => value),
  };
};

const Laid = z.object({ outcome: z.string().optional(), details: z.record(z.string(), Json).default({}) });

const Row = z.object({ seq: z.number(), at: z.number(), entry: z.string(), amendment: z.string() });

const entryOf = ({ entry, amendment }: z.infer<typeof Row>): JournalEntry =>
  laidOver(JournalEntry.parse(JSON.parse(entry)), Laid.parse(JSON.parse(amendment)));

const laidOver = (entry: JournalEntry, { outcome, details }: z.infer<typeof Laid>): JournalEntry => ({
  ...entry,
  outcome: outcome ?? entry.outcome,
  details: { ...entry.details, ...details },
});

export const journalScripts: readonly string[] = [
  `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    thread TEXT NOT NULL,
    job TEXT,
    run TEXT,
    agent TEXT,
    entry TEXT NOT NULL,
    amendment TEXT NOT NULL DEFAULT '{}'
  ) STRICT;
  CREATE INDEX entries_by_time ON entries (at, seq);
  CREATE INDEX entries_by_actor ON entries (actor, at, seq);
  CREATE INDEX entries_by_thread ON entries (thread, at, seq);
  CREATE INDEX entries_by_job ON entries (job, at, seq) WHERE job IS NOT NULL;
  CREATE INDEX entries_by_run ON entries (run, at, seq) WHERE run IS NOT NULL;
  CREATE INDEX entries_by_agent ON entries (agent, at, seq) WHERE agent IS NOT NULL;
  CREATE TRIGGER entries_stay BEFORE UPDATE OF seq, id, at, kind, actor, thread, job, run, agent, entry ON entries
  BEGIN SELECT RAISE(ABORT, 'what happened stays as it was written'); END;
  `,
];
