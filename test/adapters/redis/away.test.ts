import { setImmediate } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisOptions, redis } from "../../../adapters/redis/stores.ts";
import { createLog } from "../../../src/logging/log.ts";
import type { Queue, Settled, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { untilPasses } from "../../support/eventually.ts";
import { type PrivateRedis, startRedis } from "../../support/stores/redis.ts";

const unavailable = expect.objectContaining({ name: "Problem", code: "store.unavailable", retry: "later" });
const taskOf = (id: string): Task => ({
  id,
  orderingKey: "ordering key",
  kind: "test",
  payload: { secret: "of the payload" },
});

describe("the Redis stores while Redis is away", () => {
  let server: PrivateRedis;
  let opened: Stores[];
  let lines: string[];
  let unhandled: unknown[];
  const note = (thrown: unknown) => void unhandled.push(thrown);
  beforeEach(async () => {
    server = await startRedis({ durable: true });
    [opened, lines, unhandled] = [[], [], []];
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await Promise.all(opened.map((stores) => stores.close(0)));
    await server.stop();
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  const open = (options: Partial<RedisOptions> = {}): Stores => {
    const log = createLog("warn");
    for (const level of ["warn", "error"] as const)
      log[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said));
    const stores = redis({ url: server.url, log, conversationTtlMs: 60_000, ...options });
    opened.push(stores);
    return stores;
  };
  const timed = async (work: Promise<unknown>): Promise<{ thrown: unknown; ms: number }> => {
    const begin = Date.now();
    const thrown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    return { thrown, ms: Date.now() - begin };
  };
  const putUntilStored = (queue: Queue, id: string) => untilPasses(() => queue.put(taskOf(id)), 10_000);

  it("hears an answer that came while its own process stood still", async () => {
    const stores = open();
    await stores.records.write("key", "kept", 60_000);
    const read = stores.records.read("key");
    await setImmediate();
    // Longer than anything waits.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
    expect((await read)?.value).toBe("kept");
    expect(lines).toEqual([]);
  });

  it.each([
    ["crashes", (redis: PrivateRedis) => redis.crash(), (redis: PrivateRedis) => redis.restart()],
    ["hangs", async (redis: PrivateRedis) => redis.pause(), async (redis: PrivateRedis) => redis.resume()],
  ])("refuses what it cannot store when Redis %s, loses nothing, and goes on by itself", async (_, leave, comeBack) => {
    const stores = open();
    const gate = Promise.withResolvers<Settled>();
    const finished: string[] = [];
    stores.queue.work(async ({ id, attempt }) => {
      const settled: Settled = id === "running" && attempt === 1 ? await gate.promise : { state: "done" };
      finished.push(id);
      return settled;
    }, 10);
    for (const id of ["running", "stored"]) await stores.queue.put(taskOf(id));
    await leave(server);
    const refused = await Promise.all([
      timed(stores.queue.put(taskOf("refused"))),
      timed(stores.ping()),
      timed(stores.records.read("a")),
    ]);
    for (const { thrown, ms } of refused) {
      expect(thrown).toEqual(unavailable);
      expect(ms).toBeLessThan(20_000);
    }
    gate.resolve({ state: "done" });
    await comeBack(server);
    await putUntilStored(stores.queue, "new");
    await untilPasses(() => expect(finished).toContain("new"), 10_000);
    expect(finished.filter((id, at) => id !== "refused" && finished.indexOf(id) === at)).toEqual([
      "running",
      "stored",
      "new",
    ]);
    await stores.ping();
    expect(lines.length).toBeLessThan(10);
    expect(lines.join("\n")).not.toContain("of the payload");
  });

  it("starts without Redis, says so, serves when it comes, and closes without it", async () => {
    await server.crash();
    const stores = open();
    const finished: string[] = [];
    stores.queue.work(async ({ id }) => {
      finished.push(id);
      return { state: "done" };
    }, 1);
    expect((await timed(stores.ping())).thrown).toEqual(unavailable);
    await server.restart();
    await putUntilStored(stores.queue, "a");
    await untilPasses(() => expect(finished).toEqual(["a"]), 5000);
    await server.crash();
    expect((await timed(stores.close(0))).ms).toBeLessThan(20_000);
  });

  it("shows no payload in an error that Redis itself answers with", async () => {
    const { queue, ping } = open();
    await ping();
    const admin = new Redis(server.url);
    await admin.config("SET", "maxmemory", "1");
    admin.disconnect();
    const { thrown } = await timed(queue.put(taskOf("a")));
    expect(thrown).toEqual(unavailable);
    expect((await timed(ping())).thrown).toEqual(unavailable);
    const seen = JSON.stringify(thrown, (_, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value,
    );
    expect(seen).toContain("OOM");
    expect(seen).not.toContain("of the payload");
  });
});
