import {
  AIMessage,
  AIMessageChunk,
  FunctionMessage,
  HumanMessage,
  RemoveMessage,
  SystemMessage,
  ToolMessage,
} from "@langchain/core/messages";
import { DeltaSnapshot, MemorySaver } from "@langchain/langgraph-checkpoint";
import { describe, expect, it } from "vitest";
import { revive } from "../../../adapters/checkpoint/revive.ts";
import { spoil } from "../../support/stores/checkpoints.ts";

const judge = new MemorySaver().serde;

const textOf = async (value: unknown): Promise<string> => Buffer.from((await judge.dumpsTyped(value))[1]).toString();

const load = (record: object): Promise<unknown> => judge.loadsTyped("json", JSON.stringify(record));

const toolCall = { id: "1", name: "ask", args: { question: "How many?", nested: [{ deep: null }] } };

const values = {
  nothing: null,
  missing: undefined,
  "missing inside": { a: undefined, b: [undefined, 1] },
  plain: { a: [1, { b: "text", c: [] }], d: {} },
  set: new Set([1, { a: new Set(["inner"]) }]),
  map: new Map([["a", { b: [new HumanMessage("in a map")] }]]),
  pattern: /a"b/gi,
  error: new Error("broken"),
  bytes: [new Uint8Array([0, 255])],
  snapshot: new DeltaSnapshot([new AIMessage("in a snapshot")]),
  human: new HumanMessage("asked"),
  "human with blocks": new HumanMessage({ content: [{ type: "text", text: "asked" }], id: "1", name: "asker" }),
  system: new SystemMessage({ content: "be brief", additional_kwargs: { a: { b: 1 } } }),
  model: new AIMessage({
    content: "answered",
    id: "2",
    tool_calls: [toolCall],
    invalid_tool_calls: [{ id: "2", name: "ask", args: "{", error: "no JSON" }],
    usage_metadata: {
      input_tokens: 1,
      output_tokens: 2,
      total_tokens: 3,
      input_token_details: { cache_read: 1 },
    } as never,
    response_metadata: { model_provider: "openai", token_usage: { total: 3 } },
  }),
  "model with blocks": new AIMessage({
    contentBlocks: [
      { type: "text", text: "answered" },
      { type: "tool_call", ...toolCall },
    ],
  }),
  "model with undefined": new AIMessage({
    content: "a",
    additional_kwargs: { tool_calls: undefined as never },
  }),
  "message with a set": new HumanMessage({ content: "a", additional_kwargs: { set: new Set([1]) } }),
  "message with what looks like a record": new HumanMessage({
    content: "a",
    additional_kwargs: { lc: 1, type: "constructor", id: ["langchain_core", "messages", "AIMessage"], kwargs: {} },
  }),
  "message with an escape": new HumanMessage({ content: "a", additional_kwargs: { __lc_escaped__: { lc: 1 } } }),
  "message with a field of its own": new HumanMessage({ content: "a", own_field: 1, ownField: 2 } as never),
  "message of a tool": new ToolMessage({ content: "42", tool_call_id: "1", artifact: { rows: [1] } }),
  "message of a function": new FunctionMessage({ content: "42", name: "ask" }),
  chunk: new AIMessageChunk({ content: "ans", tool_call_chunks: [{ index: 0, name: "ask", args: "{" }] }),
  removal: new RemoveMessage({ id: "1" }),
  "unknown records": [
    { lc: 3, a: new HumanMessage("inside") },
    { lc: 2, type: "constructor", id: ["Function"] },
  ],
  "message in its written form": { lc: 1, type: "constructor", id: ["langchain_core", "messages", "AIMessage"] },
};

describe("reviving a value", () => {
  it.each(Object.entries(values))("gives what LangGraph's serializer gives: %s", async (_, value) => {
    const text = await textOf([value, { value }]);
    const [expected, given] = await Promise.allSettled([
      judge.loadsTyped("json", text),
      revive(JSON.parse(text), load),
    ]);
    expect(given).toStrictEqual(expected);
    if (given.status === "rejected" || expected.status === "rejected") return;
    expect(await textOf(given.value)).toBe(await textOf(expected.value));
    expect(JSON.stringify(given.value)).toBe(JSON.stringify(expected.value));
  });

  it("gives messages of the same class with the same fields in the same order", async () => {
    for (const message of [values.human, values.system, values.model, values["model with blocks"]]) {
      const text = await textOf(message);
      const [expected, given] = [await judge.loadsTyped("json", text), await revive(JSON.parse(text), load)];
      expect(Object.getPrototypeOf(given)).toBe(Object.getPrototypeOf(expected));
      expect(Object.entries(given as object)).toEqual(Object.entries(expected));
      expect(await textOf(given)).toBe(text);
    }
  });

  it("needs LangGraph's serializer for no message of a person or a model", async () => {
    const text = await textOf([values.human, values["human with blocks"], values.system, values.model, values.plain]);
    await revive(JSON.parse(text), () => Promise.reject(new Error("left")));
  });

  it("gives nothing away of the JSON that it reads", async () => {
    const text = await textOf(Object.values(values).filter((value) => value !== values["message in its written form"]));
    const json = JSON.parse(text);
    spoil(await revive(json, load));
    expect(JSON.stringify(json)).toBe(text);
  });
});
