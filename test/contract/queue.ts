import { describe, expect, it } from "vitest";
import type { Json } from "../../src/ports/json.ts";
import type { Lease, Queue, Settled, Task } from "../../src/ports/stores/queue.ts";
import { untilPasses } from "../support/eventually.ts";
import { type BackendKind, backendPerTest, eventually, hostile } from "./backend.ts";

const done: Settled = { state: "done" };
const again = (inMs: number): Settled => ({ state: "again", inMs });
const taskOf = (id: string, orderingKey = `ordering key of ${id}`, payload: Json = null): Task => ({
  id,
  orderingKey,
  kind: "test",
  payload,
});

type Step = (lease: Lease, signal: AbortSignal) => Settled | Promise<Settled>;

/** Works on the queue and notes every step that begins. */
const watch = (queue: Queue, step: Step = () => done, concurrency = 10) => {
  const leases: Lease[] = [];
  let running = 0;
  let most = 0;
  const run = async (lease: Lease, signal: AbortSignal): Promise<Settled> => {
    leases.push(lease);
    running += 1;
    most = Math.max(most, running);
    try {
      return await step(lease, signal);
    } finally {
      running -= 1;
    }
  };
  queue.work(run, concurrency);
  return { leases, ids: () => leases.map((lease) => lease.id), most: () => most };
};

const idle = (queue: Queue): Promise<void> =>
  eventually(async () => expect(await queue.counts()).toMatchObject({ ready: 0, delayed: 0, running: 0 }));

/** The laws of Queue. */
export const queueContract = (kind: BackendKind): void => {
  describe(`queue of ${kind.name}`, () => {
    storing(kind);
    orderingKeys(kind);
    settling(kind);
    closing(kind);
    crashing(kind);
    if (kind.replicas) sharing(kind);
  });
};

const storing = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);
  const open = async (): Promise<Queue> => (await backend().open()).queue;

  it("hands a task over as it was put, with its first run and the time of put", async () => {
    const queue = await open();
    const before = Date.now();
    const task = taskOf("a", "ordering key", { text: "Größe 😀", list: [1, null, { deep: true }] });
    expect(await queue.put(task)).toEqual({ fresh: true, ahead: 0 });
    const after = Date.now();
    const seen = watch(queue);
    await eventually(() => expect(seen.leases).toMatchObject([{ ...task, attempt: 1, begun: 1 }]));
    expect(seen.leases[0]!.storedAt).toBeGreaterThanOrEqual(before);
    expect(seen.leases[0]!.storedAt).toBeLessThanOrEqual(after);
  });

  it("stores an id once: while it waits, while it runs and after it has ended", async () => {
    const queue = await open();
    const gate = Promise.withResolvers<Settled>();
    expect((await queue.put(taskOf("a", "ordering key", 1))).fresh).toBe(true);
    expect((await queue.put(taskOf("a", "ordering key", 2))).fresh).toBe(false);
    const seen = watch(queue, () => gate.promise);
    await eventually(() => expect(seen.ids()).toEqual(["a"]));
    expect((await queue.put(taskOf("a", "ordering key", 3))).fresh).toBe(false);
    gate.resolve(done);
    await idle(queue);
    expect(await queue.put(taskOf("a", "ordering key", 4))).toEqual({ fresh: false, ahead: 0 });
    await queue.put(taskOf("b", "ordering key"));
    await idle(queue);
    expect(seen.ids()).toEqual(["a", "b"]);
    expect(seen.leases[0]!.payload).toBe(1);
  });

  it("stores one of many simultaneous puts of an id", async () => {
    const queue = await open();
    const put = await Promise.all(Array.from({ length: 20 }, () => queue.put(taskOf("a"))));
    expect(put.filter(({ fresh }) => fresh)).toHaveLength(1);
    const seen = watch(queue);
    await eventually(() => expect(seen.ids()).toEqual(["a"]));
    await idle(queue);
    expect(seen.ids()).toEqual(["a"]);
  });

  it("holds a task until it has ended", async () => {
    const queue = await open();
    expect(await queue.holds("a")).toBe(false);
    await queue.put(taskOf("a", "key"));
    expect(await queue.holds("a")).toBe(true);
    const gate = Promise.withResolvers<Settled>();
    const seen = watch(queue, () => gate.promise);
    await eventually(() => expect(seen.ids()).toEqual(["a"]));
    expect(await queue.holds("a")).toBe(true);
    gate.resolve(done);
    await idle(queue);
    await eventually(async () => expect(await queue.holds("a")).toBe(false));
  });

  it("says how many unfinished tasks of the ordering key are ahead", async () => {
    const queue = await open();
    expect((await queue.put(taskOf("a", "ordering key"))).ahead).toBe(0);
    expect((await queue.put(taskOf("b", "ordering key"))).ahead).toBe(1);
    expect((await queue.put(taskOf("c", "ordering key"))).ahead).toBe(2);
    expect((await queue.put(taskOf("other", "other ordering key"))).ahead).toBe(0);
    expect(await queue.put(taskOf("b", "ordering key"))).toEqual({ fresh: false, ahead: 1 });
    const gate = Promise.withResolvers<Settled>();
    const seen = watch(queue, (lease) => (lease.id === "c" ? gate.promise : done));
    await eventually(() => expect(seen.ids()).toContain("c"));
    expect((await queue.put(taskOf("d", "ordering key"))).ahead).toBe(1);
    gate.resolve(done);
  });

  it("keeps hostile ids and ordering keys apart", async () => {
    const queue = await open();
    for (const name of hostile) expect((await queue.put(taskOf(name, name, name))).fresh).toBe(true);
    const seen = watch(queue);
    await eventually(() => expect(seen.ids().toSorted()).toEqual(hostile.toSorted()));
    for (const lease of seen.leases) expect(lease).toMatchObject({ orderingKey: lease.id, payload: lease.id });
    for (const name of hostile) expect((await queue.put(taskOf(name, name))).fresh).toBe(false);
  });

  it("counts what is ready, held back, running and dead", async () => {
    const queue = await open();
    const gate = Promise.withResolvers<Settled>();
    for (const id of ["a1", "a2", "a3"]) await queue.put(taskOf(id, "a"));
    for (const id of ["b1", "b2"]) await queue.put(taskOf(id, "b"));
    await queue.put(taskOf("c1", "c"));
    expect(await queue.counts()).toEqual({ ready: 6, delayed: 0, running: 0, dead: 0 });
    watch(queue, ({ orderingKey }) => {
      if (orderingKey === "a") return gate.promise;
      return orderingKey === "b" ? again(3_600_000) : { state: "dead", reason: "broken" };
    });
    await eventually(async () => expect(await queue.counts()).toEqual({ ready: 3, delayed: 1, running: 1, dead: 1 }));
    gate.resolve(done);
    await eventually(async () => expect(await queue.counts()).toEqual({ ready: 1, delayed: 1, running: 0, dead: 1 }));
  });
};

