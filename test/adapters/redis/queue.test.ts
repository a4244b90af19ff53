import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { retention } from "../../../src/retention.ts";
import { queueContract } from "../../contract/queue.ts";
import { untilPasses } from "../../support/eventually.ts";
import { testRedis } from "../../support/stores/redis.ts";
import { keysOf, redisBackend } from "../../support/stores/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

queueContract(kind);

describe("the queue in Redis", () => {
  it("remembers the ids of ended tasks for 72 hours, and nothing of what they said", async () => {
    const server = await testRedis();
    const admin = new Redis(server.url);
    const prefix = `test-${randomUUID()}`;
    const stores = redis({ url: server.url, prefix, log: silent, conversationTtlMs: 1_000 });
    stores.queue.work(async () => ({ state: "done" }), 1);
    await stores.queue.put({ id: "a", orderingKey: "a", kind: "test", payload: { text: "secret" } });
    await untilPasses(async () => expect(await stores.queue.counts()).toMatchObject({ ready: 0, running: 0 }));
    const [key = ""] = await keysOf(admin, `*${prefix}*:task:a`);
    expect(await admin.get(key)).toBe("ended");
    const left = await admin.pttl(key);
    expect(left).toBeGreaterThan(retention.endedTasks - 60_000);
    expect(left).toBeLessThanOrEqual(72 * 3_600_000);
    await stores.close(0);
    admin.disconnect();
    await server.stop();
  });

  it("does not hold up a thread behind a task that the server has lost", async () => {
    const server = await testRedis();
    const admin = new Redis(server.url);
    const stores = redis({ url: server.url, prefix: `test-${randomUUID()}`, log: silent, conversationTtlMs: 1_000 });
    const put = (id: string) => stores.queue.put({ id, orderingKey: "thread", kind: "test", payload: null });
    for (const id of ["a", "b", "c"]) await put(id);
    for (const id of ["a", "b"]) await admin.del(await keysOf(admin, `*:task:${id}`));
    expect(await put("d")).toEqual({ fresh: true, ahead: 1 });
    expect(await stores.queue.counts()).toMatchObject({ ready: 2 });
    const ran: string[] = [];
    stores.queue.work(async ({ id }) => {
      ran.push(id);
      return { state: "done" };
    }, 1);
    await untilPasses(async () => expect(ran).toEqual(["c", "d"]));
    expect(await put("e")).toEqual({ fresh: true, ahead: 0 });
    await untilPasses(async () => expect(await stores.queue.counts()).toMatchObject({ ready: 0, running: 0 }));
    expect(ran).toEqual(["c", "d", "e"]);
    await stores.close(0);
    admin.disconnect();
    await server.stop();
  });
});
