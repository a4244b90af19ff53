import { Redis } from "ioredis";
import { connect } from "../../../adapters/redis/client.ts";
import { type Durability, durabilityOf } from "../../../adapters/redis/durability.ts";
import { silent } from "../../../src/logging/log.ts";
import { type PrivateRedis, startCluster, startRedis } from "../../support/stores/redis.ts";

const found = async (url: string): Promise<Durability> => {
  const connection = connect(url, silent);
  try {
    return await durabilityOf(connection);
  } finally {
    connection.close();
  }
};

describe("whether a Redis keeps what it confirms", () => {
  let server: PrivateRedis | undefined;
  afterEach(() => server?.stop());

  it("is seen in one that writes every change down and evicts nothing", async () => {
    server = await startRedis({ durable: true });
    expect(await found(server.url)).toEqual({ state: "kept" });
  });

  it("is denied of one without an append-only file, and of one that evicts", async () => {
    server = await startRedis();
    const admin = new Redis(server.url);
    await admin.config("SET", "maxmemory-policy", "allkeys-lru");
    admin.disconnect();
    expect(await found(server.url)).toEqual({
      state: "unsafe",
      wrong: [expect.stringContaining("appendonly is no"), expect.stringContaining("maxmemory-policy is allkeys-lru")],
    });
  });

  it("is seen also where CONFIG is forbidden, as on managed servers", async () => {
    server = await startRedis();
    const admin = new Redis(server.url);
    await admin.call("ACL", "SETUSER", "bot", "on", ">secret", "~*", "&*", "+@all", "-config");
    admin.disconnect();
    expect(await found(server.url.replace("//", "//bot:secret@"))).toMatchObject({ state: "unsafe" });
  });

  it("is asked of every master of a cluster", async () => {
    const cluster = await startCluster();
    expect(await found(cluster.url)).toMatchObject({ state: "unsafe" });
    await cluster.stop();
  });
});
