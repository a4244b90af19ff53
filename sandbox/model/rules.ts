import { further } from "./further.ts";
import { plan } from "./planner.ts";
import { type Completion, type Prompt, type Tool, textOf } from "./prompt.ts";
import { summarize, write } from "./writer.ts";

/** In place of a language model: rules that give the same completion for the same prompt. */
export const complete = (prompt: Prompt): Completion => {
  const called = toolCall(prompt);
  return called ?? { kind: "text", text: textFor(prompt) };
};

const textFor = (prompt: Prompt): string => {
  const text = textOf(prompt);
  switch (/^Task: (\w+)\.$/m.exec(text)?.[1]) {
    case "plan":
      return JSON.stringify(plan(text));
    case "further":
      return JSON.stringify(further(text));
    case "answer":
      return write(text);
    case "summary":
      return summarize(text);
  }
  const results = prompt.messages.filter(({ role }) => role === "tool").map((message) => message.text);
  if (results.length > 0) return results.join("\n\n");
  return prompt.schema ? JSON.stringify(emptyValue(prompt.schema.schema)) : introduction;
};

const introduction =
  "I am the sandbox's stand-in for a language model. All I do is follow rules: I plan questions, join findings and write summaries.";

/** Calls the tool whose name and description share the most words with the last user message, before any tool ran. */
const toolCall = ({ tools, messages }: Prompt): Completion | undefined => {
  const last = messages.at(-1);
  if (tools.length === 0 || last?.role !== "user") return undefined;
  const words = wordsOf(last.text);
  const score = (tool: Tool) =>
    wordsOf(`${tool.name} ${tool.description}`).filter((word) => words.includes(word)).length;
  const [best] = tools.toSorted((a, b) => score(b) - score(a));
  if (!best || score(best) === 0) return undefined;
  const names = Object.keys(best.parameters?.properties ?? {});
  return {
    kind: "tool",
    name: best.name,
    arguments: Object.fromEntries(names.slice(0, 1).map((name) => [name, last.text])),
  };
};

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]{4,}/g) ?? [];

/** The emptiest value that fits a JSON schema. */
const emptyValue = (schema: unknown): unknown => {
  if (typeof schema !== "object" || schema === null) return null;
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum[0];
  if ("properties" in schema && typeof schema.properties === "object" && schema.properties !== null) {
    return Object.fromEntries(Object.entries(schema.properties).map(([key, value]) => [key, emptyValue(value)]));
  }
  const empty = { string: "", number: 0, integer: 0, boolean: false, array: [] };
  const type = "type" in schema ? schema.type : undefined;
  return Object.entries(empty).find(([name]) => name === type)?.[1] ?? null;
};
