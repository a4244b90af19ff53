import type { z } from "zod";

/**
 * The last complete JSON object in a text that fits the schema. Models put words, a fence or a first attempt before it,
 * and notes after it. Takes linear time for any text.
 */
export const lastObject = <T>(schema: z.ZodType<T>, text: string): { data: T } | undefined => {
  let best: { data: T } | undefined;
  let budget = readings * (text.length + 1_000);
  for (let at = text.indexOf("{"); at >= 0 && budget > 0; at = text.indexOf("{", at)) {
    const end = endOf(text, at);
    budget -= Math.max((end ?? text.length) - at, leastCost);
    const found = end === undefined ? undefined : fitting(schema, text.slice(at, end));
    if (found) best = found;
    // An object that does not fit may hold one that does.
    at = found && end !== undefined ? end : at + 1;
  }
  return best;
};

/** A text is read at most so often, on average over its characters. */
const readings = 16;
/** An object counts as at least so many characters. */
const leastCost = 400;

/** The end of the object that begins at `start`. Undefined: it has none. */
const endOf = (text: string, start: number): number | undefined => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
};

const fitting = <T>(schema: z.ZodType<T>, text: string): { data: T } | undefined => {
  const value = parsed(text) ?? parsed(withoutTrailingCommas(text));
  const result = value && schema.safeParse(value.json);
  return result?.success ? { data: result.data } : undefined;
};

const parsed = (text: string): { json: unknown } | undefined => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/** JSON without commas before closing brackets. */
const withoutTrailingCommas = (text: string): string => {
  let kept = "";
  let from = 0;
  /** The position of a comma, as long as only blanks have followed it. */
  let comma: number | undefined;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === ",") comma = at;
    else if (/\S/.test(character)) {
      if (comma !== undefined && (character === "}" || character === "]")) {
        kept += text.slice(from, comma);
        from = comma + 1;
      }
      comma = undefined;
      quoted = character === '"';
    }
  }
  return kept + text.slice(from);
};
