import { randomUUID } from "node:crypto";
import type { BaseCheckpointSaver, Checkpoint } from "@langchain/langgraph-checkpoint";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { redis } from "../../../adapters/redis/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { untilPasses } from "../../support/eventually.ts";
import { checkpointOf, loop, threadConfig } from "../../support/stores/checkpoints.ts";
import { type TestRedis, testRedis } from "../../support/stores/redis.ts";
import { keysOf } from "../../support/stores/redis-backend.ts";

describe("checkpoints in Redis", () => {
  let server: TestRedis;
  let client: Redis;
  let prefix: string;
  let opened: Stores[];
  beforeAll(async () => {
    server = await testRedis();
    client = new Redis(server.url);
  });
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });
  beforeEach(() => {
    prefix = `test-${randomUUID()}`;
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((stores) => stores.close(0)));
    for (const key of await keysOf(client, `*${prefix}*`)) await client.unlink(key);
  });

  const open = (keepCheckpoints?: number): BaseCheckpointSaver => {
    const keep = keepCheckpoints === undefined ? {} : { keepCheckpoints };
    const stores = redis({ url: server.url, prefix, log: silent, conversationTtlMs: 60_000, ...keep });
    opened.push(stores);
    return stores.saver;
  };
  const key = (kind: string) => `${prefix}:{thread:a}:${kind}`;
  const put = (saver: BaseCheckpointSaver, checkpoint: Checkpoint, parent = {}) =>
    saver.put({ configurable: { ...threadConfig("a").configurable, ...parent } }, checkpoint, loop, {
      ...checkpoint.channel_versions,
    });
  const words = (at: number): string => `${at} ${"some words ".repeat(8)}`;

  /** What `held` should say, counted anew from all that is stored. */
  const countHeld = async (): Promise<Record<string, string>> => {
    const [checkpoints, writes, parts] = await Promise.all(
      ["checkpoints", "writes", "parts"].map((kind) => client.hgetall(key(kind))),
    );
    const counts = new Map<string, number>();
    const hold = (entry: string): void => {
      if (entry.startsWith("=")) return;
      const seen = counts.get(entry) ?? 0;
      counts.set(entry, seen + 1);
      expect(parts).toHaveProperty([entry.slice(1)]);
      if (seen === 0 && entry.startsWith("*")) JSON.parse(parts![entry.slice(1)]!).forEach(hold);
    };
    const holdValue = (value: string): void => hold(value.slice(value.search(/[=#*]/)));
    for (const record of Object.values(checkpoints!))
      for (const [, value] of Object.values(JSON.parse(record)[3] as Record<string, [number, string]>))
        holdValue(value);
    for (const lines of Object.values(writes!))
      for (const line of lines.split("\n")) holdValue(JSON.parse(line.slice(line.indexOf("\t")))[3]);
    expect(new Set(Object.keys(parts!))).toEqual(new Set([...counts.keys()].map((entry) => entry.slice(1))));
    return Object.fromEntries([...counts].map(([entry, count]) => [entry, `${count}`]));
  };

  it("holds exactly the parts that are needed, after whatever was put, replaced and dropped", async () => {
    const savers = [open(4), open(4)];
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    let list: string[] = [];
    let last: Checkpoint = checkpointOf({ list });
    for (let step = 1; step <= 150; step += 1) {
      const saver = savers[random(2)]!;
      if (random(3) === 0) list = list.filter(() => random(8) > 0);
      list = [...list, ...Array.from({ length: random(12) }, () => words(random(60)))];
      const values = {
        list,
        copy: list.slice(3),
        inner: [list.slice(0, 5), [[words(random(9))]]],
        text: words(random(5)),
      };
      const parent = last.id;
      last = random(6) === 0 ? { ...last, channel_values: values } : checkpointOf(values, step);
      const config = await put(saver, last, { checkpoint_id: parent });
      for (const task of ["a", "b", "a"].slice(0, random(4)))
        await saver.putWrites(
          config,
          [
            ["list", list.slice(-2)],
            ["__error__", words(random(5))],
          ],
          task,
        );
      if (step % 10 === 0) expect(await client.hgetall(key("held"))).toEqual(await countHeld());
      const tuple = await savers[random(2)]!.getTuple(threadConfig("a"));
      expect(tuple?.checkpoint.channel_values).toEqual(values);
    }
    expect(await client.zcard(key("index"))).toBe(4);
  });

  it("sends parts again that another replica has dropped", async () => {
    const [one, other] = [open(1), open(1)];
    const checkpoint = (): Checkpoint => checkpointOf({ list: Array.from({ length: 40 }, (_, at) => words(at)) });
    await put(one, checkpoint());
    await put(other, checkpointOf({ list: [] }));
    expect(await client.hlen(key("parts"))).toBe(0);
    await put(one, checkpoint());
    expect((await other.getTuple(threadConfig("a")))?.checkpoint.channel_values["list"]).toHaveLength(40);
    await other.deleteThread("a");
    await put(one, checkpoint());
    expect((await other.getTuple(threadConfig("a")))?.checkpoint.channel_values["list"]).toHaveLength(40);
  });

  it("stores no checkpoint that builds on what was dropped in the meantime", async () => {
    const saver = open();
    const first = checkpointOf({ list: [words(1)] });
    await put(saver, first);
    await client.del(key("parts"), key("held"));
    const second = { ...checkpointOf({}), channel_versions: first.channel_versions };
    await expect(
      saver.put({ configurable: { ...threadConfig("a").configurable, checkpoint_id: first.id } }, second, loop, {}),
    ).rejects.toThrow("dropped");
    expect(await client.zcard(key("index"))).toBe(1);
  });

  it("keeps a text apart from a list that is stored as the same text", async () => {
    const saver = open(1);
    const list = Array.from({ length: 5 }, (_, at) => words(at));
    await put(saver, checkpointOf({ list }));
    const [name] = Object.entries(await client.hgetall(key("parts"))).find(([, text]) => text.startsWith('["#'))!;
    const text = JSON.parse((await client.hget(key("parts"), name))!) as string[];
    const both = checkpointOf({ list, forged: [text] });
    await put(saver, both);
    expect((await saver.getTuple(threadConfig("a")))?.checkpoint.channel_values).toEqual(both.channel_values);
    const forged = checkpointOf({ forged: [text] });
    await put(saver, forged);
    expect((await saver.getTuple(threadConfig("a")))?.checkpoint.channel_values).toEqual(forged.channel_values);
    expect(await client.hgetall(key("held"))).toEqual(await countHeld());
  });

  it("looks through no keys and no field lists to read, write or delete", async () => {
    const saver = open();
    for (let at = 0; at < 5; at += 1) await put(saver, checkpointOf({ list: [words(at)] }));
    const seen: string[] = [];
    const monitor = await client.duplicate().monitor();
    monitor.on("monitor", (_: string, [command = "", ...args]: string[]) => {
      if (args.some((arg) => arg.includes(prefix))) seen.push(command.toLowerCase());
      if (args[0] === "the end") seen.push("end");
    });
    const config = await put(saver, checkpointOf({ list: [words(6)] }));
    await saver.putWrites(config, [["list", words(7)]], "task");
    await saver.getTuple(threadConfig("a"));
    await saver.getTuple(config);
    await Array.fromAsync(saver.list(threadConfig("a"), { limit: 2 }));
    await saver.deleteThread("a");
    await client.echo("the end");
    await untilPasses(() => expect(seen).toContain("end"));
    monitor.disconnect();
    const direct = "eval evalsha exists hget hset hdel hmget zadd zrange zrevrangebylex pttl pexpire unlink end";
    expect(seen.filter((command) => !direct.split(" ").includes(command))).toEqual([]);
    expect(await keysOf(client, `${prefix}:{thread:*`)).toEqual([]);
  });

  it("gives all keys of a thread the same end of life with every change", async () => {
    const saver = open();
    const config = await put(saver, checkpointOf({ list: [words(1)] }));
    await saver.putWrites(config, [["list", words(2)]], "task");
    const keys = await keysOf(client, `${prefix}:{thread:*`);
    for (const each of keys) await client.pexpire(each, 30_000);
    await saver.putWrites(config, [["list", words(3)]], "another task");
    const lives = await Promise.all(keys.map((each) => client.pttl(each)));
    expect(keys).toHaveLength(6);
    for (const life of lives) expect(life).toBeGreaterThan(50_000);
  });
});
