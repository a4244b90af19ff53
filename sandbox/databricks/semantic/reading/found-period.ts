import type { Period } from "../../data/calendar.ts";

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
