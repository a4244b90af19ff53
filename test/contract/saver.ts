import { AIMessage, HumanMessage } from "@langchain/core/messages";
import { Annotation, Command, interrupt, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import {
  type BaseCheckpointSaver,
  DeltaSnapshot,
  MemorySaver,
  type PendingWrite,
} from "@langchain/langgraph-checkpoint";
import { deltaChannelHistoryTests, validate } from "@langchain/langgraph-checkpoint-validation";
import { describe, expect, it } from "vitest";
import type { Task } from "../../src/ports/stores/queue.ts";
import { checkpointOf, loop, spoil, threadConfig } from "../support/stores/checkpoints.ts";
import { type Backend, type BackendKind, backendPerTest, hostile } from "./backend.ts";
import { saverStorageContract } from "./saver-storage.ts";

/** The laws of the saver: LangGraph's published suite, and ours. */
export const saverContract = (kind: BackendKind): void => {
  publishedSuite(kind);
  describe(`saver of ${kind.name}`, () => {
    keeping(kind);
    writing(kind);
    running(kind);
    saverStorageContract(kind);
  });
};

const publishedSuite = (kind: BackendKind): void => {
  const backends = new Map<BaseCheckpointSaver, Backend>();
  const suite = {
    checkpointerName: `saver of ${kind.name}`,
    createCheckpointer: async () => {
      const backend = await kind.start();
      const { saver } = await backend.open();
      backends.set(saver, backend);
      return saver;
    },
    destroyCheckpointer: async (saver: BaseCheckpointSaver) => {
      await backends.get(saver)?.drop();
    },
  };
  validate(suite);
  deltaChannelHistoryTests(suite);
};

const keeping = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);
  const open = async (): Promise<BaseCheckpointSaver> => (await backend().open()).saver;

  it("keeps what LangGraph's own memory saver keeps", async () => {
    const values = {
      nothing: null,
      missing: undefined,
      empty: [],
      short: "a",
      long: 'with "quotes", \\ and 😀 '.repeat(100),
      number: 1.5,
      numbers: Array.from({ length: 500 }, (_, at) => at),
      equal: Array.from({ length: 100 }, () => "the same item again and again and again, a hundred times"),
      nested: [[["a", { b: [] }]], "[", "]", ",", '"', "\\"],
      set: new Set([1, "a"]),
      map: new Map([["a", { b: 1 }]]),
      pattern: /a"b/gi,
      error: new Error("broken"),
      bytes: new Uint8Array([0, 1, 2, 255]),
      list: [new Uint8Array([3, 4]), undefined, null, new Set(["in a list"])],
      messages: [new HumanMessage("asked"), new AIMessage({ content: "answered", id: "1" })],
      snapshot: new DeltaSnapshot(["a", "b"]),
    };
    // It cannot read bytes back that are a whole write.
    const isReadByMemory = ([channel]: PendingWrite): boolean => channel !== "bytes";
    const savers = [await open(), new MemorySaver()];
    const checkpoint = checkpointOf(values);
    const [kept, expected] = await Promise.all(
      savers.map(async (saver) => {
        const config = await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
        await saver.putWrites(config, Object.entries(values).filter(isReadByMemory), "task");
        return saver.getTuple(config);
      }),
    );
    expect(kept?.checkpoint).toEqual(expected?.checkpoint);
    expect(kept?.metadata).toEqual(expected?.metadata);
    expect(kept?.pendingWrites).toEqual(expected?.pendingWrites);
    expect(kept?.checkpoint.channel_values["messages"]).toEqual([expect.any(HumanMessage), expect.any(AIMessage)]);
  });

  it("keeps what it has given away as it was, whatever becomes of that", async () => {
    const saver = await open();
    const message = new AIMessage({ content: "x".repeat(100), additional_kwargs: { inner: { a: 1 } }, id: "1" });
    const checkpoint = checkpointOf({
      list: [message, { text: "y".repeat(100), inner: { a: [1] } }],
      plain: { a: [1] },
    });
    const config = await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
    await saver.putWrites(config, [["list", checkpoint.channel_values["list"]]], "task");
    const read = () => saver.getTuple(config);
    const expected = JSON.stringify(await read());
    for (let round = 0; round < 2; round += 1) {
      spoil(await read());
      expect(JSON.stringify(await read())).toBe(expected);
    }
  });

  it.each([undefined, 3])("finds the newest though the clock was set back meanwhile (keeping %s)", async (keep) => {
    const { saver } = await backend().open(keep === undefined ? {} : { keepCheckpoints: keep });
    const thread = threadConfig("thread");
    let config: Parameters<typeof saver.put>[0] = thread;
    const save = async (id: string) => {
      config = await saver.put(config, { ...checkpointOf({ id }), id }, loop, { id: 1 });
      expect((await saver.getTuple(thread))?.checkpoint.channel_values).toEqual({ id });
    };
    const [before, back] = ["1f0c5000-0000-6000-8000-00000000000", "1f0c4000-0000-6000-8000-00000000000"];
    for (const at of [1, 2, 3, 4, 5, 6, 7]) await save(`${before}${at}`);
    for (const at of [1, 2, 3, 4, 5, 6, 7, 8, 9]) await save(`${back}${at}`);
    await save(`${before}8`);
    await save(`${before}9`);
  });

  it("keeps bytes as bytes", async () => {
    const saver = await open();
    const bytes = Uint8Array.from({ length: 300 }, (_, at) => at);
    const checkpoint = checkpointOf({ bytes });
    const config = await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
    await saver.putWrites(config, [["bytes", bytes]], "task");
    const tuple = await saver.getTuple(config);
    expect(tuple?.checkpoint.channel_values).toEqual({ bytes });
    expect(tuple?.pendingWrites).toEqual([["task", "bytes", bytes]]);
  });

  it("keeps values of five million characters, in one piece or in many", async () => {
    const saver = await open();
    const rows = Array.from({ length: 5000 }, (_, at) => `${at} ${"x".repeat(1000)}`);
    const checkpoint = checkpointOf({ rows, text: rows.join("\n") });
    await saver.put(threadConfig("a"), checkpoint, loop, checkpoint.channel_versions);
    const tuple = await saver.getTuple(threadConfig("a"));
    expect(tuple?.checkpoint.channel_values).toEqual({ rows, text: rows.join("\n") });
  });

  it("keeps hostile threads and namespaces apart", async () => {
    const saver = await open();
    for (const name of hostile) {
      const checkpoint = checkpointOf({ name });
      await saver.put(threadConfig(name, name), checkpoint, loop, checkpoint.channel_versions);
      const config = await saver.put(threadConfig(name), checkpoint, loop, checkpoint.channel_versions);
      await saver.putWrites(config, [[name, name]], name);
    }
    await saver.deleteThread("*");
    for (const name of hostile.filter((each) => each !== "*"))
      for (const ns of ["", name]) {
        const tuple = await saver.getTuple(threadConfig(name, ns));
        expect(tuple?.checkpoint.channel_values).toEqual({ name });
        expect(tuple?.pendingWrites).toEqual(ns === "" ? [[name, name, name]] : []);
      }
    expect(await saver.getTuple(threadConfig("*"))).toBeUndefined();
    expect({}).not.toHaveProperty("name");
  });

  it("keeps what each of two forks holds, though they count their versions alike", async () => {
    const saver = await open();
    const first = checkpointOf({ text: "first" });
    const parent = await saver.put(threadConfig("a"), first, loop, first.channel_versions);
    const forks = ["left", "right"].map((text) => checkpointOf({ text }, 2));
    for (const fork of forks) await saver.put(parent, fork, loop, fork.channel_versions);
    for (const fork of forks) {
      const config = { configurable: { ...threadConfig("a").configurable, checkpoint_id: fork.id } };
      expect((await saver.getTuple(config))?.checkpoint.channel_values).toEqual(fork.channel_values);
    }
  });

  it("keeps threads apart that are saved at the same time, and all that is saved to one thread", async () => {
    const saver = await open();
    const save = async (thread: string): Promise<void> => {
      const checkpoint = checkpointOf({ thread, list: Array.from({ length: 50 }, (_, at) => `${thread} ${at}`) });
      const config = await saver.put(threadConfig(thread), checkpoint, loop, checkpoint.channel_versions);
      const writes = Array.from({ length: 10 }, (_, at) => saver.putWrites(config, [["list", [thread]]], `task ${at}`));
      await Promise.all(writes);
    };
    await Promise.all(["a", "b", "a", "c", "b", "a"].map(save));
    for (const [thread, count] of [
      ["a", 3],
      ["b", 2],
      ["c", 1],
    ] as const) {
      const tuples = await Array.fromAsync(saver.list(threadConfig(thread)));
      expect(tuples).toHaveLength(count);
      for (const { checkpoint, pendingWrites } of tuples) {
        expect(checkpoint.channel_values["thread"]).toBe(thread);
        expect(pendingWrites).toHaveLength(10);
        expect(pendingWrites?.every(([, , value]) => String(value) === thread)).toBe(true);
      }
    }
  });

  it("leaves only whole checkpoints when the process is killed while it saves", async () => {
    const save: Task = { id: "save", orderingKey: "a", kind: "save", payload: "thread" };
    const said = await backend().crash(
      [save],
      (lines) => lines.filter((line) => line.startsWith("saved ")).length > 40,
    );
    const saver = await open();
    const tuples = await Array.fromAsync(saver.list(threadConfig("thread")));
    const newest = Number(said.findLast((line) => line.startsWith("saved "))?.slice("saved ".length));
    expect(tuples.length).toBeGreaterThanOrEqual(newest);
    for (const [at, { checkpoint }] of tuples.entries()) {
      const list = checkpoint.channel_values["list"] as string[];
      expect(list).toHaveLength(tuples.length - at);
      expect(list.every((text) => text.length > 1000)).toBe(true);
    }
  });
};

