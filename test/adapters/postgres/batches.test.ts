import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCheckpointStore } from "../../../adapters/postgres/checkpoint-store.ts";
import { createBatches } from "../../../adapters/postgres/connection/batches.ts";
import { accessTo } from "../../../adapters/postgres/connection/connection.ts";
import { type Database, openDatabase } from "../../../adapters/postgres/connection/database.ts";
import { migrate } from "../../../adapters/postgres/migrate.ts";
import { createTasks } from "../../../adapters/postgres/queue/tasks.ts";
import { createRecords } from "../../../adapters/postgres/records.ts";
import { Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import { eventually } from "../../support/eventually.ts";
import { type TestPostgres, testPostgres } from "../../support/stores/postgres.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";

const hour = 3_600_000;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe("a batch", () => {
  /** Answers with the double when it is told to. */
  const doubling = () => {
    const sent: { items: readonly number[]; answer(): void }[] = [];
    const send = (items: readonly number[]) =>
      new Promise<number[]>((resolve) => {
        sent.push({ items, answer: () => resolve(items.map((item) => 2 * item)) });
      });
    return { sent, send };
  };
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

  it("carries what is asked at the same moment, and the next one what is asked meanwhile", async () => {
    const { sent, send } = doubling();
    const ask = createBatches(send, { waitMs: hour });
    const first = [ask(1), ask(2)];
    await nextTurn();
    const second = [ask(3), ask(4)];
    await nextTurn();
    expect(sent.map(({ items }) => items)).toEqual([[1, 2]]);
    sent[0]?.answer();
    expect(await Promise.all(first)).toEqual([2, 4]);
    await nextTurn();
    sent[1]?.answer();
    expect(await Promise.all(second)).toEqual([6, 8]);
    expect(sent).toHaveLength(2);
  });

  it("does not wait for long for an answer to the one before", async () => {
    const { sent, send } = doubling();
    const ask = createBatches(send);
    void ask(1);
    await nextTurn();
    const second = ask(2);
    await eventually(() => sent.length === 2);
    sent[1]?.answer();
    expect(await second).toBe(4);
  });

  it("carries no more than it may", async () => {
    const { sent, send } = doubling();
    const ask = createBatches(send, { most: 2, waitMs: hour });
    const all = Promise.all(numbers(5).map(ask));
    for (const count of [1, 2, 3]) {
      await eventually(() => sent.length === count);
      sent[count - 1]?.answer();
    }
    expect(await all).toEqual([0, 2, 4, 6, 8]);
    expect(sent.map(({ items }) => items)).toEqual([[0, 1], [2, 3], [4]]);
  });

  it("that the server refuses is sent again one by one; of one that got lost, everybody is told", async () => {
    const failing = (code: "store.failed" | "store.unavailable") =>
      createBatches(async (items: readonly number[]) => {
        if (items.includes(2)) throw Problem.of(code, {}, { retry: "later" });
        return items;
      });
    const outcomes = async (code: "store.failed" | "store.unavailable") =>
      (await Promise.allSettled([1, 2, 3].map(failing(code)))).map(({ status }) => status);
    expect(await outcomes("store.failed")).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await outcomes("store.unavailable")).toEqual(["rejected", "rejected", "rejected"]);
  });
});

