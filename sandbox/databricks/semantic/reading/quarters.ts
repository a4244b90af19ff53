import type { Calendar, Period } from "../../data/calendar.ts";
import { plusDays, plusMonths, rangeName } from "./dates.ts";
import { type FoundPeriod, type Texts, yearNamedAt } from "./found-period.ts";
import { monthAt } from "./months.ts";
import { unitPeriod } from "./spans.ts";

/* Quarters, halves of years and halves of months. */

const ORDINALS = ["first", "second", "third", "fourth"];

/** "q3", "q3 2026", "third quarter of 2026", "first half of 2025", "h1" */
export const quarterAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const word = texts[at] ?? "";
  const next = texts[at + 1] ?? "";
  const ordinal = ORDINALS.indexOf(word);
  const short = /^([qh])([1-4])$/.exec(word);
  const isHalf = short?.[1] === "h" || (ordinal >= 0 && next === "half");
  if (!short && !(ordinal >= 0 && (next === "quarter" || next === "half"))) return undefined;
  const index = short ? Number(short[2]) - 1 : ordinal;
  const named = short ? 1 : 2;
  const gap = ["of", "in"].includes(texts[at + named] ?? "") ? 1 : 0;
  const month = isHalf && gap > 0 ? monthAt(texts, at + named + gap, calendar) : undefined;
  if (month) return { period: halfOf(month.period, index), length: named + gap + month.length };
  const whose = yearNamedAt(texts, at + named + gap, calendar);
  const given = whose?.year;
  const thisYear = Number(calendar.today.slice(0, 4));
  const start = index * (isHalf ? 6 : 3);
  const year = given ?? (plusMonths(`${thisYear}-01-01`, start) <= calendar.today ? thisYear : thisYear - 1);
  const from = plusMonths(`${year}-01-01`, start);
  const length = named + (whose ? whose.length + gap : 0);
  if (!isHalf) return { period: unitPeriod("quarter", from), length };
  const to = plusDays(plusMonths(from, 6), -1);
  return { period: { from, to, words: `from ${rangeName(from, to)}` }, length };
};

/** The first fifteen days of a month, or the others. */
const halfOf = ({ from, to }: Period, index: number): Period => {
  const half = index === 0 ? { from, to: plusDays(from, 14) } : { from: plusDays(from, 15), to };
  return { ...half, words: `from ${rangeName(half.from, half.to)}` };
};
