import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgres } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { checkpointOf, loop, threadConfig } from "../../support/stores/checkpoints.ts";
import { type PrivatePostgres, startPostgres } from "../../support/stores/postgres.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";

describe("checkpoints in PostgreSQL", () => {
  let server: PrivatePostgres;
  let admin: Client;
  beforeAll(async () => {
    server = await startPostgres({ durable: true });
    admin = new Client({ connectionString: server.url });
    admin.on("error", () => {});
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end().catch(() => {});
    await server.stop();
  });
  const open = () =>
    postgres({ server: serverAt(server.url), schema: "concierge", log: silent, conversationTtlMs: 60_000 });

  it("are never stored without what they inherit when a crash has lost the one before", async () => {
    const stores = await open();
    const { saver } = stores;
    const before = checkpointOf({ kept: "of before", changed: 1 });
    const config = await saver.put(threadConfig("a"), before, loop, before.channel_versions);
    await admin.query("DELETE FROM concierge.checkpoints");
    const after = checkpointOf({ kept: "of before", changed: 2 });
    await expect(saver.put(config, after, loop, { changed: 2 })).rejects.toMatchObject({
      code: "store.unavailable",
      retry: "later",
    });
    expect((await admin.query("SELECT FROM concierge.checkpoints")).rowCount).toBe(0);
    await saver.put(threadConfig("a"), after, loop, after.channel_versions);
    expect((await saver.getTuple(threadConfig("a")))?.checkpoint.channel_values).toEqual({
      kept: "of before",
      changed: 2,
    });
    await stores.close(0);
  });

  it("are on the disk as soon as the task that made them has ended, or a record was written after them", async () => {
    const stores = await open();
    const { saver, records, queue } = stores;
    const save = async (thread: string) => {
      const checkpoint = checkpointOf({ thread });
      await saver.put(threadConfig(thread), checkpoint, loop, checkpoint.channel_versions);
    };
    const ended = Promise.withResolvers<void>();
    await save("by a record");
    await records.write("key", 1, 60_000);
    queue.work(async () => {
      await save("by a task");
      return { state: "done" };
    }, 1);
    await queue.put({ id: "a", orderingKey: "a", kind: "test", payload: null });
    const look = setInterval(async () => {
      if (!(await queue.holds("a").catch(() => true))) ended.resolve();
    }, 5);
    await ended.promise;
    clearInterval(look);
    await server.crash();
    await stores.close(0);
    await server.restart();
    const later = await open();
    for (const thread of ["by a record", "by a task"])
      expect((await later.saver.getTuple(threadConfig(thread)))?.checkpoint.channel_values).toEqual({ thread });
    await later.close(0);
  });

  it("take parts again that a crash has lost though this process has sent them", async () => {
    const stores = await open();
    const list = Array.from({ length: 40 }, (_, at) => `${at} ${"some words ".repeat(20)}`);
    const first = checkpointOf({ list });
    await stores.saver.put(threadConfig("parts"), first, loop, first.channel_versions);
    const other = new Client({ connectionString: server.url });
    await other.connect();
    await other.query("DELETE FROM concierge.parts");
    await other.end();
    const second = checkpointOf({ list: [...list, "one more"] }, 2);
    await stores.saver.put(threadConfig("parts"), second, loop, second.channel_versions);
    await stores.close(0);
    const later = await open();
    const tuple = await later.saver.getTuple(threadConfig("parts"));
    expect(tuple?.checkpoint.channel_values).toEqual(second.channel_values);
    await later.close(0);
  });
});
