import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { probeRedis } from "../../../adapters/redis/probe.ts";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Settled } from "../../../src/ports/stores/queue.ts";
import type { Backend } from "../../contract/backend.ts";
import { budgetContract } from "../../contract/budget.ts";
import { personRemovalContract } from "../../contract/person-removal.ts";
import { quotaContract } from "../../contract/quota.ts";
import { recordsContract } from "../../contract/records.ts";
import { saverContract } from "../../contract/saver.ts";
import { untilPasses } from "../../support/eventually.ts";
import { checkpointOf, loop, threadConfig } from "../../support/stores/checkpoints.ts";
import { startCluster } from "../../support/stores/redis.ts";
import { keysOf, redisBackend } from "../../support/stores/redis-backend.ts";

let cluster: Awaited<ReturnType<typeof startCluster>>;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const kind = redisBackend("Redis Cluster", async () => cluster);

recordsContract(kind);
personRemovalContract(kind);
saverContract(kind);
quotaContract(kind);
budgetContract(kind);

describe("Redis Cluster", () => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await kind.start();
  });
  afterEach(() => backend.drop());

  it("carries the queue: order, waits, wakes, dead tasks, and work handed over", async () => {
    const [leaving, staying] = [await backend.open(), await backend.open()];
    const orderingKeys = Array.from({ length: 20 }, (_, at) => `ordering key ${at}`);
    for (const orderingKey of orderingKeys)
      for (const id of ["a", "b", "c"])
        await leaving.queue.put({ id: `${orderingKey} ${id}`, orderingKey, kind: "test", payload: null });
    leaving.queue.work(() => new Promise<Settled>(() => {}), 5);
    await untilPasses(async () => expect(await staying.queue.counts()).toMatchObject({ ready: 55, running: 5 }));
    const seen: string[] = [];
    staying.queue.work(async ({ id, attempt }) => {
      seen.push(id);
      if (id === "ordering key 7 b" && seen.filter((each) => each === id).length === 1)
        return { state: "again", inMs: 3_600_000 };
      return id.endsWith("c") && attempt > 0 ? { state: "dead", reason: "the end" } : { state: "done" };
    }, 5);
    await leaving.close(0);
    await untilPasses(
      async () => expect(await staying.queue.counts()).toEqual({ ready: 1, delayed: 1, running: 0, dead: 19 }),
      5000,
    );
    await staying.queue.wake("ordering key 7 b");
    await untilPasses(async () =>
      expect(await staying.queue.counts()).toMatchObject({ ready: 0, delayed: 0, dead: 20 }),
    );
    for (const orderingKey of orderingKeys) {
      const order = seen.filter((id) => id.startsWith(`${orderingKey} `)).map((id) => id.at(-1));
      expect(order.join("")).toBe(orderingKey === "ordering key 7" ? "abbc" : "abc");
    }
  });

  it("keeps all keys of a thread in one slot, whatever its name, each with an end of life", async () => {
    const { saver } = await backend.open();
    for (const thread of ["a", "", "{", "}", "{}", "}{", "{x}y", "a%7Db", "slack:T1:C1:1.2"]) {
      const checkpoint = checkpointOf({ list: ["x".repeat(100), "y".repeat(100)] });
      const config = await saver.put(threadConfig(thread), checkpoint, loop, checkpoint.channel_versions);
      await saver.putWrites(config, [["list", "z".repeat(100)]], "task");
    }
    const nodes = cluster.nodes.map(({ url }) => new Redis(url));
    const slots = new Map<string, Set<number>>();
    for (const node of nodes)
      for (const key of await keysOf(node, "*:{thread:*")) {
        expect(await node.pttl(key)).toBeGreaterThan(0);
        const thread = key.slice(0, key.lastIndexOf(":"));
        slots.set(thread, (slots.get(thread) ?? new Set()).add(Number(await node.cluster("KEYSLOT", key))));
      }
    for (const node of nodes) node.disconnect();
    expect(slots.size).toBe(9);
    for (const found of slots.values()) expect(found.size).toBe(1);
    expect(await Array.fromAsync(saver.list({ configurable: {} }))).toHaveLength(9);
  });

  it("is told from a single server where the address names one of its nodes; twice the same is enough", async () => {
    const [node = ""] = cluster.url.split(",");
    const [probed] = await probeRedis(node);
    expect(probed).toMatchObject({ state: "failed", what: expect.stringContaining("is one node of a cluster") });
    const events: unknown[] = [];
    const noted = (fields: { event?: string }) => void events.push(fields.event);
    const log = { ...silent, error: noted } as typeof silent;
    const stores = redis({ url: node, log, conversationTtlMs: hour });
    await untilPasses(async () => expect(events).toContain("redis.lone-node"));
    await stores.close(0);
    const twice = redis({ url: `${node},${node}`, log: silent, conversationTtlMs: hour });
    for (let at = 0; at < 20; at += 1) await twice.records.write(`lone ${at}`, at, hour);
    expect((await probeRedis(`${node},${node}`))[0]).toMatchObject({ state: "ok" });
    await twice.close(0);
  });
});

const hour = 3_600_000;
