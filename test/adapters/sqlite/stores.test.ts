import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCheckpointStore } from "../../../adapters/sqlite/checkpoint-store.ts";
import { openDb } from "../../../adapters/sqlite/db.ts";
import { journalScripts } from "../../../adapters/sqlite/journal.ts";
import { migrations } from "../../../adapters/sqlite/migrations.ts";
import { probeSqlite } from "../../../adapters/sqlite/probe.ts";
import { createQueue } from "../../../adapters/sqlite/queue/queue.ts";
import { createTasks } from "../../../adapters/sqlite/queue/tasks.ts";
import { createThreads } from "../../../adapters/sqlite/queue/threads.ts";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { endWithUs } from "../../../sandbox/children.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { storesContract } from "../../contract/stores.ts";
import { killedWorker } from "../../support/bots/killed-worker.ts";
import { untilPasses } from "../../support/eventually.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

storesContract(sqliteBackend);

const hour = 3_600_000;
const done: Settled = { state: "done" };
const taskOf = (id: string, orderingKey = `ordering key of ${id}`): Task => ({
  id,
  orderingKey,
  kind: "test",
  payload: { text: "secret" },
});

let folder: string;
let path: string;
const opened: { close(drainMs: number): Promise<void> }[] = [];
const open = (now?: () => number): Stores => {
  const stores = sqlite({ path, log: silent, conversationTtlMs: hour, ...(now && { now }) });
  opened.push(stores);
  return stores;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concierge-"));
  path = join(folder, "concierge.db");
});
afterEach(async () => {
  for (const stores of opened.splice(0)) await stores.close(0);
  rmSync(folder, { recursive: true });
});

/** As a bad disk or another program does it, below SQLite. */
const overwrite = (from: number, to: number): void => {
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(to - from, 0x5a), 0, to - from, from);
  closeSync(file);
};

