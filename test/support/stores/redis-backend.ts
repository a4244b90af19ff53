import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { type RedisOptions, redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { Backend, BackendKind } from "../../contract/backend.ts";
import { killedWorker } from "../bots/killed-worker.ts";
import { type TestRedis, testRedis } from "./redis.ts";

const hour = 3_600_000;

/** Redis as a backend of the contract suites: one server, and a key prefix of its own for every test. */
export const redisBackend = (
  name = "Redis",
  server: () => Promise<TestRedis> = testRedis,
): BackendKind & { stop(): Promise<void> } => {
  let started: Promise<TestRedis> | undefined;
  return {
    name,
    replicas: true,
    start: async () => {
      started ??= server();
      return openBackend((await started).url, `test-${randomUUID()}`);
    },
    stop: async () => {
      await (await started)?.stop();
    },
  };
};

const openBackend = (url: string, prefix: string): Backend => {
  const opened: Stores[] = [];
  const admins = url.split(",").map((node) => new Redis(node));
  return {
    open: async (options) => {
      const stores = redis({ url, prefix, log: silent, conversationTtlMs: hour, ...options });
      opened.push(stores);
      return stores;
    },
    crash: (tasks, when) => {
      const options = { url, prefix, conversationTtlMs: hour } satisfies Partial<RedisOptions>;
      const module = new URL("../../../adapters/redis/stores.ts", import.meta.url).href;
      return killedWorker({ module, factory: "redis", options }, tasks, when);
    },
    size: async () => {
      const sizes = await Promise.all(admins.map((admin) => sizeOf(admin, `${prefix}:{thread:*`)));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    requests: async () => {
      const counts = await Promise.all(admins.map(requestsOf));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    drop: async () => {
      await Promise.all(opened.map((stores) => stores.close(0)));
      for (const admin of admins) {
        const keys = await keysOf(admin, `*${prefix}*`);
        for (const key of keys) await admin.unlink(key);
        admin.disconnect();
      }
    },
  };
};

export const keysOf = async (client: Redis, pattern: string): Promise<string[]> => {
  const keys = new Set<string>();
  for await (const page of client.scanStream({ match: pattern, count: 1000 })) for (const key of page) keys.add(key);
  return [...keys];
};

const sizeOf = async (client: Redis, pattern: string): Promise<number> => {
  let size = 0;
  for (const key of await keysOf(client, pattern)) size += (await client.memory("USAGE", key, "SAMPLES", 0)) ?? 0;
  return size;
};

/** Commands that the server ran so far, also those that came out of scripts, without our own looking. */
const requestsOf = async (client: Redis): Promise<number> => {
  const stats = await client.info("commandstats");
  const calls = [...stats.matchAll(/^cmdstat_(?!info|scan|memory|unlink|config)[^:]+:calls=(\d+)/gm)];
  return calls.reduce((sum, [, count]) => sum + Number(count), 0);
};
