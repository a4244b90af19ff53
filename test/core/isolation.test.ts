import { setTimeout as sleep } from "node:timers/promises";
import { silent } from "../../src/logging/log.ts";
import type { Lease } from "../../src/ports/stores/queue.ts";
import { createIsolation, type Isolation } from "../../src/worker/isolation/isolation.ts";
import { backendPerTest } from "../contract/backend.ts";
import { eventually } from "../support/eventually.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const leaseOf = (id: string, payload: string): Lease => ({
  ...{ id, orderingKey: id, kind: "test", payload },
  ...{ attempt: 4, begun: 4, storedAt: 0 },
});

/* The processes are real; what their steps do is in test/support/bots/isolated-steps.ts. */
describe("isolation", () => {
  const backend = backendPerTest(sqliteBackend);
  let isolation: Isolation;
  const open = async (limitMs = 60_000) => {
    const stores = await backend().open();
    const program = new URL("../support/bots/isolated-steps.ts", import.meta.url);
    isolation = createIsolation({ stores, program, jobsPlace: () => undefined, log: silent, limitMs });
    return stores;
  };
  afterEach(() => isolation.close());

  const run = (id: string, payload: string, signal = new AbortController().signal) =>
    isolation.run(leaseOf(id, payload), signal);
  const poison = expect.objectContaining({ code: "task.poison" });

  it("settles what does well, and writes to the stores of the bot", async () => {
    const { records } = await open();
    expect(await run("a", "write")).toEqual({ state: "again", inMs: 7 });
    expect((await records.read("a"))?.value).toBe("written");
  });

  it.each(["loop", "exit", "kill", "memory"])("tells a task that does %s from those beside it", async (how) => {
    await open();
    const healthy = Array.from({ length: 6 }, (_, at) => run(`healthy ${at}`, "slow"));
    await expect(run("sick", how)).rejects.toEqual(poison);
    for (const settled of await Promise.all(healthy)) expect(settled).toEqual({ state: "done" });
  });

  it("passes on what a step throws, with code, sentence and whether it may pass", async () => {
    await open();
    await expect(run("a", "throw")).rejects.toMatchObject({ code: "store.unavailable", retry: "later", afterMs: 5 });
    await expect(run("b", "bug")).rejects.toMatchObject({ code: "internal" });
    expect(await run("c", "write")).toEqual({ state: "again", inMs: 7 });
  });

  it("gives up a task that never ends", async () => {
    await open(4_000);
    await expect(run("a", "hang")).rejects.toEqual(poison);
  });

  it("stops at once when the task is no longer ours", async () => {
    await open();
    const stop = new AbortController();
    const running = run("a", "hang", stop.signal).catch((thrown: unknown) => thrown);
    await sleep(500);
    stop.abort();
    expect(await running).toMatchObject({ name: "AbortError" });
  });

  it("leaves no process behind", async () => {
    const { records } = await open();
    await run("a", "pid");
    const pid = Number((await records.read("pid"))?.value);
    isolation.close();
    await eventually(() => {
      try {
        process.kill(pid, 0);
        return false;
      } catch {
        return true;
      }
    });
  });
});
