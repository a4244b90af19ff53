import { z } from "zod";

/**
 * Parses JSON without losing a digit: an integer past 2^53 (job, run and workspace ids are int64) arrives as the string
 * that stood in the text. Undefined when the text is not JSON.
 */
export const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text, exact);
  } catch {
    return undefined;
  }
};

const exact = (_key: string, value: unknown, context?: { source?: string }): unknown => {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? source : value;
};

/** An int64 id, always a string, whether it came as a number or as a string. */
export const Int64 = z.union([z.string().regex(/^-?\d+$/), z.int()]).transform(String);
