import type { BaseMessage } from "@langchain/core/messages";
import { DeltaValue, START, StateGraph, StateSchema } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { expect, it } from "vitest";
import { z } from "zod";
import { earlierLines, earlierMessages, messagesGraph, plainGraph } from "../support/graphs.ts";
import { checkpointOf, loop, threadConfig } from "../support/stores/checkpoints.ts";
import { type BackendKind, backendPerTest, eventually } from "./backend.ts";

const words = (at: number): string => `${at} ${"some words ".repeat(20)}`;

/** What conversations take up, and when it is given back. */
export const saverStorageContract = (kind: BackendKind): void => {
  growing(kind);
  forgetting(kind);
  pruning(kind);
};

const growing = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);

  const shapes = {
    "plain objects": { make: plainGraph, earlier: (turns: number) => ({ lines: earlierLines(turns) }) },
    "LangChain messages": { make: messagesGraph, earlier: (turns: number) => ({ messages: earlierMessages(turns) }) },
  };

  it.each(Object.entries(shapes))("takes no more per turn after 200 turns than after 10: %s", async (_, shape) => {
    const { saver } = await backend().open();
    const graph = shape.make(saver);
    const bytesPerTurn = async (turnsBefore: number): Promise<number> => {
      const config = threadConfig(`after ${turnsBefore}`);
      const turn = (at: number) => graph.invoke({ question: `question ${at}` }, { ...config, durability: "sync" });
      await graph.updateState(config, shape.earlier(turnsBefore) as { lines: []; messages: BaseMessage[] }, "finish");
      await turn(0);
      const before = await backend().size();
      for (let at = 1; at <= 10; at += 1) await turn(at);
      return ((await backend().size()) - before) / 10;
    };
    const [early, late] = [await bytesPerTurn(10), await bytesPerTurn(200)];
    expect(early).toBeLessThan(30_000);
    expect(late).toBeLessThan(1.5 * early);
  });

  it("reads a checkpoint in as many requests after 300 checkpoints as after 3", async () => {
    const { saver } = await backend().open();
    const requestsPerRead = async (thread: string, checkpoints: number): Promise<number> => {
      let config: Awaited<ReturnType<typeof saver.put>> = threadConfig(thread);
      for (let at = 0; at < checkpoints; at += 1) {
        const checkpoint = checkpointOf({ text: words(at), list: [words(at), words(at + 1)] }, at + 1);
        config = await saver.put(config, checkpoint, loop, checkpoint.channel_versions);
        await saver.putWrites(config, [["text", words(at)]], "task");
      }
      const before = await backend().requests();
      expect((await saver.getTuple(threadConfig(thread)))?.pendingWrites).toHaveLength(1);
      return (await backend().requests()) - before;
    };
    expect(await requestsPerRead("long", 300)).toBe(await requestsPerRead("short", 3));
  });

  it("reads a list of 3,000 items in few requests", async () => {
    const { saver: writer, close } = await backend().open();
    const checkpoint = checkpointOf({ list: Array.from({ length: 3000 }, (_, at) => words(at)) });
    await writer.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
    await close(0);
    const { saver } = await backend().open();
    const before = await backend().requests();
    const tuple = await saver.getTuple(threadConfig("a"));
    expect((await backend().requests()) - before).toBeLessThan(30);
    expect(tuple?.checkpoint.channel_values).toEqual(checkpoint.channel_values);
  });
};

