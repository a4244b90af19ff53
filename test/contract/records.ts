import { describe, expect, it } from "vitest";
import type { Records } from "../../src/ports/stores/records.ts";
import { type BackendKind, backendPerTest, eventually, hostile } from "./backend.ts";

const hour = 3_600_000;

/** The laws of Records. */
export const recordsContract = (kind: BackendKind): void => {
  describe(`records of ${kind.name}`, () => {
    const backend = backendPerTest(kind);
    const open = async (): Promise<Records> => (await backend().open()).records;

    it("reads what was written, and nothing where nothing was", async () => {
      const records = await open();
      expect(await records.read("a")).toBeUndefined();
      for (const value of [
        null,
        false,
        0,
        "",
        "text",
        1.5,
        [],
        {},
        { deep: [{ Größe: "😀" }, null] },
        "x".repeat(1e6),
      ]) {
        await records.write("a", value, hour);
        expect((await records.read("a"))?.value).toEqual(value);
      }
    });

    it("keeps a key named __proto__ inside a value", async () => {
      const records = await open();
      const value = JSON.parse('{"__proto__": {"admin": true}}');
      await records.write("a", value, hour);
      expect(JSON.stringify((await records.read("a"))?.value)).toBe(JSON.stringify(value));
    });

    it("keeps hostile keys apart", async () => {
      const records = await open();
      for (const key of hostile) await records.write(key, key, hour);
      for (const key of hostile) expect((await records.read(key))?.value).toBe(key);
      await records.remove("*");
      expect(await records.read("*")).toBeUndefined();
      expect((await records.read("a:b"))?.value).toBe("a:b");
    });

    it("adds only where nothing is", async () => {
      const records = await open();
      expect(await records.add("a", 1, hour)).toBe(true);
      expect(await records.add("a", 2, hour)).toBe(false);
      expect((await records.read("a"))?.value).toBe(1);
      await records.remove("a");
      expect(await records.add("a", 3, hour)).toBe(true);
      expect((await records.read("a"))?.value).toBe(3);
    });

    it("lets one of many simultaneous adds win", async () => {
      const records = await open();
      const won = await Promise.all(Array.from({ length: 50 }, (_, who) => records.add("a", who, hour)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await records.read("a"))?.value).toBe(won.indexOf(true));
    });

    it("forgets a value at the end of its life, and adds over it", async () => {
      const records = await open();
      await records.write("a", 1, 2_000);
      const before = await records.read("a");
      await records.write("b", 1, hour);
      expect(before?.value).toBe(1);
      await eventually(async () => expect(await records.read("a")).toBeUndefined());
      expect(await records.swap("a", before!.version, 2, hour)).toBe(false);
      expect(await records.read("a")).toBeUndefined();
      expect(await records.add("a", 3, hour)).toBe(true);
      expect((await records.read("a"))?.value).toBe(3);
      expect((await records.read("b"))?.value).toBe(1);
    });

    it("gives a new life with every write and swap, the last one counts", async () => {
      const records = await open();
      await records.add("written", 1, 2_000);
      await records.write("written", 2, hour);
      await records.add("swapped", 1, 2_000);
      const { version } = (await records.read("swapped"))!;
      expect(await records.swap("swapped", version, 2, hour)).toBe(true);
      await records.write("shortened", 1, hour);
      await records.write("shortened", 2, 2_500);
      await eventually(async () => expect(await records.read("shortened")).toBeUndefined());
      expect((await records.read("written"))?.value).toBe(2);
      expect((await records.read("swapped"))?.value).toBe(2);
    });

    it("takes any positive time to live: fractions of a millisecond and years", async () => {
      const records = await open();
      await records.write("long", 1, 20 * 365 * 24 * hour + 0.25);
      await records.write("short", 1, 0.4);
      expect((await records.read("long"))?.value).toBe(1);
      await eventually(async () => expect(await records.read("short")).toBeUndefined());
    });

    it("swaps over the given version only", async () => {
      const records = await open();
      await records.write("a", 1, hour);
      const { version } = (await records.read("a"))!;
      expect(await records.swap("a", version, 2, hour)).toBe(true);
      expect(await records.swap("a", version, 3, hour)).toBe(false);
      expect((await records.read("a"))?.value).toBe(2);
      expect(await records.swap("none", version, 1, hour)).toBe(false);
      expect(await records.read("none")).toBeUndefined();
    });

    it("changes the version with every write, also of the same value and over a removed one", async () => {
      const records = await open();
      const versions = new Set<number>();
      const note = async (): Promise<void> => {
        versions.add((await records.read("a"))!.version);
      };
      await records.write("a", 1, hour).then(note);
      await records.write("a", 1, hour).then(note);
      const stale = (await records.read("a"))!.version;
      await records.remove("a");
      await records.add("a", 1, hour).then(note);
      await records.remove("a");
      await records.write("a", 1, hour).then(note);
      expect(versions.size).toBe(4);
      expect(await records.swap("a", stale, 2, hour)).toBe(false);
    });

    it("loses no update when many swap at the same time", async () => {
      const records = await open();
      await records.write("sum", 0, hour);
      const increment = async (): Promise<void> => {
        const { value, version } = (await records.read("sum"))!;
        if (!(await records.swap("sum", version, Number(value) + 1, hour))) return increment();
      };
      await Promise.all(Array.from({ length: 20 }, increment));
      expect((await records.read("sum"))?.value).toBe(20);
    });

    it("removes, again and again", async () => {
      const records = await open();
      await records.write("a", 1, hour);
      await records.remove("a");
      await records.remove("a");
      expect(await records.read("a")).toBeUndefined();
    });

    it("keeps values when the process is started again", async () => {
      const first = await backend().open();
      await first.records.write("a", { kept: true }, hour);
      const { version } = (await first.records.read("a"))!;
      await first.close(0);
      const records = await open();
      expect(await records.read("a")).toEqual({ value: { kept: true }, version });
    });
  });
};
