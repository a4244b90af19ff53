import type { z } from "zod";

/** A mistake in a value as the person reads it who wrote the value. Schemas with words of their own keep them. */
export const wordsOf = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is missing";
      return `must be ${kinds[issue.expected] ?? issue.expected}${isTextOf(issue.expected, issue.input) ? "; put it in quotation marks" : ""}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return boundOf(issue.origin, issue.minimum, issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return boundOf(issue.origin, issue.maximum, issue.inclusive === false ? "less than" : "at most");
    default:
      return undefined;
  }
};

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list: [one, another], or a line with - for each",
  tuple: "a list",
  object: "settings with names and values",
  record: "settings with names and values",
};

/** YAML takes an unquoted 5, or yes, for something else than a text. */
const isTextOf = (expected: string, input: unknown): boolean =>
  expected === "string" && ["number", "bigint", "boolean"].includes(typeof input);

const boundOf = (origin: string, bound: number | bigint, words: string): string => {
  if (origin === "string")
    return bound === 1 && words === "at least" ? "is empty" : `must have ${words} ${bound} characters`;
  if (origin === "array" || origin === "set") return `must have ${words} ${bound} entries`;
  return `must be ${words} ${bound}`;
};
