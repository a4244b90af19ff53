import type { Json } from "../ports/json.ts";
import type { Journal, JournalEntry } from "../ports/stores/journal.ts";
import type { AuditAction } from "./audit-log.ts";

/**
 * Details that hold words of people, statements about data, or answers; `user_request` is a parameter of jobs. What is said
 * of a failure quotes its error, and that the statement or the row it failed at.
 */
const texts: ReadonlySet<string> = new Set([
  "question",
  "sql",
  "answer",
  "comment",
  "user_request",
  "cause",
  "evidence",
]);

/** Acts whose parameters are such words, names and all. */
const wordy: ReadonlySet<string> = new Set<AuditAction>(["sql", "remember", "forget"]);

/** A journal that keeps who did what and when, and none of the words: for `audit.texts: false`. */
export const withoutTexts = (journal: Journal): Journal => ({
  ...journal,
  append: (entry) => journal.append({ ...entry, details: kept(entry) }),
  amend: (id, { details, ...rest }) => journal.amend(id, { ...rest, ...(details && { details: blanked(details) }) }),
});

const kept = ({ kind, details }: JournalEntry): Record<string, Json> =>
  blanked(wordy.has(kind) ? { ...details, parameters: {} } : details);

const blanked = (details: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, blank(name, value)]));

const blank = (name: string, value: Json): Json => {
  if (texts.has(name) && typeof value === "string") return "";
  if (texts.has(name) && Array.isArray(value)) return [];
  if (Array.isArray(value)) return value.map((item) => blank("", item));
  return typeof value === "object" && value !== null ? blanked(value as Record<string, Json>) : value;
};
