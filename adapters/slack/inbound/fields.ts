import { z } from "zod";

/** A field that may be missing or null. */
export const optional = <T>(schema: z.ZodType<T>) => schema.nullish().transform((value) => value ?? undefined);

/** A field that only adds to what somebody said: in any other form it counts as missing, so that their words still arrive. */
export const extra = <T>(schema: z.ZodType<T>) => optional(schema).catch(undefined);

/** Text that may be missing or null; empty then. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
