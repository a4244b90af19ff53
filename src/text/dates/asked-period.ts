import { lookup } from "../lookup.ts";
import { monthNames, type Period, shifted, startOf, type Unit, wholeUnit } from "./calendar.ts";

/** A period that a question names: in the person's words, and as days. */
export interface AskedPeriod {
  words: string;
  period: Required<Period>;
}

const mostWords = 400;

/** The periods with clear bounds that a question names, as seen from a day, in their order. */
export const askedPeriods = (question: string, today: string): AskedPeriod[] => {
  const words = (question.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []).slice(0, mostWords);
  const asked: AskedPeriod[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const found = periodAt(words, at, today);
    if (!found) continue;
    asked.push({ words: words.slice(at, at + found.length).join(" "), period: found.period });
    at += found.length - 1;
  }
  return asked;
};

interface Found {
  period: Required<Period>;
  /** In words. */
  length: number;
}

const periodAt = (words: string[], at: number, today: string): Found | undefined => {
  const [first = "", second = "", third = ""] = words.slice(at, at + 3);
  if (first === "today" || first === "heute") return { period: wholeUnit(today, "day", 0), length: 1 };
  if (first === "yesterday" || first === "gestern") return { period: wholeUnit(today, "day", -1), length: 1 };
  return relative(first, second, third, today) ?? named(first, second, today);
};

/** `last month`, `dieses Jahr`, `the past 30 days`. */
const relative = (first: string, second: string, third: string, today: string): Found | undefined => {
  const by = direction(first);
  if (by === undefined) return undefined;
  const one = unitOf(second);
  if (one) return { period: wholeUnit(today, one, by), length: 2 };
  const [count, unit] = [Number(second), unitsOf(third) ?? unitOf(third)];
  if (by !== -1 || !unit || !Number.isInteger(count) || count < 1 || count > 1_000) return undefined;
  return { period: { from: shifted(today, unit, -count), until: shifted(today, "day", 1) }, length: 3 };
};

/** German adjectives with each of their endings. */
const inflected = <T>(stems: readonly string[], value: T): Record<string, T> =>
  Object.fromEntries(stems.flatMap((stem) => ["e", "en", "em", "er", "es"].map((end) => [`${stem}${end}`, value])));

const direction = lookup({
  ...{ last: -1, previous: -1, past: -1, this: 0, current: 0 },
  ...inflected(["letzt", "vergangen", "vorig"], -1),
  ...inflected(["dies", "aktuell", "laufend"], 0),
});
const unitOf = lookup<Unit>({
  ...{ day: "day", week: "week", month: "month", quarter: "quarter", year: "year" },
  ...{ tag: "day", woche: "week", monat: "month", monats: "month", quartal: "quarter", quartals: "quarter" },
  ...{ jahr: "year", jahres: "year" },
});
const unitsOf = lookup<Unit>({
  ...{ days: "day", weeks: "week", months: "month", quarters: "quarter", years: "year" },
  ...{ tage: "day", tagen: "day", wochen: "week", monate: "month", monaten: "month", quartale: "quarter" },
  ...{ jahre: "year", jahren: "year" },
});

/** From 0. German names where they differ. */
const monthOf = lookup({
  ...Object.fromEntries(monthNames.map((name, month) => [name.toLowerCase(), month])),
  ...{ januar: 0, februar: 1, märz: 2, mai: 4, juni: 5, juli: 6, oktober: 9, dezember: 11 },
});

/** `March`, `March 2025`, `Q3 2025`, `in 2025`. A month without a year is the latest one that has begun. */
const named = (first: string, second: string, today: string): Found | undefined => {
  const year = isYear(second) ? second : undefined;
  const month = monthOf(first);
  // "may" is mostly no month, and a "march" may be one of people.
  if (month !== undefined && (year !== undefined || !["may", "march"].includes(first))) {
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
