import { Redis } from "ioredis";
import { redisDurability } from "../../../adapters/redis/durability.ts";
import { silent } from "../../../src/log.ts";
import { type PrivateRedis, startCluster, startRedis } from "../../support/redis.ts";

describe("whether a Redis keeps what it confirms", () => {
  let server: PrivateRedis | undefined;
  afterEach(() => server?.stop());

  it("is seen in one that writes every change down and evicts nothing", async () => {
    server = await startRedis({ durable: true });
    expect(await redisDurability(server.url, silent)).toEqual({ state: "kept" });
  });

  it("is denied of one without an append-only file, and of one that evicts", async () => {
    server = await startRedis();
    const admin = new Redis(server.url);
    await admin.config("SET", "maxmemory-policy", "allkeys-lru");
    admin.disconnect();
    expect(await redisDurability(server.url, silent)).toEqual({
      state: "unsafe",
      wrong: [expect.stringContaining("appendonly is no"), expect.stringContaining("maxmemory-policy is allkeys-lru")],
    });
  });

  it("is unknown where CONFIG is forbidden", async () => {
    server = await startRedis();
    const admin = new Redis(server.url);
    await admin.call("ACL", "SETUSER", "bot", "on", ">secret", "~*", "&*", "+@all", "-config");
    admin.disconnect();
    expect(await redisDurability(server.url.replace("//", "//bot:secret@"), silent)).toEqual({ state: "unknown" });
  });

  it("is asked of every master of a cluster", async () => {
    const cluster = await startCluster();
    expect(await redisDurability(cluster.url, silent)).toMatchObject({ state: "unsafe" });
    await cluster.stop();
  });
});
