import { describe, expect, it } from "vitest";
import { cut, gather, jsonOf, type Parts } from "../../../adapters/checkpoint/parts.ts";

const lengthOf = (parts: Parts): number => [...parts].reduce((sum, [name, text]) => sum + name.length + text.length, 0);

/** What a store does: gives the texts of names, a level of lists at a time. */
const read = async (entry: string, stored: Parts) => {
  let rounds = 0;
  const parts = await gather([entry], async (names) => {
    rounds += 1;
    return new Map(names.filter((name) => stored.has(name)).map((name) => [name, JSON.parse(stored.get(name)!)]));
  });
  return { json: parts && jsonOf(entry, parts), parts, rounds };
};

const message = (at: number) => ({ id: `message ${at}`, text: `${"words and ".repeat(20)}"${at}" \\` });

/** The same numbers in every run. */
const random = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
};

describe("parts of a value", () => {
  const awkward = [
    "[]",
    "{}",
    '""',
    "null",
    "[[]]",
    JSON.stringify(["]", "[", ",", '"', "\\", '\\"', '",', "{", "}"].map((text) => text.repeat(9))),
    JSON.stringify([[[["deep, and long enough to be a part of its own"]]], { a: [1, 2, { b: "]" }] }]),
    JSON.stringify(Array.from({ length: 1000 }, () => "equal items, each long enough to be a part")),
    JSON.stringify(Array.from({ length: 1000 }, () => 1)),
    JSON.stringify(Array.from({ length: 777 }, (_, at) => message(at))),
    JSON.stringify("x".repeat(100_000)),
  ];

  it.each(awkward)("gives back what was cut: %.40s", async (text) => {
    const parts: Parts = new Map();
    const entry = cut(text, parts);
    expect(entry.length).toBeLessThan(50);
    expect(JSON.stringify((await read(entry, parts)).json)).toBe(text);
  });

  it("gives back any JSON", async () => {
    const next = random(7);
    const any = (depth: number): unknown => {
      const kind = Math.floor(next() * (depth > 4 ? 4 : 6));
      if (kind === 0) return next() * 1e6;
      if (kind === 1) return next() < 0.5;
      if (kind < 4) return String.fromCharCode(...Array.from({ length: next() * 60 }, () => 30 + next() * 100));
      const items = Array.from({ length: next() * 30 }, () => any(depth + 1));
      return kind === 4 ? items : Object.fromEntries(items.map((item, at) => [`k${at}`, item]));
    };
    for (let round = 0; round < 100; round += 1) {
      const text = JSON.stringify([any(0), any(0)]);
      const parts: Parts = new Map();
      const entry = cut(text, parts);
      expect(JSON.stringify((await read(entry, parts)).json)).toBe(text);
    }
  });

  it("stores equal items once", () => {
    const parts: Parts = new Map();
    cut(JSON.stringify([message(1), message(1)]), parts);
    cut(JSON.stringify([message(1)]), parts);
    cut(JSON.stringify(message(1)), parts);
    expect([...parts.values()].filter((text) => text === JSON.stringify(message(1)))).toHaveLength(1);
    expect([...parts.values()].join("").split("words and words").length).toBeLessThan(15);
  });

  it.each([
    ["one more at the end", (list: unknown[], next: unknown) => [...list, next]],
    ["one more, the oldest dropped", (list: unknown[], next: unknown) => [...list.slice(1), next]],
    ["one changed in the middle", (list: unknown[], next: unknown) => list.with(list.length / 2, next)],
  ])("adds little for a new version of a long list: %s", (_, change) => {
    const added = (length: number): number => {
      let list: unknown[] = Array.from({ length }, (_, at) => message(at));
      const parts: Parts = new Map();
      cut(JSON.stringify(list), parts);
      const before = lengthOf(parts);
      for (let at = 0; at < 50; at += 1) {
        list = change(list, message(length + at));
        cut(JSON.stringify(list), parts);
      }
      return (lengthOf(parts) - before) / 50 - JSON.stringify(message(1000)).length;
    };
    expect(added(40)).toBeLessThan(1000);
    expect(added(4000)).toBeLessThan(2000);
  });

  it("loads a long list in few rounds", async () => {
    const parts: Parts = new Map();
    const entry = cut(JSON.stringify(Array.from({ length: 5000 }, (_, at) => message(at))), parts);
    expect((await read(entry, parts)).rounds).toBeLessThan(8);
  });

  it("tells when a part is missing", async () => {
    const parts: Parts = new Map();
    const entry = cut(JSON.stringify([message(1), message(2)]), parts);
    expect((await read(entry, new Map())).parts).toBeUndefined();
    expect(() => jsonOf(entry, new Map())).toThrow("missing");
  });
});
