import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { connect } from "../../../adapters/redis/client.ts";
import { createQuotas } from "../../../adapters/redis/quota.ts";
import { silent } from "../../../src/logging/log.ts";
import { budgetContract } from "../../contract/budget.ts";
import { quotaContract } from "../../contract/quota.ts";
import { eventually } from "../../support/eventually.ts";
import { testRedis } from "../../support/stores/redis.ts";
import { keysOf, redisBackend } from "../../support/stores/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

quotaContract(kind);
budgetContract(kind);

describe("the quota in Redis", () => {
  it("keeps the latest round of each asker as long as its use counts, and everything for a time", async () => {
    const server = await testRedis();
    const [admin, connection] = [new Redis(server.url), connect(server.url, silent)];
    const prefix = `test-${randomUUID()}`;
    const quota = createQuotas(connection, prefix)("name", { most: 3, perMs: 1_000 }, 60_000);
    const rounds = () => admin.zrange(`${prefix}:{quota:name}:rounds`, 0, "-1", "WITHSCORES");
    for (const [id, asker] of [
      ["a1", "A"],
      ["a2", "A"],
      ["b1", "B"],
    ] as const)
      expect(await quota.claim({ id, asker })).toEqual({ state: "go" });
    expect(await rounds()).toEqual(["A", "1", "B", "1"]);
    await quota.leave("a2");
    expect(await rounds()).toEqual(["A", "0", "B", "1"]);
    for (const key of await keysOf(admin, `${prefix}*`)) expect(await admin.pttl(key)).toBeGreaterThan(0);
    await eventually(
      async () => (await admin.zcount(`${prefix}:{quota:name}:uses`, "-inf", `${Date.now() - 1_100}`)) === 2,
    );
    await quota.claim({ id: "c1", asker: "C" });
    expect(await rounds()).toEqual(["C", "0"]);
    connection.close();
    admin.disconnect();
    await server.stop();
  });
});
