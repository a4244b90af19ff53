import type { Calendar, Period } from "../../data/calendar.ts";

/** A period found in a question, and how many words name it. */
export interface FoundPeriod {
  period: Period;
  length: number;
  /** The two that "between" names. */
  ends?: [Period, Period];
}

/** The words of a question. */
export type Texts = readonly string[];

/** A year of this century, as people write it. */
export const yearOf = (text = ""): number | undefined => (/^20[1-3]\d$/.test(text) ? Number(text) : undefined);

/** Words before a unit of time, and which one they mean. */
export const LEAD_WORDS: ReadonlyMap<string, string> = new Map([
  ["last", "last"],
  ["previous", "last"],
  ["past", "past"],
  ["this", "this"],
  ["current", "this"],
  ["next", "next"],
  ["coming", "next"],
]);

/** "2025", "last year", "this year" */
export const yearNamedAt = (
  texts: Texts,
  at: number,
  calendar: Calendar,
): { year: number; length: number } | undefined => {
  const year = yearOf(texts[at]);
  if (year !== undefined) return { year, length: 1 };
  const lead = texts[at] === "the" ? 1 : 0;
  const kind = LEAD_WORDS.get(texts[at + lead] ?? "");
  if (texts[at + lead + 1] !== "year" || (kind !== "last" && kind !== "this")) return undefined;
  return { year: Number(calendar.today.slice(0, 4)) - (kind === "last" ? 1 : 0), length: lead + 2 };
};
