import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it, type TestContext, vi } from "vitest";
import { createOrderingKeys } from "../../../adapters/redis/queue/ordering-keys.ts";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/log.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
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
  const orderingKeys = createOrderingKeys(`{${prefix}}`, (part) => `{${prefix}}:tasks:${part}`);
  const stores = redis({ url: server.url, prefix, log: silent, conversationTtlMs: 60_000 });
  onTestFinished(async () => {
    await stores.close(0);
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
    orderingKeys,
    queue: stores.queue,
    workOn,
    /** Puts as a process does that dies before it can make the job. */
    putAndDie: (task: Task) => orderingKeys.put(client, task, Date.now()),
  };
};

const testServer = testRedis();

describe.concurrent("the Redis queue in bad moments", () => {
  afterAll(async () => {
    await (await testServer).stop();
  });

  it("runs a task whose process died between storing it and making its job", async (test) => {
    const { putAndDie, workOn } = await scene(test);
    await putAndDie(taskOf("a"));
    const seen = workOn();
    await vi.waitFor(() => expect(seen).toEqual(["a 1"]), 10_000);
  });

  it("goes on with an ordering key whose process died between ending a task and making the next one's job", async (test) => {
    const { client, orderingKeys, putAndDie, workOn } = await scene(test);
    for (const id of ["a", "b", "c"]) await putAndDie(taskOf(id));
    const lease = await orderingKeys.begin(client, ["a", "ordering key"], 0);
    expect(await orderingKeys.end(client, lease!)).toEqual(["b", "ordering key"]);
    const seen = workOn();
    await vi.waitFor(() => expect(seen).toEqual(["b 1", "c 1"]), 10_000);
  });

  it("makes no second run of a task whose process died between ending it and completing its job", async (test) => {
    const { client, orderingKeys, queue, workOn } = await scene(test);
    await queue.put(taskOf("a"));
    await queue.put(taskOf("b"));
    const lease = await orderingKeys.begin(client, ["a", "ordering key"], 0);
    await orderingKeys.end(client, lease!);
    const seen = workOn();
    await vi.waitFor(() => expect(seen).toEqual(["b 1"]), 10_000);
    await vi.waitFor(async () => expect(await queue.counts()).toMatchObject({ ready: 0, running: 0 }));
    expect(seen).toEqual(["b 1"]);
  });

  it("finds waiting jobs though a worker died with the only sign of them", async (test) => {
    const { client, key, queue, workOn } = await scene(test);
    const seen = workOn((_, run) => (run === 1 ? { state: "again", inMs: 3_600_000 } : done));
    for (const id of ["a", "b"]) await queue.put(taskOf(id, id));
    await vi.waitFor(async () => expect(await queue.counts()).toMatchObject({ delayed: 2 }));
    // The worker has taken the sign of the held tasks, and sleeps.
    await vi.waitFor(async () => {
      const clients = String(await client.client("LIST")).split("\n");
      const worker = clients.find((line) => line.includes(key("")) && line.includes("cmd=bzpopmin"));
      expect(worker).toMatch(/ age=\d+ idle=[1-9]/);
      expect(await client.exists(key("tasks:marker"))).toBe(0);
    }, 5000);
    await client.multi().zrem(key("tasks:delayed"), "task a").lpush(key("tasks:wait"), "task a").exec();
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(["a 1", "a 2", "b 1"]), 4000);
  });

  it("lets nobody end a run after a later one has begun", async (test) => {
    const { client, orderingKeys, putAndDie } = await scene(test);
    for (const id of ["a", "b"]) await putAndDie(taskOf(id));
    const first = await orderingKeys.begin(client, ["a", "ordering key"], 0);
    const second = await orderingKeys.begin(client, ["a", "ordering key"], 0);
    expect(second?.attempt).toBe(2);
    expect(await orderingKeys.end(client, first!, "too late")).toBeUndefined();
    expect(await orderingKeys.counts(client)).toMatchObject({ ready: 2, dead: 0 });
    expect(await orderingKeys.begin(client, ["b", "ordering key"], 0)).toBeUndefined();
    expect(await orderingKeys.end(client, second!)).toEqual(["b", "ordering key"]);
    expect(await orderingKeys.end(client, second!)).toBeUndefined();
    expect(await orderingKeys.counts(client)).toMatchObject({ ready: 1 });
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
    await vi.waitFor(() => expect(runs).toEqual([1]));
    await client.del(key("tasks:task a:lock"));
    await vi.waitFor(() => expect(aborted).toEqual([1]), 5000);
    late.resolve({ state: "dead", reason: "too late" });
    await vi.waitFor(() => expect(runs).toEqual([1, 2]), 10_000);
    await vi.waitFor(async () => expect(await queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 0 }));
  });

  it("keeps a lease as long as the run takes", async (test) => {
    const { queue, workOn } = await scene(test);
    const seen = workOn(() => new Promise((resolve) => setTimeout(() => resolve(done), 6500)));
    await queue.put(taskOf("a"));
    await vi.waitFor(async () => expect(await queue.counts()).toMatchObject({ ready: 0, running: 0 }), 12_000);
    expect(seen).toEqual(["a 1"]);
  });

  it("leaves nothing for ever but a few keys of its own, and a dead task to look at", async (test) => {
    const { client, key, keys, queue, workOn } = await scene(test);
    workOn((id) => (id === "7" ? { state: "dead", reason: "broken" } : done));
    for (let at = 0; at < 50; at += 1) await queue.put(taskOf(`${at}`, `ordering key ${at % 5}`));
    await vi.waitFor(async () => expect(await queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 1 }));
    const forEver: string[] = [];
    for (const part of await keys()) if ((await client.pttl(key(part))) === -1) forEver.push(part);
    const own = ["open", "tasks:events", "tasks:id", "tasks:marker", "tasks:meta"];
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
