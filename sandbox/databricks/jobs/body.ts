import type { z } from "zod";
import { invalidParameter } from "../errors.ts";

/** Parses a request body; throws INVALID_PARAMETER_VALUE when it does not fit. */
export const parseBody = <T>(shape: z.ZodType<T>, body: unknown): T => {
  const parsed = shape.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw invalidParameter(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
};