const writing = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);
  const open = async (): Promise<BaseCheckpointSaver> => (await backend().open()).saver;

  const saved = async (saver: BaseCheckpointSaver) => {
    const checkpoint = checkpointOf({});
    return saver.put(threadConfig("a"), checkpoint, loop, {});
  };

  it("keeps the first of a task's ordinary writes, and the last of LangGraph's own", async () => {
    const saver = await open();
    const config = await saved(saver);
    const own = ["__error__", "__scheduled__", "__interrupt__", "__resume__"];
    for (const text of ["first", "second"])
      await saver.putWrites(config, [["list", text], ...own.map((channel): PendingWrite => [channel, text])], "task");
    const writes = (await saver.getTuple(config))?.pendingWrites?.map(([, channel, value]) => [channel, value]);
    expect(writes).toHaveLength(5);
    expect(Object.fromEntries(writes ?? [])).toEqual({
      list: "first",
      ...Object.fromEntries(own.map((channel) => [channel, "second"])),
    });
  });

  it("takes the position of the task in the graph, which newer versions of LangGraph give along", async () => {
    const saver = await open();
    const config = await saved(saver);
    const putWrites = saver.putWrites.bind(saver) as (...given: unknown[]) => Promise<void>;
    await putWrites(config, [["list", 1]], "task", "~__pregel_pull, node");
    expect((await saver.getTuple(config))?.pendingWrites).toEqual([["task", "list", 1]]);
  });

  it("keeps writes that arrive before their checkpoint", async () => {
    const saver = await open();
    const checkpoint = checkpointOf({});
    const config = { configurable: { ...threadConfig("a").configurable, checkpoint_id: checkpoint.id } };
    await saver.putWrites(config, [["list", 1]], "task");
    expect(await saver.getTuple(config)).toBeUndefined();
    await saver.put(threadConfig("a"), checkpoint, loop, {});
    expect((await saver.getTuple(config))?.pendingWrites).toEqual([["task", "list", 1]]);
  });

  it("gives writes in the order of tasks and of positions above nine", async () => {
    const saver = await open();
    const config = await saved(saver);
    const writes = Array.from({ length: 12 }, (_, at): PendingWrite => ["list", at]);
    for (const task of ["task b", "task a"]) await saver.putWrites(config, writes, task);
    const order = (await saver.getTuple(config))?.pendingWrites?.map(([task, , value]) => `${task} ${value}`);
    expect(order).toEqual(["task a", "task b"].flatMap((task) => writes.map(([, at]) => `${task} ${at}`)));
  });
};

