import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createJournal } from "../../../adapters/sqlite/journal.ts";
import { journalPath, sqlite } from "../../../adapters/sqlite/stores.ts";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { retention } from "../../../src/retention.ts";
import { entryOf, journalContract } from "../../contract/journal.ts";
import { asMoved, auditEntryOf } from "../../support/stores/old-audit-log.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

journalContract(sqliteBackend);

describe("the journal's file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "concierge-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("can be read while the bot holds its data", async () => {
    const path = join(folder, "concierge.db");
    const stores = sqlite({ path, log: silent, conversationTtlMs: 1_000 });
    const entry = entryOf("a");
    await stores.journal.append(entry);
    const reader = createJournal(journalPath(path));
    expect(await Array.fromAsync(reader.query({}))).toEqual([entry]);
    await stores.journal.append(entryOf("b"));
    expect(await Array.fromAsync(reader.query({}))).toHaveLength(2);
    reader.close();
    await stores.close(0);
  });

  it("takes the audit log of version 0.1.0 in, once, and removes its file", async () => {
    const path = join(folder, "concierge.db");
    const open = () => sqlite({ path, log: silent, conversationTtlMs: 1_000 });
    const all = async (stores: Stores) => Array.fromAsync(stores.journal.query({}));
    writeAuditFile(join(folder, "audit.db"), [auditEntryOf("a"), auditEntryOf("b")]);
    const first = open();
    expect(await all(first)).toEqual([asMoved("a"), asMoved("b")]);
    expect(await Array.fromAsync(createAudit(first.journal).since(0))).toMatchObject([
      { id: "a", action: "start", parameters: { days: "30" } },
      { id: "b" },
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith("audit.db"))).toEqual([]);
    await first.close(0);

    // A crash between the two steps: the file is still there.
    writeAuditFile(join(folder, "audit.db"), [auditEntryOf("b"), auditEntryOf("c")]);
    const second = open();
    expect((await all(second)).map(({ id }) => id)).toEqual(["a", "b", "c"]);
    await second.close(0);
  });

  it("says which file is damaged when the audit log of version 0.1.0 is", () => {
    writeFileSync(join(folder, "audit.db"), "not a database, but long enough to look like one".repeat(100));
    expect(() => sqlite({ path: join(folder, "concierge.db"), log: silent, conversationTtlMs: 1_000 })).toThrow(
      expect.objectContaining({ code: "store.corrupt", sentence: expect.stringContaining("audit.db") }),
    );
  });

  it("lets nobody change what happened", async () => {
    const path = join(folder, "journal.db");
    const journal = createJournal(path);
    await journal.append(entryOf("a"));
    const database = new DatabaseSync(path);
    for (const column of ["entry", "at", "actor", "id", "kind"])
      expect(() => database.exec(`UPDATE entries SET ${column} = 1`)).toThrow("stays as it was written");
    database.close();
    journal.close();
  });

  it("forgets an entry after more than a year", async () => {
    const entry = entryOf("a");
    let now = entry.at;
    const journal = createJournal(join(folder, "journal.db"), () => now);
    await journal.append(entry);
    now += 366 * 24 * 3_600_000;
    await journal.append({ ...entry, id: "b", at: now });
    now = entry.at + retention.journal + 1;
    await journal.append({ ...entry, id: "c", at: now });
    expect((await Array.fromAsync(journal.query({}))).map(({ id }) => id)).toEqual(["b", "c"]);
    journal.close();
  });

  it("finds each thing by an index", async () => {
    const path = join(folder, "journal.db");
    createJournal(path).close();
    const database = new DatabaseSync(path);
    const plan = (where: string): string =>
      JSON.stringify(
        database
          .prepare(`EXPLAIN QUERY PLAN SELECT * FROM entries WHERE ${where} AND (at, seq) > (0, 0) ORDER BY at, seq`)
          .all(),
      );
    for (const [column, index] of Object.entries({
      run: "run",
      job: "job",
      agent: "agent",
      actor: "actor",
      thread: "thread",
    }))
      expect(plan(`${column} = 'x'`)).toContain(`entries_by_${index}`);
    expect(plan("at > 5")).toContain("entries_by_time");
    database.close();
  });
});

/** The file as version 0.1.0 made it. */
const writeAuditFile = (path: string, entries: { id: string; at: number }[]): void => {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE entries (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, entry TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entries_by_time ON entries (at);
    PRAGMA user_version = 1;
  `);
  const insert = database.prepare("INSERT INTO entries (id, at, entry) VALUES (?, ?, ?)");
  for (const entry of entries) insert.run(entry.id, entry.at, JSON.stringify(entry));
  database.close();
};
