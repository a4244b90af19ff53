import { z } from "zod";

/** The value of a JSON argument, which a form sends as text. Text that is not JSON stays text. */
export const fromJson = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const booleans: Record<string, boolean> = { true: true, "1": true, false: false, "0": false };

/** Arguments arrive as JSON values or, in a form, as strings. */
export const arg = {
  flag: z.preprocess((value) => booleans[String(value)] ?? value, z.boolean()),
  count: z.coerce.number().int(),
  json: <T>(schema: z.ZodType<T>) => z.preprocess(fromJson, schema),
  list: z.preprocess((value) => (typeof value === "string" ? value.split(",") : value), z.array(z.string())),
};
