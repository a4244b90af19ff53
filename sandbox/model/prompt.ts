import { z } from "zod";

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
export const sections = (text: string, tag: string): unknown[][] =>
  [...text.matchAll(new RegExp(`^<${tag}>$(.*?)^</${tag}>$`, "gms"))].map(([, body = ""]) =>
    body.split("\n").flatMap((line) => {
      try {
        return line.trim() ? [JSON.parse(line) as unknown] : [];
      } catch {
        return [];
      }
    }),
  );

/** The values of the first section that fit a schema. */
export const values = <T>(text: string, tag: string, schema: z.ZodType<T>): T[] =>
  (sections(text, tag)[0] ?? []).flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
