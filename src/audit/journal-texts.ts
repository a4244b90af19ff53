import type { Json } from "../ports/json.ts";
import type { Journal } from "../ports/stores/journal.ts";

/** Details that hold words of people, statements about data, or answers. */
const texts: ReadonlySet<string> = new Set(["question", "sql", "answer", "comment"]);

/** A journal that keeps who did what and when, and none of the words: for `audit.texts: false`. */
export const withoutTexts = (journal: Journal): Journal => ({
  ...journal,
  append: (entry) => journal.append({ ...entry, details: blanked(entry.details) }),
  amend: (id, { details, ...rest }) => journal.amend(id, { ...rest, ...(details && { details: blanked(details) }) }),
});

const blanked = (details: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, blank(name, value)]));

const blank = (name: string, value: Json): Json => {
  if (texts.has(name) && typeof value === "string") return "";
  if (Array.isArray(value)) return value.map((item) => blank("", item));
  return typeof value === "object" && value !== null ? blanked(value as Record<string, Json>) : value;
};