describe("the SQLite file", () => {
  it("is made with its folders, for its owner alone", async () => {
    path = join(folder, "not", "there", "yet", "concierge.db");
    await open().ping();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("refuses a second process, and names what to do", async () => {
    const module = JSON.stringify(new URL("../../../adapters/sqlite/stores.ts", import.meta.url).href);
    const program = `const { sqlite } = await import(${module});
      sqlite({ path: process.argv[1], log: {}, conversationTtlMs: 1 });
      console.log("open"); setInterval(() => {}, 1000);`;
    const other = endWithUs(spawn(process.execPath, ["--input-type=module", "-e", program, path]));
    await once(other.stdout, "data");
    const sentence = expect.stringMatching(/concierge\.db is in use by another process.*REDIS_URL/);
    expect(() => open()).toThrow(expect.objectContaining({ code: "store.busy", retry: "never", sentence }));
    other.kill("SIGKILL");
    await once(other, "exit");
    await open().ping();
  });

  it("refuses a second opening in one process", () => {
    open();
    expect(() => open()).toThrow(expect.objectContaining({ code: "store.busy" }));
  });

  it.each([
    ["text", () => writeFileSync(path, "this is no database, and long enough to be read as one".repeat(100))],
    ["the first pages of a database", () => breakFile((bytes) => bytes.subarray(0, 5000))],
    ["a database with a torn page", () => breakFile((bytes) => bytes.fill(7, 4096, 16_384))],
  ])("says that it is damaged: %s", (_, damage) => {
    damage();
    expect(() => open()).toThrow(expect.objectContaining({ code: "store.corrupt", retry: "never" }));
  });

  /** Tasks and records of several megabytes. */
  const filled = async (): Promise<Stores> => {
    const stores = open();
    for (let at = 0; at < 300; at += 1) {
      await stores.queue.put({ ...taskOf(`${at}`), payload: { text: "x".repeat(10_000) } });
      await stores.records.write(`record ${at}`, "x".repeat(2_000), hour);
    }
    await stores.ping();
    return stores;
  };
  const middle = (): number => Math.ceil(statSync(path).size / 8_192) * 4_096;

  it("is not ready once its pages are overwritten", async () => {
    const stores = await filled();
    overwrite(4_096, statSync(path).size);
    await expect(stores.ping()).rejects.toMatchObject({ code: "store.corrupt" });
  });

  it("is not ready any more once anything has met a page that is overwritten", async () => {
    const stores = await filled();
    overwrite(middle(), statSync(path).size);
    const reads = Array.from({ length: 300 }, (_, at) => stores.records.read(`record ${at}`));
    expect((await Promise.allSettled(reads)).some(({ status }) => status === "rejected")).toBe(true);
    for (let time = 0; time < 2; time += 1)
      await expect(stores.ping()).rejects.toMatchObject({ code: "store.corrupt" });
  });

  it("is not opened when pages that nobody reads at first are overwritten", async () => {
    const stores = await filled();
    opened.splice(0);
    await stores.close(0);
    overwrite(middle(), statSync(path).size - 4_096);
    expect(() => open()).toThrow(expect.objectContaining({ code: "store.corrupt", retry: "never" }));
  });

  it("says that it is of a newer version", () => {
    const db = new DatabaseSync(path);
    db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    db.close();
    expect(() => open()).toThrow(expect.objectContaining({ code: "store.newer" }));
  });

  it("says that it cannot be written", () => {
    writeFileSync(join(folder, "file"), "");
    for (const bad of [join(folder, "file", "concierge.db"), folder]) {
      path = bad;
      expect(() => open()).toThrow(expect.objectContaining({ code: "store.unwritable", retry: "never" }));
    }
  });

  it("says that it cannot be written where the system would never answer: under /proc, and at a pipe", () => {
    execFileSync("mkfifo", [path]);
    for (const data of ["/proc/none/data", folder]) {
      path = join(data, "concierge.db");
      expect(() => open()).toThrow(expect.objectContaining({ code: "store.unwritable" }));
      expect(probeSqlite(data)).toMatchObject([{ state: "failed", what: expect.stringContaining(path) }]);
    }
  });

  it.skipIf(process.getuid?.() === 0)("says that it may not be written (root may write anything)", () => {
    mkdirSync(join(folder, "locked"));
    chmodSync(join(folder, "locked"), 0o500);
    path = join(folder, "locked", "concierge.db");
    expect(() => open()).toThrow(expect.objectContaining({ code: "store.unwritable" }));
  });

  it("says so when the disk is full, and serves again when it is not", async () => {
    const db = openDb(path);
    const queue = createQueue(db, createTasks(db, Date.now), silent);
    const pages = (most: number) => db.prepare(`PRAGMA max_page_count = ${most}`).run();
    pages(1);
    const put = async (): Promise<void> => {
      for (let at = 0; at < 500; at += 1) await queue.put({ ...taskOf(`task ${at}`), payload: "x".repeat(4000) });
    };
    await expect(put()).rejects.toMatchObject({ code: "store.full", retry: "later" });
    pages(1_000_000);
    await put();
    expect((await queue.counts()).ready).toBe(500);
    db.close();
  });
});

describe("the queue in the SQLite file", () => {
  it("remembers ended tasks for 72 hours and those given up for 30 days, and nothing of what they said", async () => {
    let now = Date.now();
    const first = open(() => now);
    first.queue.work(async ({ id }) => (id === "dead" ? { state: "dead", reason: "broken" } : done), 10);
    for (const id of ["done", "dead"]) await first.queue.put(taskOf(id));
    await untilPasses(async () => expect(await first.queue.counts()).toMatchObject({ ready: 0, running: 0 }));
    await first.close(0);
    expect(readFileSync(path).includes("secret")).toBe(false);
    now += 71 * hour;
    const second = open(() => now);
    await settled(second);
    for (const id of ["done", "dead"]) expect((await second.queue.put(taskOf(id))).fresh).toBe(false);
    await second.close(0);
    now += 2 * hour;
    const third = open(() => now);
    await settled(third);
    const fresh = async (id: string) => (await third.queue.put(taskOf(id))).fresh;
    expect([await fresh("done"), await fresh("dead"), (await third.queue.counts()).dead]).toEqual([true, false, 1]);
    await third.close(0);
    now += 30 * 24 * hour;
    const fourth = open(() => now);
    await untilPasses(async () => expect((await fourth.queue.counts()).dead).toBe(0));
    expect((await fourth.queue.put(taskOf("dead"))).fresh).toBe(true);
  });

  it("runs what a killed process left at once", async () => {
    const module = new URL("../../../adapters/sqlite/stores.ts", import.meta.url).href;
    await killedWorker({ module, factory: "sqlite", options: { path, conversationTtlMs: hour } }, [taskOf("a")]);
    const { queue } = open();
    expect(await queue.counts()).toEqual({ ready: 1, delayed: 0, running: 0, dead: 0 });
  });

  it("settles a step as soon as the file can be written again", async () => {
    const db = openDb(path);
    const queue = createQueue(db, createTasks(db, Date.now), silent);
    db.prepare(
      "CREATE TRIGGER broken BEFORE UPDATE OF ended_at ON tasks BEGIN SELECT RAISE(ABORT, 'broken'); END",
    ).run();
    const runs: number[] = [];
    queue.work(async ({ attempt }) => {
      runs.push(attempt);
      return done;
    }, 1);
    await queue.put(taskOf("a"));
    await queue.put(taskOf("b"));
    await untilPasses(() => expect(runs).toEqual([1]));
    expect(await queue.counts()).toMatchObject({ running: 1, ready: 1 });
    db.prepare("DROP TRIGGER broken").run();
    await untilPasses(() => expect(runs).toEqual([1, 1]), 5000);
    await queue.close(1000);
    db.close();
  });

  it("stays quiet while nothing is due", async () => {
    const { queue } = open();
    queue.work(async () => ({ state: "again", inMs: hour }), 10);
    await queue.put(taskOf("a"));
    await untilPasses(async () => expect(await queue.counts()).toMatchObject({ delayed: 1 }));
    const backend = await sqliteBackend.start();
    const before = await backend.requests();
    const begin = Date.now();
    await untilPasses(() => expect(Date.now() - begin).toBeGreaterThan(300));
    expect(await backend.requests()).toBe(before);
    await backend.drop();
  });
});

describe("conversations in the SQLite file", () => {
  it("are saved whole or not at all", async () => {
    const db = openDb(path);
    const checkpoints = createCheckpointStore(db, createThreads(db, Date.now, hour), undefined);
    const at = { thread: "a", ns: "" };
    const checkpoint = { id: "1", parent: undefined, body: "json={}", metadata: "json={}", values: {}, versions: {} };
    const parts = new Map([["part", "text"]]);
    const isSeen = () => false;
    const write = { task: "task", index: 0, channel: "list", value: "json=1", path: "" };
    db.prepare("CREATE TRIGGER broken BEFORE INSERT ON parts BEGIN SELECT RAISE(ABORT, 'broken'); END").run();
    await expect(checkpoints.put(at, { ...checkpoint, needsParent: false }, parts, isSeen)).rejects.toMatchObject({
      code: "store.failed",
    });
    await expect(checkpoints.putWrites(at, "1", [write], parts, isSeen)).rejects.toMatchObject({ retry: "later" });
    db.prepare("DROP TRIGGER broken").run();
    expect(await checkpoints.find(at)).toBeUndefined();
    await checkpoints.put(at, { ...checkpoint, needsParent: false }, parts, isSeen);
    expect((await checkpoints.find(at))?.writes).toEqual([]);
    db.close();
  });

  it("are purged when they have expired, with records, in slices", async () => {
    let now = Date.now();
    const first = open(() => now);
    for (let at = 0; at < 1000; at += 1) await first.records.write(`record ${at}`, at, at < 900 ? 1000 : 10 * hour);
    for (let at = 0; at < 30; at += 1) await first.saver.putWrites(writesOf(`thread ${at}`), manyWrites, "task");
    await first.close(0);
    now += 2 * hour;
    const second = open(() => now);
    await second.saver.putWrites(writesOf("alive"), [["list", "a"]], "task");
    await settled(second);
    await second.close(0);
    const db = new DatabaseSync(path);
    const count = (table: string) => db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.["rows"];
    expect([count("records"), count("threads"), count("writes"), count("parts")]).toEqual([100, 1, 1, 0]);
    db.close();
  });
});

describe("a file of an older version", () => {
  it("keeps who waits for a quota", async () => {
    const db = new DatabaseSync(path);
    const older = migrations.findIndex((script) => script.includes("RENAME COLUMN line TO quota"));
    for (const script of migrations.slice(0, older)) db.exec(script);
    db.exec(`PRAGMA user_version = ${older}`);
    const add = db.prepare("INSERT INTO claims (line, id, asker, round, seen_at) VALUES ('genie', ?, ?, 0, ?)");
    for (const asker of ["first", "second"]) add.run(`ask of ${asker}`, asker, Date.now());
    db.close();
    const quota = open().quota("genie", { most: 1, perMs: 60_000 }, 60_000);
    expect(await quota.claim({ id: "ask of second", asker: "second" })).toMatchObject({ state: "wait", place: 2 });
    expect(await quota.claim({ id: "ask of first", asker: "first" })).toEqual({ state: "go" });
  });
});

describe("the statements", () => {
  it("all find their rows by an index", () => {
    const prepared = vi.spyOn(DatabaseSync.prototype, "prepare");
    open();
    const statements = prepared.mock.calls
      .map(([sql]) => sql)
      .filter((sql) => /^\s*(SELECT|UPDATE|DELETE|WITH)/.test(sql));
    prepared.mockRestore();
    expect(statements.length).toBeGreaterThan(25);
    const db = new DatabaseSync(":memory:");
    for (const script of [...migrations, ...journalScripts]) db.exec(script);
    const scans = statements
      .filter((sql) => !sql.includes("pings"))
      .flatMap((sql) =>
        db
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map(({ detail }) => `${detail} in ${sql}`),
      )
      .filter((plan) => /^SCAN (?!json_each|kept|\(subquery)/.test(plan));
    expect(scans).toEqual([]);
    db.close();
  });
});

const writesOf = (thread_id: string) => ({ configurable: { thread_id, checkpoint_ns: "", checkpoint_id: "1" } });
const manyWrites = Array.from({ length: 20 }, (_, at): [string, string] => ["list", `${at} ${"x".repeat(100)}`]);

/** Waits until the purge that begins with the opening has nothing left to do. */
const settled = async ({ records }: Stores): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await records.read("anything").then(() => new Promise(setImmediate));
};

const breakFile = (broken: (bytes: Buffer) => Buffer): void => {
  const db = new DatabaseSync(path);
  for (const script of migrations) db.exec(script);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
  db.close();
  writeFileSync(path, broken(readFileSync(path)));
};
