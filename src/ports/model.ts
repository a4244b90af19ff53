import type { z } from "zod";

export interface ModelMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** A language model. Failures are Problems with code `model.*`. */
export interface Model {
  /** For notes and logs: provider and model. */
  readonly name: string;
  /** An answer of the given shape; an answer that does not fit the shape is a Problem `model.nonsense`. */
  object<T>(schema: z.ZodType<T>, name: string, messages: ModelMessage[], signal?: AbortSignal): Promise<T>;
  /** An answer in text; `onText` gets the whole text so far, each time it has grown. */
  text(messages: ModelMessage[], onText: (text: string) => void, signal?: AbortSignal): Promise<string>;
}
