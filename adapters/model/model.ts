import type { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";
import type { Model, ModelMessage } from "../../src/ports/model.ts";
import { createClient, type ModelSettings, modelOf } from "./client.ts";
import { isBadRequest, modelProblem, nonsense } from "./problems.ts";
import { type Patience, pause, withRetry } from "./retry.ts";

export type { ModelSettings } from "./client.ts";

export interface ModelOptions {
  /** Bound of a structured answer with its retries, ms. */
  objectMs?: number;
  /** Bound of a text with its retries, ms. */
  textMs?: number;
  /** Tries after the first one. */
  retries?: number;
  pause?: Patience["pause"];
}

/** A model behind Azure OpenAI, an OpenAI-compatible service or Databricks model serving. */
export const createModel = (settings: ModelSettings, options: ModelOptions = {}): Model => {
  const { objectMs = 30_000, textMs = 60_000, retries = 2 } = options;
  const chat = createClient(settings);
  const secrets = settings.kind === "databricks" ? [] : [settings.apiKey];
  const problemOf = (error: unknown) => modelProblem(error, settings.kind, secrets);
  const patience = (timeoutMs: number, signal: AbortSignal | undefined): Patience => ({
    timeoutMs,
    retries,
    signal,
    pause: options.pause ?? pause,
  });
  return {
    name: `${settings.kind}:${modelOf(settings)}`,
    object: structured(chat, (signal, call) => withRetry(patience(objectMs, signal), problemOf, call)),
    text: (messages, onText, signal) => {
      let shown = 0;
      const grown = (text: string) => {
        if (text.length <= shown) return; // a retry begins anew; what was shown stays until it has caught up
        shown = text.length;
        onText(text);
      };
      return withRetry(patience(textMs, signal), problemOf, async (within) => {
        const text = await said(chat, messages, { signal: within }, grown);
        if (!text.trim()) throw nonsense("an empty text");
        return text;
      });
    },
  };
};

type Run = <T>(signal: AbortSignal | undefined, call: (within: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Structured output by the endpoint's own JSON schema mode. Where that is rejected or ignored, the schema goes into the
 * prompt; an endpoint that rejected it is not offered it again.
 */
const structured = (chat: ChatOpenAI, run: Run): Model["object"] => {
  let offersSchema = true;
  return (schema, name, messages, signal) =>
    run(signal, async (within) => {
      const shape = shapeOf(schema, name);
      const offered = offersSchema ? await native(chat, messages, shape, within) : "";
      const fits = read(schema, offered ?? "");
      if (fits) return fits.data;
      const answer = await said(chat, spelledOut(messages, shape), { signal: within });
      const value = read(schema, answer);
      if (!value) throw nonsense(`${name}: ${answer.length} characters that do not fit the schema`);
      offersSchema &&= offered !== undefined;
      return value.data;
    });
};

interface Shape {
  name: string;
  schema: Record<string, unknown>;
}

const shapeOf = (schema: z.ZodType, name: string): Shape => {
  const { $schema, ...bare } = z.toJSONSchema(schema);
  return { name, schema: bare };
};

/** The answer in JSON schema mode; nothing where the endpoint rejects the mode. */
const native = async (
  chat: ChatOpenAI,
  messages: ModelMessage[],
  shape: Shape,
  signal: AbortSignal,
): Promise<string | undefined> => {
  try {
    const format = { type: "json_schema" as const, json_schema: { ...shape, strict: true } };
    return await said(chat, messages, { signal, response_format: format });
  } catch (error) {
    if (isBadRequest(error)) return undefined;
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

/** The JSON object in a text, if it fits: models like to put words or a fence around it. */
const read = <T>(schema: z.ZodType<T>, text: string): { data: T } | undefined => {
  try {
    const parsed = schema.safeParse(JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)));
    return parsed.success ? { data: parsed.data } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What the model says. Always streamed: LangChain hands a structured answer in one body to the SDK's own JSON parser,
 * which throws away what is not bare JSON.
 */
const said = async (
  chat: ChatOpenAI,
  messages: readonly ModelMessage[],
  options: ChatOpenAI["ParsedCallOptions"],
  onText: (text: string) => void = () => {},
): Promise<string> => {
  const turns = messages.map(({ role, content }): [ModelMessage["role"], string] => [role, content]);
  let text = "";
  for await (const chunk of await chat.stream(turns, options)) {
    text += chunk.text;
    onText(text);
    if (chunk.response_metadata["finish_reason"] === "length") throw nonsense("the text ended at the length limit");
  }
  return text;
};
