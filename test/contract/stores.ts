import { describe, expect, it } from "vitest";
import type { Settled } from "../../src/ports/stores/queue.ts";
import { checkpointOf, loop, threadConfig } from "../support/stores/checkpoints.ts";
import { type BackendKind, backendPerTest, eventually } from "./backend.ts";

const hour = 3_600_000;
const done: Settled = { state: "done" };
const task = { id: "a", orderingKey: "ordering key", kind: "test", payload: null };

/** The laws of Stores as a whole; each part has its own contract. */
export const storesContract = (kind: BackendKind): void => {
  describe(`stores of ${kind.name}`, () => {
    const backend = backendPerTest(kind);

    it("keeps tasks, records and conversations side by side, also of one name", async () => {
      const first = await backend().open();
      const checkpoint = checkpointOf({ text: "kept" });
      await first.queue.put(task);
      await first.records.write("a", "kept", hour);
      await first.saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
      await first.close(0);
      const { queue, records, saver } = await backend().open();
      expect((await queue.put(task)).fresh).toBe(false);
      expect((await records.read("a"))?.value).toBe("kept");
      await saver.deleteThread("a");
      await records.remove("a");
      expect(await saver.getTuple(threadConfig("a"))).toBeUndefined();
      expect(await queue.counts()).toMatchObject({ ready: 1 });
    });

    it("answers a ping while it serves, and rejects it with a Problem when it does not", async () => {
      const stores = await backend().open();
      await stores.ping();
      await stores.close(0);
      await expect(stores.ping()).rejects.toMatchObject({ name: "Problem" });
    });

    it("serves records and conversations until the last step has ended", async () => {
      const { queue, records, saver, close } = await backend().open();
      const gate = Promise.withResolvers<void>();
      let started = false;
      queue.work(async () => {
        started = true;
        await gate.promise;
        const checkpoint = checkpointOf({ text: "kept" });
        await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
        await records.write("a", "kept", hour);
        return done;
      }, 1);
      await queue.put(task);
      await eventually(() => expect(started).toBe(true));
      const closed = close(10_000);
      gate.resolve();
      await closed;
      const later = await backend().open();
      expect((await later.records.read("a"))?.value).toBe("kept");
      expect(await later.saver.getTuple(threadConfig("a"))).toBeDefined();
      expect(await later.queue.counts()).toEqual({ ready: 0, delayed: 0, running: 0, dead: 0 });
    });

    it("closes in the time it is given, once", async () => {
      const { queue, close } = await backend().open();
      const seen: string[] = [];
      queue.work((lease) => {
        seen.push(lease.id);
        return new Promise<Settled>(() => {});
      }, 1);
      await queue.put(task);
      await eventually(() => expect(seen).toEqual(["a"]));
      const begin = Date.now();
      await Promise.all([close(100), close(100)]);
      await close(100);
      // The step never ends; on a busy machine the rest of it takes longer.
      expect(Date.now() - begin).toBeLessThan(30_000);
    });
  });
};
