import { z } from "zod";

/** A field that may be missing or null. */
export const optional = <T>(schema: z.ZodType<T>) => schema.nullish().transform((value) => value ?? undefined);

/** Text that may be missing or null; empty then. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
