import { Redis } from "ioredis";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { type Address, openAddress } from "../../support/address.ts";
import { eventually } from "../../support/eventually.ts";
import { type PrivateRedis, startRedis } from "../../support/stores/redis.ts";

const taskOf = (id: string): Task => ({ id, orderingKey: id, kind: "test", payload: null });

describe("the Redis stores after a fail-over that keeps their connections open", () => {
  let master: PrivateRedis;
  let replica: PrivateRedis;
  let address: Address;
  let stores: Stores;
  let admins: { master: Redis; replica: Redis };

  beforeEach(async () => {
    [master, replica] = await Promise.all([startRedis(), startRedis()]);
    admins = { master: new Redis(master.url), replica: new Redis(replica.url) };
    await admins.replica.replicaof("127.0.0.1", master.port);
    await eventually(async () => (await admins.replica.info("replication")).includes("master_link_status:up"), 10_000);
    address = await openAddress(master.port);
    stores = redis({ url: `redis://127.0.0.1:${address.port}`, log: silent, conversationTtlMs: 60_000 });
  });
  afterEach(async () => {
    await stores.close(0);
    address.close();
    for (const admin of Object.values(admins)) admin.disconnect();
    await Promise.all([master.stop(), replica.stop()]);
  });

  /** The replica is the master from now on, and the address leads to it; the old one becomes `turnInto`. */
  const failOver = async (turnInto: (old: Redis) => Promise<unknown>): Promise<void> => {
    await admins.master.call("WAIT", "1", "1000");
    await admins.replica.replicaof("NO", "ONE");
    address.leadTo(replica.port);
    await turnInto(admins.master);
  };

  it.each<[string, (old: Redis) => Promise<unknown>]>([
    ["a replica (READONLY)", (old) => old.replicaof("127.0.0.1", replica.port)],
    [
      "a replica that has lost its master (MASTERDOWN)",
      async (old) => {
        await old.config("SET", "replica-serve-stale-data", "no");
        await old.replicaof("127.0.0.1", 1);
      },
    ],
  ])("find the master and work on when the old one is %s", async (_, turnInto) => {
    const gate = Promise.withResolvers<Settled>();
    const begun: string[] = [];
    const ended: string[] = [];
    stores.queue.work(async ({ id, attempt }) => {
      begun.push(id);
      const settled: Settled = id === "under way" && attempt === 1 ? await gate.promise : { state: "done" };
      ended.push(id);
      return settled;
    }, 10);
    await stores.queue.put(taskOf("under way"));
    await eventually(() => begun.includes("under way"));
    await failOver(turnInto);
    gate.resolve({ state: "done" });
    const soon = { withinMs: 5_000, what: "a store that works" };
    const works = (work: () => Promise<unknown>) => eventually(() => work().then(() => true), soon.withinMs, soon.what);
    await works(() => stores.ping());
    await works(() => stores.queue.put(taskOf("after")));
    await works(() => stores.records.write("key", 1, 60_000));
    await eventually(() => ended.includes("after"), soon.withinMs, "a task that was put after the fail-over");
    await eventually(async () => (await stores.queue.counts()).running === 0, 30_000);
    expect(await stores.queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 0 });
    expect(await admins.replica.dbsize()).toBeGreaterThan(0);
  });
});
