import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it, type TestContext } from "vitest";
import { connect } from "../../../adapters/redis/client.ts";
import { createTasks } from "../../../adapters/redis/queue/tasks.ts";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import { untilPasses } from "../../support/eventually.ts";
import { testRedis } from "../../support/stores/redis.ts";
import { keysOf } from "../../support/stores/redis-backend.ts";

const done: Settled = { state: "done" };
const taskOf = (id: string, orderingKey = "ordering key"): Task => ({
  id,
  orderingKey,
  kind: "test",
  payload: { secret: "of the payload" },
});

/** Stores under a prefix of their own, so that the tests run side by side: most of them wait for a time to pass. */
const scene = async ({ onTestFinished }: TestContext) => {
  const server = await testServer;
  const client = new Redis(server.url);
  const prefix = `test-${randomUUID()}`;
  const connection = connect(server.url, silent);
  const stores = redis({ url: server.url, prefix, log: silent, conversationTtlMs: 60_000 });
  onTestFinished(async () => {
    await stores.close(0);
    connection.close();
    for (const key of await keysOf(client, `*${prefix}*`)) await client.unlink(key);
    client.disconnect();
  });
  const workOn = (run: (id: string, run: number) => Promise<Settled> | Settled = () => done) => {
    const seen: string[] = [];
    stores.queue.work(async (lease) => {
      seen.push(`${lease.id} ${lease.attempt}`);
      return run(lease.id, lease.attempt);
    }, 10);
    return seen;
  };
  return {
    client,
    key: (part: string) => `{${prefix}}:${part}`,
    keys: async () => (await keysOf(client, `*${prefix}*`)).map((key) => key.slice(prefix.length + 3)),
    queue: stores.queue,
    workOn,
    /** What a process does step by step that dies in between. */
    tasks: createTasks(connection, `{${prefix}}`, Date.now),
  };
};

const testServer = testRedis();

