import { Problem } from "../../../src/errors.ts";
import type { Json } from "../../../src/ports/json.ts";
import type { Model, ModelMessage } from "../../../src/ports/model.ts";

/** What a language model gave, in order; an error is thrown in its place. */
export interface Recording {
  objects?: (Json | Error)[];
  texts?: (string | Error)[];
}

/** A model that plays back recorded outputs and keeps the prompts it was given. */
export const recordedModel = ({ objects = [], texts = [] }: Recording) => {
  const prompts: { kind: "object" | "text"; messages: ModelMessage[] }[] = [];
  const next = <T>(kind: "object" | "text", list: (T | Error)[], messages: ModelMessage[]): T => {
    prompts.push({ kind, messages });
    const output = list.shift();
    if (output === undefined) throw new Error(`the recording holds no further ${kind}`);
    if (output instanceof Error) throw output;
    return output;
  };
  const model: Model = {
    name: "recorded",
    object: async (schema, name, messages) => {
      const parsed = schema.safeParse(next("object", objects, messages));
      if (!parsed.success) throw new Problem("model.nonsense", "It could not be used.", { detail: name });
      return parsed.data;
    },
    text: async (messages, onText) => {
      const text = next("text", texts, messages);
      for (let end = 10; end < text.length + 10; end += 10) onText(text.slice(0, end));
      return text;
    },
  };
  return { model, prompts };
};

/** A recorded plan that asks each of the agents. */
export const planOf = (asks: Record<string, string>, confidence = 0.9): Json => ({
  kind: "ask",
  asks: Object.entries(asks).map(([agent, question]) => ({ agent, question })),
  confidence,
  text: "",
  choices: [],
});
