import type { z } from "zod";
import { invalidParameter } from "../errors.ts";

/** A request body in its shape, or the refusal that it deserves. */
export const given = <T>(shape: z.ZodType<T>, body: unknown): T => {
  const parsed = shape.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw invalidParameter(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
};
