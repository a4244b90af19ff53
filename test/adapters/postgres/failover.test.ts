import { Client } from "pg";
import { postgres } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { type Address, openAddress } from "../../support/address.ts";
import { business, eventually } from "../../support/eventually.ts";
import { type PrivatePostgres, startPostgres } from "../../support/stores/postgres.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";

const taskOf = (id: string): Task => ({ id, orderingKey: id, kind: "test", payload: null });

describe("the PostgreSQL stores after a fail-over to a server that follows in step", () => {
  let primary: PrivatePostgres;
  let standby: PrivatePostgres;
  let address: Address;
  let stores: Stores;

  beforeEach(async () => {
    primary = await startPostgres({ durable: true });
    standby = await startPostgres({ durable: true, follows: primary });
    await ask(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    await ask(primary, "SELECT pg_reload_conf()");
    const inStep = "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'";
    await eventually(async () => (await ask(primary, inStep)) === 1, 10_000, "a standby in step");
    address = await openAddress(primary.port);
    const server = { ...serverAt(primary.url), port: address.port };
    stores = await postgres({ server, schema: "concierge", log: silent, conversationTtlMs: 60_000 });
  });
  afterEach(async () => {
    await stores.close(0);
    address.close();
    await Promise.all([primary.stop(), standby.stop()]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["was killed", () => primary.crash()],
    [
      "lives on, read by old connections",
      () =>
        ask(primary, "ALTER SYSTEM SET default_transaction_read_only = on").then(() =>
          ask(primary, "SELECT pg_reload_conf()"),
        ),
    ],
  ])("work on within seconds, and miss nothing that was confirmed, when the old one %s", async (_, leave) => {
    const gate = Promise.withResolvers<Settled>();
    const ended: string[] = [];
    stores.queue.work(async ({ id, attempt }) => {
      const settled: Settled = id === "under way" && attempt === 1 ? await gate.promise : { state: "done" };
      ended.push(id);
      return settled;
    }, 5);
    await stores.queue.put(taskOf("under way"));
    const confirmed = Array.from({ length: 20 }, (_, at) => `record ${at}`);
    for (const key of confirmed) await stores.records.write(key, key, 60_000);
    await leave();
    address.leadTo(standby.port);
    await ask(standby, "SELECT pg_promote()");
    const from = Date.now();
    gate.resolve({ state: "done" });
    const works = (work: () => Promise<unknown>) =>
      eventually(() => work().then(() => true), 8_000, "a store that works");
    await works(() => stores.ping());
    await works(() => stores.queue.put(taskOf("after")));
    for (const key of confirmed) expect((await stores.records.read(key))?.value).toBe(key);
    await eventually(() => ended.includes("after"), 8_000, "a task that was put after the fail-over");
    expect(Date.now() - from).toBeLessThan(10_000 * business());
    await eventually(async () => (await stores.queue.counts()).running === 0, 20_000);
    expect(await stores.queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 0 });
  });
});

/** Asks the server itself; returns how many rows it gave. */
const ask = async (server: PrivatePostgres, sql: string): Promise<number | null> => {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount;
  } finally {
    await client.end();
  }
};
