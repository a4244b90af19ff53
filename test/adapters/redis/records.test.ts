import { Redis } from "ioredis";
import { afterAll, expect, it } from "vitest";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { personRemovalContract } from "../../contract/person-removal.ts";
import { recordsContract } from "../../contract/records.ts";
import { storesContract } from "../../contract/stores.ts";
import { startRedis } from "../../support/stores/redis.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

storesContract(kind);
recordsContract(kind);
personRemovalContract(kind);

it("reads, replaces and removes the records of version 0.1.0", async () => {
  const server = await startRedis();
  const admin = new Redis(server.url);
  const stores = redis({ url: server.url, log: silent, conversationTtlMs: 1_000 });
  const { records } = stores;
  try {
    for (const key of ["a", "b", "c"])
      await admin.hset(`concierge:{record:${key}}`, "value", '{"of":"before"}', "version", "1795982943409123");
    expect(await records.read("a")).toEqual({ value: { of: "before" }, version: 1795982943409123 });
    expect((await Array.fromAsync(records.scan())).map(({ key }) => key).toSorted()).toEqual(["a", "b", "c"]);
    expect(await records.add("a", "new", 60_000)).toBe(false);
    expect(await records.swap("a", 1, "new", 60_000)).toBe(false);
    expect(await records.swap("a", 1795982943409123, "swapped", 60_000)).toBe(true);
    await records.write("b", "written", 60_000);
    await records.remove("c");
    expect([await records.read("a"), await records.read("b"), await records.read("c")]).toMatchObject([
      { value: "swapped" },
      { value: "written" },
      undefined,
    ]);
  } finally {
    await stores.close(0);
    admin.disconnect();
    await server.stop();
  }
});
