import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { Client } from "pg";
import { postgres } from "../../adapters/postgres/stores.ts";
import { redis } from "../../adapters/redis/stores.ts";
import { sqlite } from "../../adapters/sqlite/stores.ts";
import { silent } from "../../src/logging/log.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { entryOf } from "../contract/journal.ts";
import { eventually } from "../support/eventually.ts";
import { checkpointOf, loop, threadConfig } from "../support/stores/checkpoints.ts";
import { postgresPrograms, startPostgres } from "../support/stores/postgres.ts";
import { serverAt } from "../support/stores/postgres-backend.ts";
import { startRedis } from "../support/stores/redis.ts";

/* Backup and restore of each store, by the steps of docs/operate.md. */

const run = promisify(execFile);
const hour = 3_600_000;
const common = { log: silent, conversationTtlMs: hour };

let folder: string;
const opened: { close: () => Promise<unknown> }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "backup-"));
});
afterEach(async () => {
  for (const part of opened.splice(0).toReversed()) await part.close();
  await rm(folder, { recursive: true });
});
const closing = <T extends { stop(): Promise<unknown> }>(server: T): T => {
  opened.push({ close: () => server.stop() });
  return server;
};
const closingStores = (stores: Stores): Stores => {
  opened.push({ close: () => stores.close(0) });
  return stores;
};

/** What a bot keeps, a question under way included. */
const live = async ({ queue, records, saver, journal }: Stores): Promise<void> => {
  await queue.put({ id: "under way", orderingKey: "thread", kind: "turn", payload: { question: "Größe?" } });
  await records.write("turn:1", { question: "Größe? 😀" }, hour);
  const checkpoint = checkpointOf({ text: "a conversation" });
  await saver.put(threadConfig("thread"), checkpoint, loop, checkpoint.channel_versions);
  await journal.append(entryOf("turn:1", { kind: "turn" }));
};

/** After a restore everything is there, and the question goes on. What came after the backup is gone. */
const isWhole = async ({ queue, records, saver, journal }: Stores): Promise<void> => {
  expect((await records.read("turn:1"))?.value).toEqual({ question: "Größe? 😀" });
  expect(await records.read("later")).toBeUndefined();
  expect((await saver.getTuple(threadConfig("thread")))?.checkpoint.channel_values).toEqual({ text: "a conversation" });
  expect((await Array.fromAsync(journal.query({}))).map(({ id }) => id)).toEqual(["turn:1"]);
  const ran: unknown[] = [];
  queue.work(async ({ payload }) => {
    ran.push(payload);
    return { state: "done" };
  }, 1);
  await eventually(() => ran.length === 1, 15_000, "the question going on");
  expect(ran).toEqual([{ question: "Größe?" }]);
};

describe("a restored backup has everything, and goes on with what was under way", () => {
  it("of SQLite", async () => {
    const [data, backup] = [join(folder, "data"), join(folder, "backup")];
    const first = sqlite({ path: join(data, "concierge.db"), ...common });
    await live(first);
    await first.close(0);
    await cp(data, backup, { recursive: true });
    const after = sqlite({ path: join(data, "concierge.db"), ...common });
    await after.records.write("later", 1, hour);
    await after.close(0);
    await rm(data, { recursive: true });
    await cp(backup, data, { recursive: true });
    await isWhole(closingStores(sqlite({ path: join(data, "concierge.db"), ...common })));
  });

  it("of Redis", async () => {
    const server = closing(await startRedis());
    const stores = closingStores(redis({ url: server.url, ...common }));
    await live(stores);
    const admin = new Redis(server.url);
    const savedAt = await admin.lastsave();
    // LASTSAVE counts in seconds.
    await eventually(async () => Math.floor(Date.now() / 1_000) > savedAt);
    await admin.bgsave();
    await eventually(async () => (await admin.lastsave()) > savedAt, 15_000, "the snapshot");
    const [, dir] = (await admin.config("GET", "dir")) as string[];
    admin.disconnect();
    await stores.records.write("later", 1, hour);
    const snapshot = join(folder, "dump.rdb");
    await cp(join(dir ?? "", "dump.rdb"), snapshot);
    const restored = closing(await startRedis({ snapshot }));
    const again = new Redis(restored.url);
    await again.config("SET", "appendonly", "yes");
    again.disconnect();
    await isWhole(closingStores(redis({ url: restored.url, ...common })));
  });

  it("of PostgreSQL", async () => {
    const server = closing(await startPostgres());
    const options = { server: serverAt(server.url), schema: "concierge", ...common };
    const stores = await postgres(options);
    await live(stores);
    const { folder: programs } = await postgresPrograms();
    const dump = join(folder, "backup.dump");
    await run(join(programs, "pg_dump"), ["--schema=concierge", "-Fc", "-f", dump, server.url]);
    await stores.records.write("later", 1, hour);
    await stores.close(0);
    const admin = new Client({ connectionString: server.url });
    await admin.connect();
    await admin.query("DROP SCHEMA concierge CASCADE");
    await admin.end();
    await run(join(programs, "pg_restore"), ["-d", server.url, dump]);
    await isWhole(closingStores(await postgres(options)));
  });
});
