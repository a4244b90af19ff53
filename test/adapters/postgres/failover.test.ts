import { postgres } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { eventually } from "../../support/eventually.ts";
import { serverAt } from "../../support/stores/postgres-backend.ts";
import { askServer, type PostgresPair, startPostgresPair } from "../../support/stores/postgres-pair.ts";

const taskOf = (id: string): Task => ({ id, orderingKey: id, kind: "test", payload: null });

describe("the PostgreSQL stores after a fail-over to a server that follows in step", () => {
  let pair: PostgresPair;
  let stores: Stores;

  beforeEach(async () => {
    pair = await startPostgresPair();
    stores = await postgres({
      server: serverAt(pair.url),
      schema: "concierge",
      log: silent,
      conversationTtlMs: 60_000,
    });
  });
  afterEach(async () => {
    await stores.close(0);
    await pair.stop();
  });

  it.each<[string, () => Promise<unknown>]>([
    ["was killed", () => pair.primary.crash()],
    [
      "lives on, read by old connections",
      () =>
        askServer(pair.primary.url, "ALTER SYSTEM SET default_transaction_read_only = on").then(() =>
          askServer(pair.primary.url, "SELECT pg_reload_conf()"),
        ),
    ],
  ])("work on, and miss nothing that was confirmed, when the old one %s", async (_, leave) => {
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
    await pair.failOver();
    gate.resolve({ state: "done" });
    const works = (work: () => Promise<unknown>) =>
      eventually(() => work().then(() => true), 8_000, "a store that works");
    await works(() => stores.ping());
    await works(() => stores.queue.put(taskOf("after")));
    for (const key of confirmed) expect((await stores.records.read(key))?.value).toBe(key);
    await eventually(() => ended.includes("after"), 8_000, "a task that was put after the fail-over");
    await eventually(async () => (await stores.queue.counts()).running === 0, 20_000);
    expect(await stores.queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 0 });
  });
});
