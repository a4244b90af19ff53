import { z } from "zod";
import type { Model, ModelMessage } from "../../src/ports/model.ts";
import { lastObject } from "./json-object.ts";
import { formRefusal, nonsense } from "./problems.ts";
import type { ReplyReader } from "./reply.ts";

/** Runs a call within a time limit, and repeats it where that may help. */
export type Run = <T>(signal: AbortSignal | undefined, call: (within: AbortSignal) => Promise<T>) => Promise<T>;

/** Characters of a structured answer. */
const mostCharacters = 200_000;

/**
 * Structured output by the endpoint's own JSON schema mode. If that is rejected, fails or is ignored, the schema goes into
 * the prompt. An endpoint that rejects the mode is not offered it again, nor is one that fails with it twice in a row and
 * works without it. `onUnsupported` is called when that is found out.
 */
export const createStructured = (read: ReplyReader["read"], run: Run, onUnsupported: () => void): Model["object"] => {
  let offersSchema = true;
  let failures = 0;

  const learn = (refusal: "sure" | "unsure" | undefined): void => {
    failures = refusal === "unsure" ? failures + 1 : 0;
    if (refusal !== "sure" && failures < 2) return;
    offersSchema = false;
    onUnsupported();
  };

  return (schema, name, messages, signal) =>
    run(signal, async (within) => {
      const shape = shapeOf(schema, name);
      const native = offersSchema ? await askNative(read, messages, shape, within) : { text: "" };
      const first = "text" in native ? lastObject(schema, native.text) : undefined;
      if (!first) {
        const { text } = await read(spelledOut(messages, shape), { signal: within }, mostCharacters);
        const second = lastObject(schema, text);
        if (!second) throw nonsense(`${name}: ${text.length} characters that do not fit the schema`);
        if (offersSchema) learn("refusal" in native ? native.refusal : undefined);
        return second.data;
      }
      learn(undefined);
      return first.data;
    });
};

interface Shape {
  name: string;
  schema: Record<string, unknown>;
}

/** By the schema that they were made of; there are a few, and each is used for every question. */
const made = new WeakMap<z.ZodType, Shape["schema"]>();

const shapeOf = (schema: z.ZodType, name: string): Shape => {
  const { $schema, ...bare } = made.get(schema) ?? z.toJSONSchema(schema);
  made.set(schema, bare);
  return { name, schema: bare };
};

/** The answer in JSON schema mode, or the endpoint's refusal of the mode. */
const askNative = async (
  read: ReplyReader["read"],
  messages: ModelMessage[],
  shape: Shape,
  signal: AbortSignal,
): Promise<{ text: string } | { refusal: "sure" | "unsure" }> => {
  try {
    const format = { type: "json_schema" as const, json_schema: { ...shape, strict: true } };
    return await read(messages, { signal, response_format: format }, mostCharacters);
  } catch (error) {
    const refusal = formRefusal(error);
    if (refusal) return { refusal };
    throw error;
  }
};

const spelledOut = (messages: readonly ModelMessage[], { schema }: Shape): ModelMessage[] => {
  const rule = `Answer with one JSON object that fits this JSON Schema, and nothing else:\n${JSON.stringify(schema)}`;
  const [first, ...rest] = messages;
  return first?.role === "system"
    ? [{ role: "system", content: `${first.content}\n\n${rule}` }, ...rest]
    : [{ role: "system", content: rule }, ...messages];
};
