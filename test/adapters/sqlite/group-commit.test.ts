import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, StatementSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Db, openDb } from "../../../adapters/sqlite/db.ts";

const script = `
  CREATE TABLE words (word TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE followers (word TEXT NOT NULL REFERENCES words (word) DEFERRABLE INITIALLY DEFERRED) STRICT;
`;

let folder: string;
let path: string;
let db: Db;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concierge-"));
  path = join(folder, "words.db");
  db = openDb(path, { scripts: [script], shared: false });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const add = (word: string): void => void db.prepare("INSERT INTO words VALUES (?)").run(word);
/** The foreign key is looked at when it is committed. */
const follow = (word: string): void => void db.prepare("INSERT INTO followers VALUES (?)").run(word);

/** What would be found if the process were killed now. */
const stored = (): unknown[] => {
  const copy = join(folder, "copy.db");
  for (const part of ["", "-wal"]) {
    rmSync(copy + part, { force: true });
    if (existsSync(path + part)) copyFileSync(path + part, copy + part);
  }
  const found = new DatabaseSync(copy);
  const words = found.prepare("SELECT word FROM words ORDER BY word").all();
  found.close();
  return words.map(({ word }) => word);
};

it("tells of a change when it is stored, and not before", async () => {
  const change = db.change(() => add("a"));
  expect(stored()).toEqual([]);
  await change;
  expect(stored()).toEqual(["a"]);
});

it("commits what many change at the same moment once", async () => {
  const run = vi.spyOn(StatementSync.prototype, "run");
  await Promise.all(Array.from({ length: 50 }, (_, at) => db.change(() => add(`${at}`))));
  const commits = run.mock.contexts.filter((statement) => (statement as StatementSync).sourceSQL === "COMMIT");
  run.mockRestore();
  expect(commits).toHaveLength(1);
  expect(stored()).toHaveLength(50);
});

it("tells what a read saw of others when that is stored", async () => {
  const change = db.change(() => add("a"));
  const seen = db.read(() => db.prepare("SELECT 1 FROM words").run());
  const order: string[] = [];
  await Promise.all([change.then(() => order.push("change")), seen.then(() => order.push("read"))]);
  expect(order).toEqual(["change", "read"]);
});

it("keeps what others change when one fails", async () => {
  const [one, broken, other] = await Promise.allSettled([
    db.change(() => add("a")),
    db.change(() =>
      db.transaction(() => {
        add("b");
        add("a");
      }),
    ),
    db.change(() => add("c")),
  ]);
  expect([one.status, broken.status, other.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(stored()).toEqual(["a", "c"]);
});

it("tells everybody when nothing could be committed, and goes on", async () => {
  const together = [db.change(() => add("a")), db.change(() => follow("nobody")), db.read(() => "seen")];
  for (const change of together) await expect(change).rejects.toMatchObject({ code: "store.failed", retry: "later" });
  expect(stored()).toEqual([]);
  await db.change(() => add("a"));
  expect(stored()).toEqual(["a"]);
});

it("tells everybody when the database has rolled back by itself", async () => {
  const before = db.change(() => add("a"));
  const broken = db.change(() => void db.prepare("INSERT OR ROLLBACK INTO words VALUES ('a')").run());
  await expect(before).rejects.toMatchObject({ code: "store.failed" });
  await expect(broken).rejects.toMatchObject({ code: "store.failed" });
  await db.change(() => add("b"));
  expect(stored()).toEqual(["b"]);
});

it("stores at once what cannot wait, with what is open", async () => {
  const open = db.change(() => add("a"));
  db.changeNow(() => add("b"));
  expect(stored()).toEqual(["a", "b"]);
  await open;
});

it("stores what is open when it is closed", async () => {
  const open = db.change(() => add("a"));
  db.close();
  await open;
  expect(stored()).toEqual(["a"]);
  db = openDb(path, { scripts: [script], shared: false });
});
