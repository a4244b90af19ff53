import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../../src/errors.ts";
import { silent } from "../../src/logging/log.ts";
import type { Lease, Queue, Settled, Task } from "../../src/ports/stores/queue.ts";
import type { Isolation } from "../../src/worker/isolation/isolation.ts";
import { poisonProblem } from "../../src/worker/isolation/messages.ts";
import { startWorker, type WorkerDeps } from "../../src/worker/worker.ts";
import { backendPerTest } from "../contract/backend.ts";
import { eventually } from "../support/eventually.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const taskOf = (id: string): Task => ({ id, orderingKey: id, kind: "test", payload: null });
const done: Settled = { state: "done" };

describe("the worker", () => {
  const backend = backendPerTest(sqliteBackend);

  /** Works with one step; notes when it began and what was told. */
  const work = async (step: (lease: Lease) => Settled | Promise<Settled>, more: Partial<WorkerDeps> = {}) => {
    const { queue } = await backend().open();
    const began: number[] = [];
    const dropped: [id: string, code: string][] = [];
    const given: { code: string; sentence: string; at: number }[] = [];
    const start = (on: Queue) =>
      startWorker({
        queue: on,
        steps: {
          test: async (lease) => {
            began.push(Date.now());
            return step(lease);
          },
        },
        dropped: async ({ id }, code) => void dropped.push([id, code]),
        giveUp: async (_, { code, sentence }) => void given.push({ code, sentence, at: Date.now() }),
        concurrency: 10,
        log: silent,
        ...more,
      });
    start(queue);
    return { queue, began, given, dropped };
  };

  it("tries a bug of ours three times, then tells it", async () => {
    const { queue, began, given } = await work(() => {
      throw new TypeError("x is undefined");
    });
    await queue.put(taskOf("a"));
    await eventually(() => given.length > 0);
    expect(began).toHaveLength(3);
    expect(given).toMatchObject([{ code: "internal" }]);
    await eventually(async () => (await queue.counts()).dead === 1);
  });

  it("leaves a task of a kind that it does not know to a newer version, for an hour", async () => {
    let now = Date.now();
    const settled: Settled[] = [];
    const { queue } = await backend().open();
    const work: Queue["work"] = (run, concurrency) =>
      queue.work(async (lease, signal) => {
        const outcome = await run(lease, signal);
        settled.push(outcome);
        return outcome.state === "again" ? { ...outcome, inMs: 10 } : outcome;
      }, concurrency);
    const told = { giveUp: async () => undefined, dropped: async () => undefined };
    startWorker({ queue: { ...queue, work }, steps: {}, ...told, concurrency: 1, log: silent, now: () => now });
    await queue.put({ ...taskOf("of tomorrow"), kind: "of-a-newer-version" });
    await eventually(() => settled.length > 2);
    expect(settled.map(({ state }) => state)).toEqual(settled.map(() => "again"));
    now += 3_700_000;
    await eventually(async () => (await queue.counts()).dead === 1);
  });

  it("is as patient as ever with a task that failed here long ago and went on elsewhere", async () => {
    let at = 1_000_000;
    const { queue, began, given } = await work(
      () => {
        if (began.length === 2) at += 600_000;
        if (began.length < 3)
          throw new Problem("databricks.unavailable", "It is away.", { retry: "later", afterMs: 1 });
        return done;
      },
      { now: () => at },
    );
    await queue.put(taskOf("a"));
    await eventually(() => began.length === 3);
    expect(given).toEqual([]);
  });

  it("goes on when a bug passes by itself", async () => {
    const { queue, began, given } = await work(() => {
      if (began.length < 3) throw new RangeError("not yet");
      return done;
    });
    await queue.put(taskOf("a"));
    await eventually(() => began.length === 3);
    await eventually(async () => (await queue.counts()).running === 0);
    expect(given).toEqual([]);
    expect((await queue.counts()).dead).toBe(0);
  });

  it.each([
    ["a Problem that may pass", () => new Problem("model.unavailable", "It is away.", { retry: "later", afterMs: 1 })],
    ["a connection that broke", () => Object.assign(new Error("reset"), { code: "ECONNRESET", syscall: "read" })],
    [
      "a request that met no server",
      () =>
        new TypeError("fetch failed", { cause: Object.assign(new Error("other side"), { code: "UND_ERR_SOCKET" }) }),
    ],
  ])("waits for %s as for any service", async (_, thrown) => {
    const { queue, began, given } = await work(() => {
      if (began.length < 4) throw thrown();
      return done;
    });
    await queue.put(taskOf("a"));
    await eventually(() => began.length === 4, 15_000);
    await sleep(50);
    expect(given).toEqual([]);
  });

  describe("with a task of which workers died", () => {
    const begunBefore = async (times: number): Promise<void> => {
      for (let death = 0; death < times; death += 1) await backend().crash([taskOf("a")]);
    };
    const isolation = (run: Isolation["run"]) => {
      const leases: Lease[] = [];
      const counting: Isolation = {
        run: (lease, signal) => {
          leases.push(lease);
          return run(lease, signal);
        },
        close: () => {},
      };
      return { leases, isolation: counting };
    };

    it("runs it among the others until it was begun three times", async () => {
      await begunBefore(2);
      const { leases, isolation: apart } = isolation(async () => done);
      const { began, queue } = await work(() => done, { isolation: apart });
      await eventually(() => began.length === 1);
      await eventually(async () => (await queue.counts()).running === 0);
      expect(leases).toEqual([]);
    });

    it("runs it apart after that, and settles it by what it did there", async () => {
      await begunBefore(3);
      const { leases, isolation: apart } = isolation(async ({ attempt }) =>
        attempt === 4 ? { state: "again", inMs: 1 } : done,
      );
      const { began, given } = await work(() => done, { isolation: apart });
      // It was settled: the next time it is one of the others again.
      await eventually(() => began.length === 1, 10_000);
      expect(leases.map(({ begun }) => begun)).toEqual([4]);
      expect(given).toEqual([]);
    });

    it("gives it up and tells, once it has died apart", async () => {
      await begunBefore(3);
      const { isolation: apart } = isolation(() => Promise.reject(poisonProblem("the process ended with 70")));
      const { began, given, queue } = await work(() => done, { isolation: apart });
      await eventually(async () => (await queue.counts()).dead === 1, 10_000);
      expect(given).toMatchObject([{ code: "task.poison" }]);
      expect(began).toEqual([]);
    });

    it("drops it without a word when it died even of that, and notes it", async () => {
      await begunBefore(10);
      const { began, given, dropped, queue } = await work(() => done);
      await eventually(async () => (await queue.counts()).dead === 1, 10_000);
      expect([began, given]).toEqual([[], []]);
      expect(dropped).toEqual([["a", "task.poison"]]);
    });

    it("waits for a service that is away apart, too", async () => {
      await begunBefore(3);
      const away = new Problem("store.unavailable", "It is away.", { retry: "later", afterMs: 1 });
      const { leases, isolation: apart } = isolation(() => Promise.reject(away));
      const { began, given } = await work(() => done, { isolation: apart });
      await eventually(() => began.length === 1, 10_000);
      expect(leases).toHaveLength(1);
      expect(given).toEqual([]);
    });
  });
});
