import { z } from "zod";
import { remembered } from "../remembered.ts";

/** A request, from either of the two wires. */
export interface Prompt {
  messages: { role: string; text: string }[];
  /** JSON schema that the answer must fit. */
  schema?: { name: string; schema: unknown } | undefined;
  tools: Tool[];
  stream: boolean;
}

export const Tool = z.object({
  name: z.string(),
  description: z.string().default(""),
  parameters: z.object({ properties: z.record(z.string(), z.unknown()).default({}) }).optional(),
});
export type Tool = z.infer<typeof Tool>;

/** What the rules answer. */
export type Completion =
  | { kind: "text"; text: string }
  | { kind: "tool"; name: string; arguments: Record<string, string> };

/** The whole text of a prompt. */
export const textOf = (prompt: Prompt): string => prompt.messages.map(({ text }) => text).join("\n\n");

/** The JSON values of every `<tag>` section of a text, one list for each section. */
export const sections = (text: string, tag: string): unknown[][] => bodies(text, tag).map(linesOf);

const bodies = (text: string, tag: string): string[] =>
  [...text.matchAll(new RegExp(`^<${tag}>$(.*?)^</${tag}>$`, "gms"))].map(([, body = ""]) => body);

const linesOf = (body: string): unknown[] =>
  body.split("\n").flatMap((line) => {
    try {
      return line.trim() ? [JSON.parse(line) as unknown] : [];
    } catch {
      return [];
    }
  });

/** The question of a prompt; empty: it has none. */
export const questionIn = (text: string): string => questions(text)[0] ?? "";

/**
 * The values of the first section of a prompt that fit a schema. What many prompts share, like who the agents are, is the
 * same list each time.
 */
export const valuesOf = <T>(tag: string, schema: z.ZodType<T>): ((text: string) => readonly T[]) => {
  const read = remembered((body: string): readonly T[] =>
    linesOf(body).flatMap((value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    }),
  );
  return (text) => read(bodies(text, tag)[0] ?? "");
};

const questions = valuesOf("question", z.string());
