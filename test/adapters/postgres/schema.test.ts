import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCheckpointStore } from "../../../adapters/postgres/checkpoint-store.ts";
import { accessTo } from "../../../adapters/postgres/connection/connection.ts";
import { openDatabase } from "../../../adapters/postgres/connection/database.ts";
import { createJournal } from "../../../adapters/postgres/journal.ts";
import { migrate, versionOf } from "../../../adapters/postgres/migrate.ts";
import { migrations } from "../../../adapters/postgres/migrations.ts";
import { createTasks } from "../../../adapters/postgres/queue/tasks.ts";
import { createQuotas } from "../../../adapters/postgres/quota.ts";
import { createRecords } from "../../../adapters/postgres/records.ts";
import { postgres, postgresJournal } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { removePerson } from "../../../src/memory/person-removal.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { retention } from "../../../src/retention.ts";
import { entryOf } from "../../contract/journal.ts";
import { eventually } from "../../support/eventually.ts";
import { checkpointOf, loop, threadConfig } from "../../support/stores/checkpoints.ts";
import { type TestPostgres, testPostgres } from "../../support/stores/postgres.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";

describe("the schema in PostgreSQL", () => {
  let server: TestPostgres;
  let admin: Client;
  const schemas: string[] = [];
  beforeAll(async () => {
    server = await testPostgres();
    admin = new Client({ connectionString: server.url });
    await admin.connect();
  });
  afterAll(async () => {
    for (const schema of schemas) await admin.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    await admin.end();
    await server.stop();
  });
  const nameOf = (suffix = ""): string => {
    const schema = `Test-${randomUUID()}${suffix}`;
    schemas.push(schema);
    return schema;
  };
  const open = (schema: string) =>
    postgres({ server: serverAt(server.url), schema, log: silent, conversationTtlMs: 60_000 });

  it("is made once by replicas that start at the same time", async () => {
    const schema = nameOf();
    const all = await Promise.all(Array.from({ length: 5 }, () => open(schema)));
    const put = await Promise.all(
      all.map(({ queue }) => queue.put({ id: "a", orderingKey: "a", kind: "test", payload: null })),
    );
    expect(put.filter(({ fresh }) => fresh)).toHaveLength(1);
    const { rows } = await admin.query(`SELECT version FROM "${schema}".versions`);
    expect(rows).toEqual(migrations.map((_, at) => ({ version: at + 1 })));
    await Promise.all(all.map((stores) => stores.close(0)));
  });

  it("is waited for longer than any other statement, while another replica changes a large one", async () => {
    const schema = nameOf();
    await admin.query("BEGIN");
    await admin.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`migrate ${schema}`]);
    const pool = new Pool({ connectionString: server.url, query_timeout: 300 });
    try {
      const client = await pool.connect();
      const migrating = migrate(client, schema).then(() => client.release());
      const early = Promise.race([migrating.then(() => "over"), sleep(900, "waits")]);
      expect(await early).toBe("waits");
      await admin.query("COMMIT");
      await migrating;
      expect(await versionOf(admin, schema)).toBe(migrations.length);
    } finally {
      await pool.end();
    }
  });

  it("of a newer program is left alone", async () => {
    const schema = nameOf();
    await (await open(schema)).close(0);
    await admin.query(`INSERT INTO "${schema}".versions VALUES (99, now())`);
    await expect(open(schema)).rejects.toMatchObject({ code: "store.newer", retry: "never" });
  });

  it("is not used with a stricter isolation than the statements count on", async () => {
    const schema = nameOf();
    await admin.query("ALTER ROLE concierge SET default_transaction_isolation = 'serializable'");
    try {
      await expect(open(schema)).rejects.toMatchObject({ code: "store.isolation", retry: "never" });
    } finally {
      await admin.query("ALTER ROLE concierge RESET default_transaction_isolation");
    }
    await (await open(schema)).close(0);
  });

  it("may be read, and persons removed from it, by people whom it does not belong to", async () => {
    const schema = nameOf();
    const bot = await open(schema);
    await bot.journal.append(entryOf("turn", { actor: { platform: "slack", tenant: "T1", user: "U1" } }));
    const [reader, helper] = [`reader-${randomUUID()}`, `helper-${randomUUID()}`];
    await admin.query(`CREATE ROLE "${reader}" LOGIN IN ROLE pg_read_all_data`);
    await admin.query(`CREATE ROLE "${helper}" LOGIN IN ROLE pg_read_all_data, pg_write_all_data`);
    try {
      const reading = postgresJournal({ ...serverAt(server.url), user: reader }, schema, silent);
      expect(await Array.fromAsync(reading.journal.query({}))).toMatchObject([{ id: "turn" }]);
      reading.close();
      const helping = await postgres({
        ...{ server: { ...serverAt(server.url), user: helper }, schema },
        ...{ log: silent, conversationTtlMs: 60_000 },
      });
      await removePerson(helping, { platform: "slack", tenant: "T1", user: "U1" }, false);
      await helping.close(0);
      expect(await Array.fromAsync(bot.journal.query({}))).toEqual([]);
    } finally {
      await bot.close(0);
      await admin.query(`DROP ROLE "${reader}", "${helper}"`);
    }
  });

  it("keeps two bots of one database apart", async () => {
    const [one, other] = [await open(nameOf()), await open(nameOf("other"))];
    await one.records.write("key", "of one", 60_000);
    expect(await other.records.read("key")).toBeUndefined();
    await Promise.all([one.close(0), other.close(0)]);
  });

  it("holds nothing of what ended tasks said, and their ids for 72 hours", async () => {
    const schema = nameOf();
    const stores = await open(schema);
    stores.queue.work(async ({ id }) => (id === "a" ? { state: "done" } : { state: "dead", reason: "broken" }), 2);
    for (const id of ["a", "b"]) await stores.queue.put({ id, orderingKey: id, kind: "test", payload: "secret" });
    await eventually(
      async () => (await stores.queue.counts()).dead === 1 && (await stores.queue.counts()).running === 0,
    );
    const { rows } = await admin.query(`SELECT id, payload FROM "${schema}".tasks ORDER BY id`);
    expect(rows).toEqual([
      { id: "a", payload: "" },
      { id: "b", payload: "" },
    ]);
    await stores.close(0);
  });

  it.each([
    ["tasks", "ended_at", retention.endedTasks],
    ["records", "expires_at", 0],
    ["uses", "at", retention.uses],
    ["claims", "seen_at", retention.uses],
    ["threads", "expires_at", 0],
    ["checkpoints", undefined, 0],
    ["parts", undefined, 0],
    ["entries", undefined, retention.journal],
  ])("loses %s at the end of their life, and not before", async (table, column, lifeMs) => {
    const schema = nameOf();
    let now = Date.now();
    const stores = await open(schema);
    await fill(stores, now);
    const access = accessTo(serverAt(server.url), silent);
    const db = openDatabase({ access, schema, log: silent, prepare: async () => {} });
    const purge = async (): Promise<void> => {
      await createTasks(db, "", () => now).purge(500);
      await createRecords(db).purge(500);
      await createJournal(db, () => now).purge(500);
      await createQuotas(db).purge(500);
      await createCheckpointStore(db, { ttlMs: 60_000, keep: undefined }).purge();
    };
    /** As if so much time had passed since the moment of everything. */
    const age = async (ms: number): Promise<void> => {
      now = Date.now() + ms;
      const [where, moment] = column ? [table, column] : ["threads", "expires_at"];
      await admin.query(`UPDATE "${schema}".${where} SET ${moment} = now() - $1 * interval '1 millisecond'`, [ms]);
    };
    const count = async () => Number((await admin.query(`SELECT count(*) FROM "${schema}".${table}`)).rows[0].count);
    const all = await count();
    expect(all).toBeGreaterThan(0);
    await age(lifeMs - 60_000);
    await purge();
    expect(await count()).toBe(all);
    await age(lifeMs + 60_000);
    await purge();
    expect(await count()).toBe(0);
    await Promise.all([stores.close(0), db.close()]);
  });
});

/** Something in every table. */
const fill = async ({ queue, records, budget, quota, saver, journal }: Stores, now: number): Promise<void> => {
  queue.work(async () => ({ state: "done" }), 1);
  await queue.put({ id: "a", orderingKey: "a", kind: "test", payload: null });
  await records.write("a", 1, 60_000);
  await budget.spend("a", { most: 1, perMs: 60_000 }, "anyway");
  await quota("a", { most: 1, perMs: 60_000 }, 60_000).claim({ id: "a", asker: "A" });
  await journal.append(entryOf("a", { at: now }));
  const checkpoint = checkpointOf({ text: "some words ".repeat(10) });
  await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
  await eventually(async () => !(await queue.holds("a")));
};