const forgetting = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);

  const fill = async (saver: BaseCheckpointSaver, thread: string): Promise<void> => {
    for (const ns of ["", "child:1", "child:1|grandchild:2"]) {
      const checkpoint = checkpointOf({ list: Array.from({ length: 60 }, (_, at) => words(at)) });
      const config = await saver.put(threadConfig(thread, ns), checkpoint, loop, checkpoint.channel_versions);
      await saver.putWrites(config, [["list", [words(61)]]], "task");
    }
    const unknown = { configurable: { ...threadConfig(thread).configurable, checkpoint_id: "not there yet" } };
    await saver.putWrites(unknown, [["list", words(62)]], "task");
  };

  it("deletes all that a thread owns, and nothing else", async () => {
    const { saver } = await backend().open();
    await fill(saver, "stays");
    const before = await backend().size();
    await fill(saver, "goes");
    await saver.deleteThread("goes");
    await saver.deleteThread("never was");
    expect(await Array.fromAsync(saver.list({ configurable: { thread_id: "goes" } }))).toEqual([]);
    await eventually(async () => expect(await backend().size()).toBe(before));
    expect((await saver.getTuple(threadConfig("stays")))?.pendingWrites).toHaveLength(1);
    await saver.deleteThread("stays");
    await eventually(async () => expect(await backend().size()).toBe(0));
  });

  it("begins anew with a thread that was deleted", async () => {
    const { saver } = await backend().open();
    await fill(saver, "a");
    await saver.deleteThread("a");
    const checkpoint = checkpointOf({ text: "anew" });
    await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
    expect(await Array.fromAsync(saver.list({ configurable: { thread_id: "a" } }))).toHaveLength(1);
    expect((await saver.getTuple(threadConfig("a")))?.checkpoint.channel_values).toEqual({ text: "anew" });
  });

  it("forgets a conversation that nobody used for its time to live", async () => {
    const { saver } = await backend().open({ conversationTtlMs: 3000 });
    await fill(saver, "a");
    expect(await saver.getTuple(threadConfig("a"))).toBeDefined();
    const used = Date.now();
    await eventually(() => expect(Date.now() - used).toBeGreaterThan(3050));
    expect(await Array.fromAsync(saver.list({ configurable: {} }))).toEqual([]);
    expect(await saver.getTuple(threadConfig("a"))).toBeUndefined();
    const checkpoint = checkpointOf({ text: "anew" });
    await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
    const tuples = await Array.fromAsync(saver.list({ configurable: { thread_id: "a" } }));
    expect(tuples.map((tuple) => tuple.checkpoint.channel_values)).toEqual([{ text: "anew" }]);
  });

  it.each([
    ["read", (saver: BaseCheckpointSaver) => saver.getTuple(threadConfig("used"))],
    ["written", (saver: BaseCheckpointSaver) => saver.put(threadConfig("used"), checkpointOf({}), loop, {})],
  ])("remembers a conversation as long as it is %s", async (_, use) => {
    const ttl = 3000;
    const { saver } = await backend().open({ conversationTtlMs: ttl });
    await fill(saver, "used");
    await fill(saver, "unused");
    const begin = Date.now();
    await eventually(async () => {
      await use(saver);
      expect(Date.now() - begin).toBeGreaterThan(1.5 * ttl);
    });
    const tuples = await Array.fromAsync(saver.list(threadConfig("used")));
    expect(tuples.at(-1)?.checkpoint.channel_values["list"]).toHaveLength(60);
    expect(await saver.getTuple(threadConfig("unused"))).toBeUndefined();
  });
};

const pruning = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);

  it("keeps the newest checkpoints whole and drops old ones with what only they needed", async () => {
    const { saver } = await backend().open({ keepCheckpoints: 5 });
    const graph = plainGraph(saver);
    const turn = (at: number) =>
      graph.invoke({ question: `question ${at}` }, { ...threadConfig("a"), durability: "sync" });
    for (let at = 0; at < 4; at += 1) await turn(at);
    for (let at = 0; at < 20; at += 1) {
      await graph.updateState(threadConfig("a"), { question: `${at} ${"long, and soon forgotten ".repeat(400)}` });
    }
    const tuples = await Array.fromAsync(saver.list(threadConfig("a")));
    expect(tuples.length).toBeGreaterThanOrEqual(5);
    expect(tuples.length).toBeLessThanOrEqual(10);
    for (const { checkpoint } of tuples.slice(0, 5)) expect(checkpoint.channel_values["lines"]).toHaveLength(16);
    expect(await backend().size()).toBeLessThan(150_000);
    expect((await turn(5)).lines).toHaveLength(20);
  });

  it("keeps the newest of every namespace", async () => {
    const { saver } = await backend().open({ keepCheckpoints: 2 });
    for (let at = 0; at < 20; at += 1)
      for (const ns of ["", "child:1"]) {
        if (ns === "child:1" && at > 2) continue;
        const checkpoint = checkpointOf({ list: [words(at), ns] });
        await saver.put(threadConfig("a", ns), checkpoint, loop, checkpoint.channel_versions);
      }
    const child = await saver.getTuple(threadConfig("a", "child:1"));
    expect(child?.checkpoint.channel_values["list"]).toEqual([words(2), "child:1"]);
  });

  it("keeps the ancestors that a kept checkpoint needs on", async () => {
    const { saver } = await backend().open({ keepCheckpoints: 3 });
    const State = new StateSchema({
      list: new DeltaValue(
        z.array(z.string()).default(() => []),
        {
          inputSchema: z.string(),
          reducer: (old: string[], added: string[]) => [...old, ...added],
        },
      ),
    });
    const graph = new StateGraph(State)
      .addNode("add", () => ({}))
      .addEdge(START, "add")
      .compile({ checkpointer: saver });
    for (let at = 0; at < 15; at += 1)
      await graph.invoke({ list: words(at) }, { ...threadConfig("a"), durability: "sync" });
    const { values } = await graph.getState(threadConfig("a"));
    expect(values).toEqual({ list: Array.from({ length: 15 }, (_, at) => words(at)) });
  });
};