describe("many statements at once", () => {
  let server: TestPostgres;
  let admin: Client;
  let schema: string;
  const opened: Database[] = [];
  beforeAll(async () => {
    server = await testPostgres();
    admin = new Client({ connectionString: server.url });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });
  beforeEach(() => {
    schema = `test-${randomUUID()}`;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((db) => db.close()));
    await admin.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  });
  const open = (): Database => {
    const db = openDatabase({
      access: accessTo(serverAt(server.url), silent),
      schema,
      log: silent,
      prepare: (client) => migrate(client, schema),
    });
    opened.push(db);
    return db;
  };

  it("change records as if each came alone", async () => {
    const records = createRecords(open());
    await records.write("swapped", 0, hour);
    await records.write("removed", 0, hour);
    const { version = 0 } = (await records.read("swapped")) ?? {};
    const made = await Promise.all([
      records.add("added", 1, hour),
      records.add("added", 2, hour),
      records.swap("swapped", version, 1, hour),
      records.swap("swapped", version, 2, hour),
      records.swap("absent", version, 3, hour),
      records.remove("removed"),
      records.write("written", 1, hour),
      records.write("written", 2, hour),
    ]);
    expect(made.slice(0, 5)).toEqual([true, false, true, false, false]);
    const keys = ["added", "swapped", "absent", "removed", "written"];
    const values = await Promise.all(keys.map(async (key) => (await records.read(key))?.value));
    expect(values).toEqual([1, 1, undefined, undefined, 2]);
  });

  it("give everybody who reads the same record a value of their own", async () => {
    const records = createRecords(open());
    await records.write("a", { list: [] }, hour);
    const [one, other] = await Promise.all([records.read("a"), records.read("a")]);
    expect(one).toEqual(other);
    expect(one?.value).not.toBe(other?.value);
  });

  it("store what is good beside something that PostgreSQL refuses", async () => {
    const records = createRecords(open());
    const [one, other] = await Promise.allSettled([
      records.write("a", 1, hour),
      records.write("b", 1, Number.MAX_VALUE),
    ]);
    expect([one.status, other.status]).toEqual(["fulfilled", "rejected"]);
    expect((await records.read("a"))?.value).toBe(1);
  });

  it("change records in the order of their keys, so that replicas never wait for each other in a circle", async () => {
    const records = createRecords(open());
    const keys = ["c", "b", "a"];
    await Promise.all(keys.map((key) => records.write(key, 1, hour)));
    const table = `"${schema}".records`;
    const isFree = async (key: string): Promise<boolean> =>
      (await other.query(`SELECT FROM ${table} WHERE key = $1 FOR UPDATE SKIP LOCKED`, [key])).rowCount === 1;
    const other = new Client({ connectionString: server.url });
    await other.connect();
    await admin.query("BEGIN");
    await admin.query(`SELECT FROM ${table} WHERE key = 'b' FOR UPDATE`);
    const written = Promise.all(keys.map((key) => records.write(key, 2, hour)));
    await expect.poll(() => isFree("a")).toBe(false);
    expect(await isFree("c")).toBe(true);
    await admin.query("COMMIT");
    await written;
    await other.end();
  });

  it("store tasks in the order in which they are put, each id once, and settle each by its own run", async () => {
    const tasks = createTasks(open(), "", Date.now);
    const put = (id: string, orderingKey: string) => tasks.put({ id, orderingKey, kind: "test", payload: null }, false);
    expect(await Promise.all([put("b", "one"), put("a", "one"), put("b", "one"), put("c", "two")])).toEqual([
      { fresh: true, ahead: 0 },
      { fresh: true, ahead: 1 },
      { fresh: false, ahead: 0 },
      { fresh: true, ahead: 0 },
    ]);
    const { claims } = await tasks.claim(10);
    expect(claims.map(({ lease }) => lease.id)).toEqual(["b", "c"]);
    const [b, c] = claims;
    const late = { ...c!, lease: { ...c!.lease, attempt: 0 } };
    await Promise.all([
      tasks.settle(late, { state: "dead", reason: "late" }, false),
      tasks.settle(b!, { state: "done" }, false),
      tasks.settle(late, { state: "again", inMs: 0 }, false),
      tasks.settle(c!, { state: "again", inMs: hour }, false),
    ]);
    expect(await tasks.counts()).toEqual({ ready: 1, delayed: 1, running: 0, dead: 0 });
    expect((await tasks.claim(10)).claims).toMatchObject([{ lease: { id: "a" } }]);
  });

  it("find each checkpoint that is asked for, whatever the others are", async () => {
    const checkpoints = createCheckpointStore(open(), { ttlMs: hour, keep: undefined });
    const at = (thread: string) => ({ thread, ns: "" });
    const checkpoint = (id: string, body: string) => {
      return { id, parent: undefined, body, metadata: "{}", values: {}, versions: {}, needsParent: false };
    };
    const isSeen = () => false;
    await Promise.all([
      checkpoints.put(at("b"), checkpoint("1", "of b"), new Map(), isSeen),
      checkpoints.put(at("a"), checkpoint("1", "of a"), new Map(), isSeen),
      checkpoints.put(at("a"), checkpoint("2", "newer of a"), new Map(), isSeen),
    ]);
    const found = await Promise.all([
      checkpoints.find(at("a")),
      checkpoints.find(at("absent")),
      checkpoints.find(at("b"), "1"),
      checkpoints.find(at("a"), "1"),
      checkpoints.find(at("a"), "3"),
    ]);
    const bodies = found.map((one) => one?.checkpoint.body);
    expect(bodies).toEqual(["newer of a", undefined, "of b", "of a", undefined]);
  });

  it("are sent whole once a pooler has lost what was prepared, or knows it already", async () => {
    const db = open();
    const records = createRecords(db);
    await records.write("a", 1, hour);
    await db.change("DEALLOCATE ALL");
    await records.write("a", 2, hour);
    expect((await records.read("a"))?.value).toBe(2);
    await db.change("DEALLOCATE ALL");
    await records.write("a", 3, hour);
    expect((await records.read("a"))?.value).toBe(3);
  });
});
