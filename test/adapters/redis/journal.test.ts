import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { connect } from "../../../adapters/redis/client.ts";
import { createJournal } from "../../../adapters/redis/journal.ts";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { retention } from "../../../src/retention.ts";
import { entryOf, journalContract } from "../../contract/journal.ts";
import { eventually } from "../../support/eventually.ts";
import { asMoved, auditEntryOf } from "../../support/stores/old-audit-log.ts";
import { type TestRedis, testRedis } from "../../support/stores/redis.ts";
import { keysOf, redisBackend } from "../../support/stores/redis-backend.ts";

const kind = redisBackend();
journalContract(kind);
afterAll(() => kind.stop());

describe("the journal in Redis", () => {
  let server: TestRedis;
  let admin: Redis;
  beforeAll(async () => {
    server = await testRedis();
    admin = new Redis(server.url);
  });
  afterAll(async () => {
    admin.disconnect();
    await server.stop();
  });

  const open = (now: () => number = Date.now) => {
    const prefix = `test-${randomUUID()}`;
    const connection = connect(server.url, silent);
    return { prefix, journal: createJournal(connection, prefix, now), close: connection.close };
  };

  it("lets everything expire, and nothing before its time", async () => {
    const { prefix, journal, close } = open();
    await journal.append(entryOf("a", { agent: "sales" }));
    await journal.amend("a", { outcome: "amended" });
    const keys = await keysOf(admin, `${prefix}*`);
    expect(keys.length).toBe(8);
    for (const key of keys) {
      const left = await admin.pttl(key);
      expect(left).toBeGreaterThan(retention.journal - 60_000);
      expect(left).toBeLessThanOrEqual(retention.journal);
    }
    close();
  });

  it("takes the audit log of version 0.1.0 in, once, and what a replica of that version adds later", async () => {
    const prefix = `test-${randomUUID()}`;
    const add = (id: string) => admin.xadd(`${prefix}:{audit}:log`, "*", "entry", JSON.stringify(auditEntryOf(id)));
    const open = () => redis({ url: server.url, log: silent, prefix, conversationTtlMs: 1_000 });
    const ids = async (stores: Stores) => (await Array.fromAsync(stores.journal.query({}))).map(({ id }) => id);
    for (let index = 0; index < 150; index += 1) await add(`${index}`);
    const replicas = [open(), open()] as const;
    await eventually(async () => (await admin.exists(`${prefix}:{audit}:log`)) === 0);
    expect(new Set(await ids(replicas[0]))).toEqual(new Set(Array.from({ length: 150 }, (_, index) => `${index}`)));
    expect(await ids(replicas[1])).toHaveLength(150);
    expect((await Array.fromAsync(replicas[0].journal.query({})))[0]).toEqual(asMoved("0"));
    for (const stores of replicas) await stores.close(0);

    await add("149");
    await add("later");
    const next = open();
    await eventually(async () => (await ids(next)).includes("later"));
    expect(await ids(next)).toHaveLength(151);
    await next.close(0);
  });

  it("takes what is too old out of its indexes, and does not take it in", async () => {
    let now = Date.now();
    const { prefix, journal, close } = open(() => now);
    await journal.append(entryOf("old", { at: now }));
    now += retention.journal + 1_000;
    await journal.append(entryOf("new", { at: now }));
    await journal.append(entryOf("too old", { at: now - retention.journal - 1 }));
    for (const key of await keysOf(admin, `${prefix}:{journal}:by:*`)) expect(await admin.zcard(key)).toBe(1);
    expect((await Array.fromAsync(journal.query({}))).map(({ id }) => id)).toEqual(["new"]);
    close();
  });

  it("reads a page with two requests and scans no keys", async () => {
    const { journal, close } = open();
    for (let index = 0; index < 300; index += 1) await journal.append(entryOf(`entry ${index}`));
    await admin.config("RESETSTAT");
    expect(await Array.fromAsync(journal.query({ job: "nightly-load" }))).toHaveLength(300);
    const calls = [...(await admin.info("commandstats")).matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].map(
      ([, name, count]) => [name, Number(count)] as const,
    );
    expect(calls.filter(([name]) => ["scan", "keys", "sscan", "zscan", "hscan"].includes(name!))).toEqual([]);
    expect(new Map(calls).get("zrangebylex")).toBe(1);
    close();
  });
});
