import { z } from "zod";

/** A field that Slack leaves out, or sends as null, where it has nothing to say. */
export const optional = <T>(schema: z.ZodType<T>) => schema.nullish().transform((value) => value ?? undefined);

/** Text that may be missing. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