const orderingKeys = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);
  const open = async (): Promise<Queue> => (await backend().open()).queue;

  it("runs the tasks of one ordering key one at a time, in arrival order", async () => {
    const queue = await open();
    const ids = Array.from({ length: 30 }, (_, at) => `task ${at}`);
    for (const id of ids.slice(0, 15)) await queue.put(taskOf(id, "ordering key"));
    const seen = watch(queue, async () => {
      await new Promise(setImmediate);
      return done;
    });
    for (const id of ids.slice(15)) await queue.put(taskOf(id, "ordering key"));
    await eventually(() => expect(seen.ids()).toEqual(ids));
    expect(seen.most()).toBe(1);
  });

  it("runs ordering keys side by side, up to the concurrency", async () => {
    const queue = await open();
    const gate = Promise.withResolvers<Settled>();
    const seen = watch(queue, () => gate.promise, 3);
    for (const id of ["a", "b", "c", "d", "e"]) await queue.put(taskOf(id));
    await eventually(async () => expect(await queue.counts()).toMatchObject({ ready: 2, running: 3 }));
    // A store may count a task as running before its step has begun.
    await eventually(() => expect(seen.ids()).toHaveLength(3));
    gate.resolve(done);
    await eventually(() => expect(seen.ids().toSorted()).toEqual(["a", "b", "c", "d", "e"]));
    await idle(queue);
    expect(seen.most()).toBe(3);
  });

  it("lets a task put another one into its own ordering key", async () => {
    const queue = await open();
    const seen = watch(queue, async ({ id }) => {
      if (id === "first") await queue.put(taskOf("second", "ordering key"));
      return done;
    });
    await queue.put(taskOf("first", "ordering key"));
    await eventually(() => expect(seen.ids()).toEqual(["first", "second"]));
  });

  it("strands nothing that arrives at the moment its ordering key falls idle", async () => {
    const queue = await open();
    const left = Array.from({ length: 100 }, (_, at) => `task ${at}`);
    const all = [...left];
    const puts: Promise<unknown>[] = [];
    const putNext = (): void => {
      const id = left.shift();
      if (id) puts.push(queue.put(taskOf(id, "ordering key")));
    };
    const seen = watch(queue, async ({ id }) => {
      // The next task arrives before, during and after this one is settled.
      if (all.indexOf(id) % 3 === 0) putNext();
      else setTimeout(putNext, (all.indexOf(id) % 3) - 1);
      return done;
    });
    putNext();
    await eventually(() => expect(seen.ids()).toEqual(all));
    await Promise.all(puts);
  });

  it("gives other ordering keys their turn while one task runs again and again", async () => {
    const queue = await open();
    let stop = false;
    const seen = watch(queue, ({ id }) => (id === "busy" && !stop ? again(0) : done), 1);
    await queue.put(taskOf("busy"));
    await eventually(() => expect(seen.leases.at(-1)?.attempt).toBeGreaterThan(2));
    await queue.put(taskOf("other"));
    await eventually(() => expect(seen.ids()).toContain("other"));
    stop = true;
    await idle(queue);
  });
};