const running = (kind: BackendKind): void => {
  const backend = backendPerTest(kind);

  const State = Annotation.Root({ ...MessagesAnnotation.spec, asked: Annotation<number> });
  let starts = 0;
  const graph = (checkpointer: BaseCheckpointSaver) =>
    new StateGraph(State)
      .addNode("start", () => {
        starts += 1;
        return { asked: starts };
      })
      .addNode("wait", ({ asked }) => ({ messages: [new AIMessage(`${asked}: ${interrupt("waiting")}`)] }))
      .addEdge(START, "start")
      .addEdge("start", "wait")
      .compile({ checkpointer });

  it("lets a graph that was interrupted go on in another process, and starts nothing twice", async () => {
    starts = 0;
    const first = await backend().open();
    const ask = { messages: [new HumanMessage("How many?")] };
    const asked = await graph(first.saver).invoke(ask, threadConfig("a"));
    expect(asked).toHaveProperty("__interrupt__");
    await first.close(0);
    const { saver } = await backend().open();
    const answered = await graph(saver).invoke(new Command({ resume: "42" }), threadConfig("a"));
    expect(answered.messages.map(({ content }) => content)).toEqual(["How many?", "1: 42"]);
    expect(starts).toBe(1);
    expect((await graph(saver).getState(threadConfig("a"))).next).toEqual([]);
  });

  it("keeps one checkpoint of a graph that gets no further however often it is run", async () => {
    const { saver } = await backend().open();
    let isBroken = true;
    const failing = new StateGraph(State)
      .addNode("plan", () => ({ asked: 1 }))
      .addNode("start", ({ asked }) => {
        if (isBroken) throw new Error("not yet");
        return { asked: asked + 1 };
      })
      .addEdge(START, "plan")
      .addEdge("plan", "start")
      .compile({ checkpointer: saver });
    const run = { ...threadConfig("a"), durability: "exit" as const };
    await expect(failing.invoke({ messages: [new HumanMessage("How many?")] }, run)).rejects.toThrow("not yet");
    for (let count = 0; count < 3; count += 1) await expect(failing.invoke(null, run)).rejects.toThrow("not yet");
    expect(await Array.fromAsync(failing.getStateHistory(threadConfig("a")))).toHaveLength(1);
    isBroken = false;
    expect((await failing.invoke(null, run)).asked).toBe(2);
  });

  it("lets a graph be changed, copied and run again from an earlier checkpoint", async () => {
    const { saver } = await backend().open();
    const compiled = graph(saver);
    await compiled.invoke({ messages: [new HumanMessage("first")] }, threadConfig("a"));
    await compiled.invoke(new Command({ resume: "done" }), threadConfig("a"));
    const history = await Array.fromAsync(compiled.getStateHistory(threadConfig("a")));
    const waiting = history.find(({ next }) => next[0] === "wait")!;
    const copied = await compiled.updateState(waiting.config, null, "__copy__");
    expect((await compiled.getState(copied)).values).toEqual(waiting.values);
    const changed = await compiled.updateState(waiting.config, { asked: 77 }, "start");
    await compiled.invoke(null, changed);
    const answered = await compiled.invoke(new Command({ resume: "again" }), threadConfig("a"));
    expect(answered.messages.at(-1)?.content).toBe("77: again");
    expect((await compiled.getState(history[0]!.config)).values).toEqual(history[0]!.values);
  });
};
