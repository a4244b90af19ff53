import { setImmediate } from "node:timers/promises";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PostgresOptions, postgres } from "../../../adapters/postgres/stores.ts";
import { createLog, silent } from "../../../src/logging/log.ts";
import type { Queue, Settled, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { untilPasses } from "../../support/eventually.ts";
import { checkpointOf, loop, threadConfig } from "../../support/stores/checkpoints.ts";
import { startPooledPostgres } from "../../support/stores/pgbouncer.ts";
import { type PrivatePostgres, startPostgres } from "../../support/stores/postgres.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";

const hour = 3_600_000;
const unavailable = expect.objectContaining({ name: "Problem", code: "store.unavailable", retry: "later" });
const taskOf = (id: string): Task => ({
  id,
  orderingKey: "ordering key",
  kind: "test",
  payload: { secret: "of the payload" },
});

describe.each([
  ["the PostgreSQL stores", startPostgres],
  ["the PostgreSQL stores behind PgBouncer", startPooledPostgres],
])("%s while the server is away", (_, startServer) => {
  let server: PrivatePostgres;
  let opened: Stores[];
  let lines: string[];
  let unhandled: unknown[];
  const note = (thrown: unknown) => void unhandled.push(thrown);
  beforeEach(async () => {
    server = await startServer({ durable: true });
    [opened, lines, unhandled] = [[], [], []];
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await Promise.all(opened.map((stores) => stores.close(0)));
    await server.stop();
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  const open = async (options: Partial<PostgresOptions> = {}): Promise<Stores> => {
    const log = createLog("warn");
    for (const level of ["info", "warn", "error"] as const)
      log[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said));
    const settings = { server: { ...serverAt(server.url), password: "the-password" }, schema: "concierge" };
    const stores = await postgres({ ...settings, log, conversationTtlMs: hour, ...options });
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
  const putUntilStored = (queue: Queue, id: string) => untilPasses(() => queue.put(taskOf(id)), 20_000);
  const admin = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    // Past a pooler, which would lend others what is set here.
    const client = new Client({ ...serverAt(server.url), port: server.port });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  it("hears an answer that came while its own process stood still", async () => {
    const stores = await open();
    await stores.records.write("key", "kept", 60_000);
    const read = stores.records.read("key");
    await setImmediate();
    // Longer than anything waits.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
    expect((await read)?.value).toBe("kept");
    expect(lines).toEqual([]);
  });

  it.each([
    ["crashes", (postgres: PrivatePostgres) => postgres.crash(), (postgres: PrivatePostgres) => postgres.restart()],
    [
      "hangs",
      async (postgres: PrivatePostgres) => postgres.pause(),
      async (postgres: PrivatePostgres) => postgres.resume(),
    ],
  ])(
    "refuses what it cannot store when the server %s, loses nothing, and goes on by itself",
    async (_, leave, comeBack) => {
      const stores = await open();
      const gate = Promise.withResolvers<Settled>();
      const finished: string[] = [];
      stores.queue.work(async ({ id, attempt }) => {
        const settled: Settled = id === "running" && attempt === 1 ? await gate.promise : { state: "done" };
        finished.push(id);
        return settled;
      }, 10);
      for (const id of ["running", "stored"]) await stores.queue.put(taskOf(id));
      const checkpoint = checkpointOf({ text: "kept" });
      await stores.saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
      await stores.records.write("key", "kept", hour);
      await leave(server);
      const refused = await Promise.all([
        timed(stores.queue.put(taskOf("refused"))),
        timed(stores.ping()),
        timed(stores.records.read("key")),
      ]);
      for (const { thrown, ms } of refused) {
        expect(thrown).toEqual(unavailable);
        expect(ms).toBeLessThan(20_000);
      }
      gate.resolve({ state: "done" });
      await comeBack(server);
      await putUntilStored(stores.queue, "new");
      await untilPasses(() => expect(finished).toContain("new"), 20_000);
      expect(finished.filter((id, at) => id !== "refused" && finished.indexOf(id) === at)).toEqual([
        "running",
        "stored",
        "new",
      ]);
      await stores.ping();
      expect((await stores.records.read("key"))?.value).toBe("kept");
      expect((await stores.saver.getTuple(threadConfig("a")))?.checkpoint.channel_values).toEqual({ text: "kept" });
      expect(lines.length).toBeLessThan(10);
      expect(lines.filter((line) => line.includes("postgres.down"))).toHaveLength(1);
      expect(lines.join("\n")).not.toMatch(/of the payload|the-password/);
    },
  );

  it("is not ready while the server is there but takes no writes", async () => {
    const stores = await open();
    await stores.ping();
    const readOnly = (is: boolean) =>
      admin(async (client) => {
        await client.query("SET default_transaction_read_only = off");
        await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${is ? "on" : "off"}`);
        await client.query("SELECT pg_reload_conf()");
      });
    await readOnly(true);
    await untilPasses(() => expect(stores.ping()).rejects.toEqual(unavailable), 10_000);
    await readOnly(false);
    await untilPasses(() => stores.ping(), 10_000);
  });

  it("starts without a server, says so, serves when it comes, and closes without it", async () => {
    await server.crash();
    const stores = await open();
    const finished: string[] = [];
    stores.queue.work(async ({ id }) => {
      finished.push(id);
      return { state: "done" };
    }, 1);
    expect((await timed(stores.ping())).thrown).toEqual(unavailable);
    expect(lines.join()).toContain("postgres.down");
    await server.restart();
    await putUntilStored(stores.queue, "a");
    await untilPasses(() => expect(finished).toEqual(["a"]), 5_000);
    await server.crash();
    expect((await timed(stores.close(0))).ms).toBeLessThan(20_000);
  });

  it("goes on when all connections are cut, again and again, and runs nothing twice at a time", async () => {
    const stores = await open();
    const running = new Set<string>();
    const twice: string[] = [];
    const ended = new Set<string>();
    stores.queue.work(async ({ id, orderingKey, attempt }) => {
      if (running.has(orderingKey)) twice.push(id);
      running.add(orderingKey);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running.delete(orderingKey);
      if (attempt < 3) return { state: "again", inMs: 10 };
      ended.add(id);
      return { state: "done" };
    }, 10);
    const ids = Array.from({ length: 40 }, (_, at) => `task ${at}`);
    let isOver = false;
    const cut = async (): Promise<void> => {
      while (!isOver) {
        await admin((client) =>
          client.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'genie-concierge'",
          ),
        );
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    };
    const cutting = cut();
    for (const [at, id] of ids.entries())
      await untilPasses(() => stores.queue.put({ ...taskOf(id), orderingKey: `${at % 7}` }), 10_000);
    isOver = true;
    await cutting;
    await untilPasses(() => expect(ended.size).toBe(40), 20_000);
    expect(twice).toEqual([]);
    await untilPasses(async () => expect(await stores.queue.counts()).toEqual(nothing), 10_000);
  });

  it("says which rights are missing, and shows no payload", async () => {
    const stores = await open();
    await stores.ping();
    await admin(async (client) => {
      await client.query("CREATE ROLE poor LOGIN; GRANT USAGE ON SCHEMA concierge TO poor");
      await client.query("GRANT SELECT ON ALL TABLES IN SCHEMA concierge TO poor");
    });
    const poor = { ...serverAt(server.url), user: "poor" };
    const { thrown } = await timed((await open({ server: poor })).queue.put(taskOf("a")));
    expect(thrown).toMatchObject({ code: "store.rights", retry: "later" });
    const seen = JSON.stringify(thrown, (_, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value,
    );
    expect(seen).toContain("permission denied");
    expect(seen).not.toContain("of the payload");
  });
});

const nothing = { ready: 0, delayed: 0, running: 0, dead: 0 };

it("a statement that is tried again while the stores are closed is told of that, and not of a server that is away", async () => {
  const server = await startPostgres();
  const stores = await postgres({
    server: serverAt(server.url),
    schema: "concierge",
    log: silent,
    conversationTtlMs: hour,
  });
  await server.crash();
  const read = expect(stores.ping()).rejects.toMatchObject({ code: "store.closed" });
  await stores.close(0);
  await read;
  await server.stop();
});
