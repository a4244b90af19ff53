import type { z } from "zod";

/**
 * The last complete JSON object in a text that fits the schema: models put words, a fence or a first attempt before it,
 * and notes behind it. Reads at most a few times the text's length, whatever the text is.
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

/** How often a text is read at most, on average over its characters. */
const readings = 16;
/** An object counts as so many characters at least. */
const leastCost = 400;

/** Where the object that begins at `start` ends; nothing when it does not. */
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

/** JSON without the commas that stand before a closing bracket. */
const withoutTrailingCommas = (text: string): string => {
  let kept = "";
  let from = 0;
  /** Where a comma stands that nothing but blanks has followed. */
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