describe.concurrent("the Redis queue in bad moments", () => {
  afterAll(async () => {
    await (await testServer).stop();
  });

  it("runs a task whose process died after storing it", async (test) => {
    const { tasks, workOn } = await scene(test);
    const seen = workOn();
    await untilPasses(() => tasks.put(taskOf("a"), false));
    await untilPasses(() => expect(seen).toEqual(["a 1"]), 10_000);
  });

  it("goes on with an ordering key whose process died after ending a task", async (test) => {
    const { tasks, workOn } = await scene(test);
    for (const id of ["a", "b", "c"]) await tasks.put(taskOf(id), false);
    const [claim] = (await tasks.claim(10)).claims;
    expect(await tasks.settle(claim!, done, false)).toBe(0);
    const seen = workOn();
    await untilPasses(() => expect(seen).toEqual(["b 1", "c 1"]), 10_000);
  });

  it("calls another replica for what it cannot take itself, and for nothing else", async (test) => {
    const { client, key, queue, workOn } = await scene(test);
    await queue.put(taskOf("a"));
    expect(await client.exists(key("call"))).toBe(1);
    const gate = Promise.withResolvers<Settled>();
    const seen = workOn(() => gate.promise);
    await untilPasses(() => expect(seen).toEqual(["a 1"]));
    await untilPasses(async () => expect(await client.exists(key("call"))).toBe(0), 5_000);
    for (const id of ["b", "c"]) await queue.put(taskOf(id, id));
    expect(await client.exists(key("call"))).toBe(0);
    gate.resolve(done);
  });

  it("lets nobody settle a run after a later one has begun", async (test) => {
    const { client, key, tasks } = await scene(test);
    for (const id of ["a", "b"]) await tasks.put(taskOf(id), false);
    const [first] = (await tasks.claim(10)).claims;
    await client.zadd(key("running"), "XX", 0, "a");
    const second = await untilPasses(async () => {
      const [claim] = (await tasks.claim(10)).claims;
      expect(claim).toBeDefined();
      return claim;
    }, 5_000);
    expect([first, second]).toMatchObject([
      { lease: { id: "a", attempt: 1, begun: 1 } },
      { lease: { id: "a", attempt: 2, begun: 2 } },
    ]);
    expect(await tasks.renew([{ id: "a", token: "1" }])).toEqual(["a"]);
    expect(await tasks.settle(first!, { state: "dead", reason: "too late" }, false)).toBeUndefined();
    await tasks.settle(first!, { state: "again", inMs: 0 }, false);
    await tasks.handBack([first!]);
    expect(await tasks.counts()).toEqual({ ready: 1, delayed: 0, running: 1, dead: 0 });
    expect(await tasks.renew([{ id: "a", token: "2" }])).toEqual([]);
    expect(await tasks.settle(second!, done, false)).toBe(0);
    expect(await tasks.settle(second!, done, false)).toBeUndefined();
    expect(await tasks.counts()).toEqual({ ready: 1, delayed: 0, running: 0, dead: 0 });
  });

  it("settles a run whose lease has ended, if nobody has begun it since", async (test) => {
    const { client, key, tasks } = await scene(test);
    await tasks.put(taskOf("a"), false);
    const [claim] = (await tasks.claim(10)).claims;
    await client.zrem(key("running"), "a");
    await client.zadd(key("due"), 0, "a");
    await tasks.settle(claim!, done, false);
    expect((await tasks.claim(10)).claims).toEqual([]);
    expect(await tasks.holds("a")).toBe(false);
  });

  it("takes a settling that arrives twice once: a task that was woken in between stays due", async (test) => {
    const { tasks } = await scene(test);
    await tasks.put(taskOf("a"), false);
    const [claim] = (await tasks.claim(10)).claims;
    await tasks.settle(claim!, { state: "again", inMs: 3_600_000 }, false);
    await tasks.wake("a", false);
    await tasks.settle(claim!, { state: "again", inMs: 3_600_000 }, false);
    expect((await tasks.claim(10)).claims).toMatchObject([{ lease: { id: "a", attempt: 2, begun: 1 } }]);
  });

  it("aborts a run that lost its lease, and takes its settling for nothing", async (test) => {
    const { client, key, queue } = await scene(test);
    const aborted: number[] = [];
    const late = Promise.withResolvers<Settled>();
    const runs: number[] = [];
    queue.work(({ attempt }, signal) => {
      runs.push(attempt);
      signal.addEventListener("abort", () => aborted.push(attempt));
      return attempt === 1 ? late.promise : Promise.resolve(done);
    }, 10);
    await queue.put(taskOf("a"));
    await untilPasses(() => expect(runs).toEqual([1]));
    await untilPasses(async () => {
      // A renewal may come first, and gives it a lease again.
      if (runs.length === 1) await client.zadd(key("running"), "XX", 0, "a");
      expect(aborted).toEqual([1]);
    }, 5000);
    late.resolve({ state: "dead", reason: "too late" });
    await untilPasses(() => expect(runs).toEqual([1, 2]), 10_000);
    await untilPasses(async () => expect(await queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 0 }));
  });

  it("keeps a lease as long as the run takes", async (test) => {
    const { queue, workOn } = await scene(test);
    const seen = workOn(() => new Promise((resolve) => setTimeout(() => resolve(done), 6500)));
    await queue.put(taskOf("a"));
    await untilPasses(async () => expect(await queue.counts()).toMatchObject({ ready: 0, running: 0 }), 12_000);
    expect(seen).toEqual(["a 1"]);
  });

  it("leaves nothing for ever but a few keys of its own, and a dead task to look at", async (test) => {
    const { client, key, keys, queue, workOn } = await scene(test);
    workOn((id) => (id === "7" ? { state: "dead", reason: "broken" } : done));
    for (let at = 0; at < 50; at += 1) await queue.put(taskOf(`${at}`, `ordering key ${at % 5}`));
    await untilPasses(async () => expect(await queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 1 }));
    const forEver: string[] = [];
    for (const part of await keys()) if ((await client.pttl(key(part))) === -1) forEver.push(part);
    const own = ["behind", "call"];
    expect(forEver.filter((part) => !own.includes(part))).toEqual([]);
    expect(await client.pttl(key("task:3"))).toBeGreaterThan(48 * 3_600_000);
    const [dead] = await client.lrange(key("dead"), 0, -1);
    expect(JSON.parse(dead!)).toMatchObject({
      id: "7",
      orderingKey: "ordering key 2",
      kind: "test",
      reason: "broken",
      attempt: 1,
    });
  });
});
