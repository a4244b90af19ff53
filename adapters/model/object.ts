import type { z } from "zod";

/** The JSON object in a text, if it fits: models like to put words or a fence around it. */
export const objectIn = <T>(schema: z.ZodType<T>, text: string): { data: T } | undefined => {
  try {
    const parsed = schema.safeParse(JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)));
    return parsed.success ? { data: parsed.data } : undefined;
  } catch {
    return undefined;
  }
};