const settling = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);
  const open = async (): Promise<Queue> => (await backend().open()).queue;

  it("runs a task again after the time it asked for, before the rest of its ordering key", async () => {
    const queue = await open();
    const times: number[] = [];
    const seen = watch(queue, ({ id, attempt }) => {
      if (id === "a") times.push(Date.now());
      return id === "a" && attempt < 6 ? again(150) : done;
    });
    await queue.put(taskOf("a", "ordering key"));
    await queue.put(taskOf("b", "ordering key"));
    await queue.put(taskOf("c", "another ordering key"));
    await eventually(() => expect(seen.ids().filter((id) => id !== "c")).toEqual([..."aaaaaa", "b"]));
    expect(seen.leases.filter(({ id }) => id === "a").map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
    const pauses = times.slice(1).map((time, at) => time - times[at]!);
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(149);
    // A busy machine may hold up one of them.
    expect(Math.min(...pauses)).toBeLessThan(1500);
  });

  it("holds no slot for a task that is held back", async () => {
    const queue = await open();
    const seen = watch(queue, ({ id }) => (id.startsWith("held") ? again(3_600_000) : done), 1);
    for (const id of ["held 1", "held 2", "held 3", "last"]) await queue.put(taskOf(id));
    await eventually(() => expect(seen.ids()).toContain("last"));
    await eventually(async () => expect(await queue.counts()).toMatchObject({ delayed: 3 }));
  });

  it("runs a task that is held back at once when it is woken", async () => {
    const queue = await open();
    const seen = watch(queue, ({ id, attempt }) => (id === "a" && attempt === 1 ? again(3_600_000) : done));
    await queue.put(taskOf("a", "ordering key"));
    await queue.put(taskOf("b", "ordering key"));
    await eventually(async () => expect(await queue.counts()).toMatchObject({ delayed: 1 }));
    await queue.wake("a");
    await eventually(() => expect(seen.ids()).toEqual(["a", "a", "b"]));
  });

  it("wakes nothing that is unknown, running, waiting for its ordering key or finished", async () => {
    const queue = await open();
    const gate = Promise.withResolvers<Settled>();
    const seen = watch(queue, ({ id, attempt }) => (id === "a" && attempt === 1 ? gate.promise : done));
    await queue.put(taskOf("a", "ordering key"));
    await queue.put(taskOf("b", "ordering key"));
    await eventually(() => expect(seen.ids()).toEqual(["a"]));
    for (const id of ["unknown", "a", "b"]) await queue.wake(id);
    expect(await queue.counts()).toEqual({ ready: 1, delayed: 0, running: 1, dead: 0 });
    gate.resolve(done);
    await idle(queue);
    for (const id of ["a", "b"]) await queue.wake(id);
    await queue.put(taskOf("c", "ordering key"));
    await eventually(() => expect(seen.ids()).toEqual(["a", "b", "c"]));
    await idle(queue);
  });

  it("ends a dead task visibly and goes on with its ordering key", async () => {
    const queue = await open();
    const seen = watch(queue, ({ id }) => (id === "a" ? { state: "dead", reason: "cannot be read" } : done));
    await queue.put(taskOf("a", "ordering key"));
    await queue.put(taskOf("b", "ordering key"));
    await eventually(() => expect(seen.ids()).toEqual(["a", "b"]));
    await idle(queue);
    expect((await queue.counts()).dead).toBe(1);
    expect((await queue.put(taskOf("a", "ordering key"))).fresh).toBe(false);
    await queue.wake("a");
    expect((await queue.counts()).dead).toBe(1);
  });

  it("takes a rejected or thrown run as again in a second", async () => {
    const queue = await open();
    const times: number[] = [];
    const seen = watch(queue, ({ id, attempt }) => {
      times.push(Date.now());
      if (attempt === 1) throw new Error(`thrown by ${id}`);
      return done;
    });
    await queue.put(taskOf("a"));
    await eventually(() =>
      expect(seen.leases.map(({ attempt, begun }) => [attempt, begun])).toEqual([
        [1, 1],
        [2, 1],
      ]),
    );
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990);
    await idle(queue);
    expect((await queue.counts()).dead).toBe(0);
  });
};

