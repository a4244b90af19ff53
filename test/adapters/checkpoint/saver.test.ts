import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPartsCache } from "../../../adapters/checkpoint/cache.ts";
import type { CheckpointStore } from "../../../adapters/checkpoint/checkpoint-store.ts";
import { CheckpointSaver } from "../../../adapters/checkpoint/saver.ts";
import { createCheckpointStore } from "../../../adapters/sqlite/checkpoint-store.ts";
import { type Db, openDb } from "../../../adapters/sqlite/db.ts";
import { createThreads } from "../../../adapters/sqlite/queue/threads.ts";
import { checkpointOf, loop, threadConfig } from "../../support/stores/checkpoints.ts";

const words = (at: number): string => `${at} ${"some words ".repeat(8)}`;
const listOf = (at: number): string[] => Array.from({ length: 50 }, (_, item) => words(100 * at + item));

describe("a saver that reads what another one drops", () => {
  let folder: string;
  let db: Db;
  let checkpoints: CheckpointStore;
  let other: CheckpointSaver;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "concierge-"));
    db = openDb(join(folder, "test.db"));
    checkpoints = createCheckpointStore(db, createThreads(db, Date.now, 60_000), 1);
    other = new CheckpointSaver(checkpoints);
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  const put = (at: number) => other.put(threadConfig("a"), checkpointOf({ list: listOf(at) }), loop, { list: 1 });

  /** A saver whose checkpoint is dropped as soon as it has found it, so many times. */
  const hinderedSaver = (times: number): CheckpointSaver => {
    let left = times;
    const find: CheckpointStore["find"] = async (at, id) => {
      const found = await checkpoints.find(at, id);
      left -= 1;
      if (left >= 0) for (const next of [1, 2, 3]) await put(10 * (times - left) + next);
      return found;
    };
    return new CheckpointSaver({ ...checkpoints, find });
  };

  it("reads the newest checkpoint then", async () => {
    await put(1);
    const tuple = await hinderedSaver(2).getTuple(threadConfig("a"));
    expect(tuple?.checkpoint.channel_values).toEqual({ list: listOf(23) });
  });

  it("gives up when it happens time and again", async () => {
    await put(1);
    await expect(hinderedSaver(3).getTuple(threadConfig("a"))).rejects.toThrow("missing");
  });
});

describe("the cache of parts", () => {
  const textOf = (at: number): string => JSON.stringify(words(at));

  it("says what was added, to the thread that it was added to", () => {
    const cache = createPartsCache(10_000);
    expect(cache.add("a", new Map([["part", textOf(1)]])).get("part")).toBe(words(1));
    expect([cache.has("a", "part"), cache.has("b", "part")]).toEqual([true, false]);
    expect([...cache.pick("a", ["part", "unknown"])]).toEqual([["part", words(1)]]);
    expect(cache.pick("b", ["part"]).size).toBe(0);
  });

  it("holds no more than its size, and drops first what was used longest ago", () => {
    const cache = createPartsCache(10 * textOf(10).length);
    const add = (at: number) => cache.add("a", new Map([[`part ${at}`, textOf(at)]]));
    for (let at = 10; at < 20; at += 1) add(at);
    cache.pick("a", ["part 10"]);
    add(11);
    for (let at = 20; at < 28; at += 1) add(at);
    const held = Array.from({ length: 18 }, (_, at) => at + 10).filter((at) => cache.has("a", `part ${at}`));
    expect(held).toEqual([10, 11, 20, 21, 22, 23, 24, 25, 26, 27]);
  });
});
