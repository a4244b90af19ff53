import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import { END, START, StateGraph } from "@langchain/langgraph";
import { expect, it } from "vitest";
import { z } from "zod";
import { runUntraced } from "../../../src/supervisor/untraced.ts";

/** Says what the run of its node knows of itself. */
const graphOf = (seen: unknown[]) =>
  new StateGraph(z.object({ word: z.string() }))
    .addNode("say", () => {
      seen.push(AsyncLocalStorageProviderSingleton.getRunnableConfig()?.configurable?.thread_id);
      return { word: "said" };
    })
    .addEdge(START, "say")
    .addEdge("say", END)
    .compile();

it("leaves each node its own configuration", async () => {
  runUntraced();
  const seen: unknown[] = [];
  const graph = graphOf(seen);
  const run = (thread_id: string) => graph.invoke({ word: "" }, { configurable: { thread_id } });
  await Promise.all([run("a"), run("b"), run("c")]);
  expect(seen.toSorted()).toEqual(["a", "b", "c"]);
});

it("tells those who listen of every node", async () => {
  runUntraced();
  const names: unknown[] = [];
  const handler = BaseCallbackHandler.fromMethods({
    handleChainStart: (_chain, _inputs, _run, _parent, _tags, _metadata, _type, name) => void names.push(name),
  });
  await graphOf([]).invoke({ word: "" }, { callbacks: [handler] });
  expect(names).toContain("say");
});