const closing = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);

  it("keeps what is stored when the process is started again", async () => {
    const first = await backend().open();
    await first.queue.put(taskOf("a", "ordering key"));
    await first.queue.put(taskOf("b", "ordering key"));
    await first.close(0);
    const { queue } = await backend().open();
    expect(await queue.put(taskOf("a", "ordering key"))).toEqual({ fresh: false, ahead: 0 });
    const seen = watch(queue);
    await eventually(() => expect(seen.ids()).toEqual(["a", "b"]));
  });

  it("waits on close for running steps, and takes no more work", async () => {
    const first = await backend().open();
    const gate = Promise.withResolvers<Settled>();
    let aborted = false;
    const seen = watch(first.queue, async (_, signal) => {
      signal.addEventListener("abort", () => {
        aborted = true;
      });
      return gate.promise;
    });
    await first.queue.put(taskOf("a", "ordering key"));
    await first.queue.put(taskOf("b", "ordering key"));
    await eventually(() => expect(seen.ids()).toEqual(["a"]));
    const closed = first.close(10_000);
    gate.resolve(done);
    await closed;
    expect(seen.ids()).toEqual(["a"]);
    expect(aborted).toBe(false);
    const { queue } = await backend().open();
    const later = watch(queue);
    // A claim that was on its way when the worker closed is handed back: it counts as an attempt, not as begun.
    await eventually(() => expect(later.leases).toMatchObject([{ id: "b", begun: 1 }]));
  });

  it("aborts on close what does not end in time, and hands it back at once", async () => {
    const first = await backend().open();
    const aborted: string[] = [];
    const late = Promise.withResolvers<Settled>();
    const seen = watch(first.queue, ({ id }, signal) => {
      signal.addEventListener("abort", () => aborted.push(id));
      return late.promise;
    });
    await first.queue.put(taskOf("a", "ordering key"));
    await first.queue.put(taskOf("b", "ordering key"));
    await eventually(() => expect(seen.ids()).toEqual(["a"]));
    await first.close(50);
    expect(aborted).toEqual(["a"]);
    const { queue } = await backend().open();
    // The step that was cut off settles now: too late, its task belongs to somebody else.
    late.resolve({ state: "dead", reason: "too late" });
    const later = watch(queue);
    await eventually(() => expect(later.ids()).toEqual(["a", "b"]), 3000);
    // It was handed back in order: nobody died of it.
    expect(later.leases[0]).toMatchObject({ attempt: 2, begun: 1 });
    await idle(queue);
    expect((await queue.counts()).dead).toBe(0);
  });

  it("rejects a put that it can no longer store", async () => {
    const { queue } = await backend().open();
    await queue.close(0);
    await expect(queue.put(taskOf("a"))).rejects.toMatchObject({ name: "Problem", retry: "later" });
  });
};

