import { Redis } from "ioredis";
import { redisModule } from "../../../adapters/redis/module.ts";
import { redis } from "../../../adapters/redis/stores.ts";
import type { Log, LogFields } from "../../../src/logging/log.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { eventually } from "../../support/eventually.ts";
import { type PrivateRedis, startRedis } from "../../support/stores/redis.ts";

const done = async () => ({ state: "done" as const });
const task = { id: "1", orderingKey: "1", kind: "test", payload: null };

describe("a Redis user without rights", () => {
  let server: PrivateRedis;
  let admin: Redis;
  let stores: Stores | undefined;
  beforeAll(async () => {
    server = await startRedis();
    admin = new Redis(server.url);
  });
  afterEach(() => stores?.close(0));
  afterAll(async () => {
    admin?.disconnect();
    await server?.stop();
  });

  const urlOf = async (name: string, ...rules: string[]): Promise<string> => {
    await admin.acl("SETUSER", name, "reset", "on", ">pw", "~*", "&*", ...rules);
    return server.url.replace("redis://", `redis://${name}:pw@`);
  };
  const openAs = (url: string, log: Log = silent): Stores => {
    stores = redis({ url, log, conversationTtlMs: 1_000, prefix: `rights-${Math.random()}` });
    return stores;
  };
  const events = (): { log: Log; seen: string[] } => {
    const seen: string[] = [];
    const note = ({ event }: LogFields): void => void seen.push(event);
    return { log: { debug: note, info: note, warn: note, error: note }, seen };
  };

  it.each([
    ["scripts", ["+@all", "-eval", "-evalsha"]],
    ["writes", ["+@read", "+@connection", "+info", "+@scripting"]],
    ["sorted sets", ["+@all", "-zadd"]],
  ])("is not ready without %s, says so once, and does not stand still", async (_, rules) => {
    const { log, seen } = events();
    const { queue, ping } = openAs(await urlOf("limited", ...rules), log);
    let ran = 0;
    queue.work(() => {
      ran += 1;
      return done();
    }, 1);
    await eventually(() => seen.includes("redis.rights-missing"));
    for (let time = 0; time < 3; time += 1)
      await expect(ping()).rejects.toMatchObject({ code: "store.rights", retry: "later" });
    const began = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(seen.filter((event) => event === "redis.rights-missing")).toHaveLength(1);
    expect(ran).toBe(0);
  });

  it("works as soon as it has been given its rights", async () => {
    const { queue, ping } = openAs(await urlOf("limited", "+@all", "-zadd"));
    const ran = Promise.withResolvers<void>();
    queue.work(() => {
      ran.resolve();
      return done();
    }, 1);
    await expect(ping()).rejects.toMatchObject({ code: "store.rights" });
    await admin.acl("SETUSER", "limited", "+zadd");
    await queue.put(task);
    await ran.promise;
    await ping();
  });

  it("needs no CONFIG or INFO, and nothing of an administrator", async () => {
    const { queue, ping } = openAs(await urlOf("limited", "+@all", "-@admin", "-config"));
    await ping();
    const ran = Promise.withResolvers<void>();
    queue.work(() => {
      ran.resolve();
      return done();
    }, 1);
    await queue.put(task);
    await ran.promise;
  });

  it("is told by the doctor", async () => {
    const url = await urlOf("limited", "+@all", "-evalsha", "-eval");
    expect(await probe(url)).toEqual([expect.stringMatching(/^failed Redis at \S+ \(REDIS_URL\): NOPERM/)]);
  });
});

const probe = async (url: string) => {
  const store = redisModule.configure({ REDIS_URL: url }, { dataDir: ".", addMistake: () => {} });
  return (await store?.probe())?.map(({ state, what }) => `${state} ${what}`);
};

describe("what the doctor says of a Redis", () => {
  it("warns of one that would lose what it confirms: without a file, and when it evicts", async () => {
    const server = await startRedis();
    const admin = new Redis(server.url);
    await admin.config("SET", "maxmemory-policy", "allkeys-lru");
    expect(await probe(server.url)).toEqual([
      "ok Redis answers and is writable",
      expect.stringMatching(/^warning Redis may lose what it confirms: appendonly is no/),
      expect.stringMatching(/^warning Redis may lose what it confirms: maxmemory-policy is allkeys-lru/),
    ]);
    admin.disconnect();
    await server.stop();
  });

  it("finds nothing to fix in one that keeps everything", async () => {
    const server = await startRedis({ durable: true });
    expect(await probe(server.url)).toEqual([
      "ok Redis answers and is writable",
      "ok Redis keeps what it confirms (appendonly, noeviction)",
    ]);
    await server.stop();
  });
});
