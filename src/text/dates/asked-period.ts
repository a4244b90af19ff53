import { lookup } from "../lookup.ts";
import { monthNames, type Period, shifted, startOf, type Unit, wholeUnit } from "./calendar.ts";

/** A period that a question names: in the person's words, and as days. */
export interface AskedPeriod {
  words: string;
  period: Required<Period>;
}

const mostWords = 400;

/** The first period that a question names, as seen from a day. Undefined: it names none that has clear bounds. */
export const askedPeriod = (question: string, today: string): AskedPeriod | undefined => {
  const words = (question.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []).slice(0, mostWords);
  for (const [at] of words.entries()) {
    const found = periodAt(words, at, today);
    if (found) return { words: words.slice(at, at + found.length).join(" "), period: found.period };
  }
  return undefined;
};

interface Found {
  period: Required<Period>;
  /** In words. */
  length: number;
}

const periodAt = (words: string[], at: number, today: string): Found | undefined => {
  const [first = "", second = "", third = ""] = words.slice(at, at + 3);
  if (first === "today") return { period: wholeUnit(today, "day", 0), length: 1 };
  if (first === "yesterday") return { period: wholeUnit(today, "day", -1), length: 1 };
  return relative(first, second, third, today) ?? named(first, second, today);
};

/** `last month`, `this year`, `the past 30 days`. */
const relative = (first: string, second: string, third: string, today: string): Found | undefined => {
  const by = direction(first);
  if (by === undefined) return undefined;
  const one = unitOf(second);
  if (one) return { period: wholeUnit(today, one, by), length: 2 };
  const [count, unit] = [Number(second), unitOf(third.replace(/s$/, ""))];
  if (by !== -1 || !unit || !Number.isInteger(count) || count < 1 || count > 1_000) return undefined;
  return { period: { from: shifted(today, unit, -count), until: shifted(today, "day", 1) }, length: 3 };
};

const direction = lookup({ last: -1, previous: -1, past: -1, this: 0, current: 0 });
const unitOf = lookup<Unit>({
  day: "day",
  week: "week",
  month: "month",
  quarter: "quarter",
  year: "year",
});

/** `March`, `March 2025`, `Q3 2025`, `in 2025`. A month without a year is the latest one that has begun. */
const named = (first: string, second: string, today: string): Found | undefined => {
  const year = isYear(second) ? second : undefined;
  const month = monthNames.findIndex((name) => name.toLowerCase() === first);
  // "may" is mostly no month, and a "march" may be one of people.
  if (month >= 0 && (year !== undefined || !["may", "march"].includes(first))) {
    return { period: latest(month, "month", year, today), length: year ? 2 : 1 };
  }
  const quarter = /^q([1-4])$/.exec(first)?.[1];
  if (quarter) return { period: latest((Number(quarter) - 1) * 3, "quarter", year, today), length: year ? 2 : 1 };
  if (first === "in" && year) return { period: wholeUnit(`${year}-01-01`, "year", 0), length: 2 };
  return undefined;
};

const latest = (month: number, unit: Unit, year: string | undefined, today: string): Required<Period> => {
  const inYear = (of: string) => wholeUnit(`${of}-${String(month + 1).padStart(2, "0")}-01`, unit, 0);
  const thisYear = inYear(year ?? today.slice(0, 4));
  return year === undefined && thisYear.from > startOf(today, "day")
    ? inYear(String(Number(today.slice(0, 4)) - 1))
    : thisYear;
};

const isYear = (word: string): boolean => /^(?:19|20)\d\d$/.test(word);