const crashing = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);

  it("runs the tasks of a killed worker again within 10 s, each ordering key in its order", async () => {
    await backend().crash([taskOf("a1", "a"), taskOf("a2", "a"), taskOf("b1", "b")]);
    const { queue } = await backend().open();
    const seen = watch(queue);
    await eventually(() => expect(seen.ids().toSorted()).toEqual(["a1", "a2", "b1"]), 10_000);
    const runs = Object.fromEntries(seen.leases.map(({ id, attempt }) => [id, attempt]));
    expect(runs).toEqual({ a1: 2, a2: 1, b1: 2 });
    expect(seen.ids().indexOf("a1")).toBeLessThan(seen.ids().indexOf("a2"));
    await idle(queue);
  });

  it("survives being killed again and again", async () => {
    const task = taskOf("a", "ordering key");
    for (let kill = 0; kill < 3; kill += 1) await backend().crash([task]);
    const { queue } = await backend().open();
    const seen = watch(queue);
    await eventually(() => expect(seen.leases).toMatchObject([{ id: "a", attempt: 4 }]), 10_000);
    await idle(queue);
    expect((await queue.counts()).dead).toBe(0);
  });

  it("counts how often a task was begun and not settled", async () => {
    const task = taskOf("a", "ordering key");
    for (let kill = 0; kill < 2; kill += 1) await backend().crash([task]);
    const first = await backend().open();
    const seen = watch(first.queue, ({ attempt }) => (attempt < 5 ? again(0) : done));
    await eventually(() => expect(seen.leases.map(({ begun }) => begun)).toEqual([3, 1, 1]), 10_000);
    await idle(first.queue);
  });

  it("counts anew after a task was settled, also when it is lost again later", async () => {
    await backend().crash([taskOf("a", "ordering key")]);
    const first = await backend().open();
    const seen = watch(first.queue, ({ begun }) => (begun === 2 ? again(3_600_000) : done));
    await eventually(async () => expect(await first.queue.counts()).toMatchObject({ delayed: 1 }));
    await first.queue.wake("a");
    await eventually(() => expect(seen.leases.map(({ begun }) => begun)).toEqual([2, 1]), 10_000);
    await idle(first.queue);
  });

  it("keeps every task whose put was confirmed before the process was killed", async () => {
    const tasks = Array.from({ length: 2000 }, (_, at) => taskOf(`task ${at}`, "ordering key"));
    const said = await backend().crash(tasks, (lines) => lines.length >= 200);
    const { queue } = await backend().open();
    for (const [at, line] of said.entries())
      expect(await queue.put(taskOf(line.replace("stored ", ""), "ordering key"))).toEqual({ fresh: false, ahead: at });
  });
};

/** Two replicas of the bot over one backend. */
const sharing = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);
  const open = async (): Promise<Queue> => (await backend().open()).queue;

  it("runs each task on one of two workers, each ordering key in its order", async () => {
    const [left, right] = [await open(), await open()];
    const order: string[] = [];
    const busy = new Set<string>();
    const twice: string[] = [];
    const both = Promise.withResolvers<void>();
    const step: Step = async ({ id, orderingKey }) => {
      if (busy.has(orderingKey)) twice.push(id);
      busy.add(orderingKey);
      order.push(id);
      // However quick one of them is, it has no room for all four ordering keys.
      if (workers.every(({ leases }) => leases.length > 0)) both.resolve();
      await both.promise;
      await new Promise(setImmediate);
      busy.delete(orderingKey);
      return done;
    };
    const workers: ReturnType<typeof watch>[] = [watch(left, step, 2), watch(right, step, 2)];
    const ids = Array.from({ length: 60 }, (_, at) => `${at % 4} ${String(at).padStart(2, "0")}`);
    for (const [at, id] of ids.entries()) await (at % 2 ? left : right).put(taskOf(id, id.slice(0, 1)));
    await eventually(() => expect(order.toSorted()).toEqual(ids.toSorted()));
    for (const orderingKey of ["0", "1", "2", "3"]) {
      const ofKey = order.filter((id) => id.startsWith(orderingKey));
      expect(ofKey).toEqual(ofKey.toSorted());
    }
    expect(twice).toEqual([]);
  });

  it("wakes and stores from a process that does not work itself", async () => {
    const [front, worker] = [await open(), await open()];
    const seen = watch(worker, ({ attempt }) => (attempt === 1 ? again(3_600_000) : done));
    await front.put(taskOf("a"));
    await eventually(async () => expect(await front.counts()).toMatchObject({ delayed: 1 }));
    await front.wake("a");
    await eventually(() => expect(seen.leases.map(({ attempt }) => attempt)).toEqual([1, 2]));
  });

  it("hands the work of a closing worker to the other at once", async () => {
    const [leaving, staying] = [await open(), await open()];
    const cut = watch(leaving, () => new Promise<Settled>(() => {}));
    await leaving.put(taskOf("a"));
    await eventually(() => expect(cut.ids()).toEqual(["a"]));
    const seen = watch(staying);
    await leaving.close(0);
    await eventually(() => expect(seen.leases).toMatchObject([{ id: "a", attempt: 2 }]), 2000);
  });

  it("hands over what a closing worker was just about to begin", async () => {
    const [leaving, staying] = [await open(), await open()];
    const ids = Array.from({ length: 100 }, (_, at) => `task ${at}`);
    for (const id of ids) await staying.put(taskOf(id, id));
    const cut = watch(leaving, () => new Promise<Settled>(() => {}), 100);
    await untilPasses(() => expect(cut.ids().length).toBeGreaterThan(0), 5_000);
    const closing = leaving.close(0);
    const seen = watch(staying);
    await closing;
    await eventually(() => expect(seen.ids().toSorted()).toEqual(ids.toSorted()), 2000);
  });
};
