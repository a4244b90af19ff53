import { z } from "zod";

/**
 * Parses JSON without losing a digit: an integer past 2^53 (job, run and workspace ids are int64) becomes a string of
 * its digits. Undefined when the text is not JSON.
 */
export const tryJson = (text: string): unknown => {
  try {
    return mayBeInexact.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * An integer past 2^53 has 17 digits, or 16 and a 9 in front. Looking at each value takes six times as long as parsing, and
 * hardly any text needs it.
 */
const mayBeInexact = /(?:^|[\s:,[-])(?:9\d{15}|\d{17})/;

const exact = (_key: string, value: unknown, context?: { source?: string }): unknown => {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? source : value;
};

/** An int64 id, always a string, whether it came as a number or as a string. */
export const Int64 = z.union([z.string().regex(/^-?\d+$/), z.int()]).transform(String);

declare global {
  interface JSON {
    /** A JSON number with exactly these digits. */
    rawJSON(text: string): object;
  }
}

/** An int64 id for a request body, as a JSON number with every digit. Undefined when it cannot be one. */
export const int64 = (id: string): object | undefined => (/^[1-9]\d{0,18}$/.test(id) ? JSON.rawJSON(id) : undefined);
