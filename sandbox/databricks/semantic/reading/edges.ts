import type { Calendar, Period } from "../../data/calendar.ts";
import { plusDays, plusMonths, plusUnits, rangeName, startOf, type Unit } from "./dates.ts";
import type { FoundPeriod, Texts } from "./found-period.ts";

/* Parts of periods: "the first ten days of October", "the 10 days before 15 November", "October up to the 15th". */

/** Reads one point or stretch of time from a word on. */
type ReadPoint = (texts: Texts, at: number, calendar: Calendar) => FoundPeriod | undefined;

/** "The first ten days of October", "the last two weeks of Q3", "the first three months of this year" */
export const edgeUnitsAt = (
  texts: Texts,
  at: number,
  calendar: Calendar,
  point: ReadPoint,
): FoundPeriod | undefined => {
  const [edge = "", unit] = [texts[at], unitOf(texts[at + 2])];
  const counted = countOf(texts[at + 1]);
  if (!/^(?:first|last)$/.test(edge) || counted === undefined || !unit || !/^(?:of|in)$/.test(texts[at + 3] ?? ""))
    return undefined;
  const whole = point(texts, at + 3, calendar);
  if (!whole) return undefined;
  const { from, to } = whole.period;
  const after = (day: string, count: number) =>
    unit === "day" || unit === "week"
      ? plusUnits(unit, day, count)
      : plusMonths(day, count * (unit === "quarter" ? 3 : 1));
  const part =
    edge === "first"
      ? { from, to: plusDays(after(from, counted), -1) }
      : { from: after(plusDays(to, 1), -counted), to };
  if (unit === "year" || part.from < from || part.to > to) return undefined;
  return { period: ranged(part), length: 3 + whole.length };
};

/** "The 10 days before 15 November", "the week after 24 November": so many units next to a day. */
export const besideDayAt = (
  texts: Texts,
  at: number,
  calendar: Calendar,
  point: ReadPoint,
): FoundPeriod | undefined => {
  const counted = countOf(texts[at]);
  const named = at + (counted === undefined ? 0 : 1);
  const unit = unitOf(texts[named]);
  const side = texts[named + 1] ?? "";
  if ((unit !== "day" && unit !== "week") || !/^(?:before|after|following)$/.test(side)) return undefined;
  const day = point(texts, named + 2, calendar);
  if (!day || day.period.from !== day.period.to || day.period.words.startsWith("yesterday")) return undefined;
  const days = (counted ?? 1) * (unit === "week" ? 7 : 1);
  const { from } = day.period;
  const part =
    side === "before"
      ? { from: plusDays(from, -days), to: plusDays(from, -1) }
      : { from: plusDays(from, 1), to: plusDays(from, days) };
  return { period: ranged(part), length: named + 2 + day.length - at };
};

/** "October up to the 15th", "this month after the 10th": a part of the one month. */
export const clippedAt = (
  texts: Texts,
  at: number,
  { period, length, ...found }: FoundPeriod,
): FoundPeriod | undefined => {
  const end = at + length;
  const lead = texts[end] === "up" ? 1 : 0;
  const edge = texts[end + lead] ?? "";
  const isUntil = lead === 1 ? /^(?:to|until|till)$/.test(edge) : /^(?:until|till|through)$/.test(edge);
  if (!isUntil && !(lead === 0 && /^(?:after|before|since|from)$/.test(edge))) return undefined;
  const including = texts[end + lead + 1] === "and" && texts[end + lead + 2] === "including" ? 2 : 0;
  const article = texts[end + lead + 1 + including] === "the" ? 1 : 0;
  const named = end + lead + 1 + including + article;
  const date = /^\d{1,2}$/.test(texts[named] ?? "") ? Number(texts[named]) : 0;
  const isDate = /^(?:st|nd|rd|th)$/.test(texts[named + 1] ?? "");
  const day = `${period.from.slice(0, 8)}${String(date).padStart(2, "0")}`;
  const isOfMonth = period.from.slice(0, 7) === period.to.slice(0, 7) && startOf("month", period.from) === period.from;
  if (!isDate || !isOfMonth || day < period.from || day > period.to) return undefined;
  const part = {
    after: { from: plusDays(day, 1), to: period.to },
    before: { from: period.from, to: plusDays(day, -1) },
    since: { from: day, to: period.to },
    from: { from: day, to: period.to },
  }[edge] ?? { from: period.from, to: day };
  return { ...found, period: ranged(part), length: named + 2 - at };
};

/** A stretch of days with its name. */
export const ranged = ({ from, to }: { from: string; to: string }): Period => ({
  from,
  to,
  words: from === to ? `on ${rangeName(from, to)}` : `from ${rangeName(from, to)}`,
});

/** The unit of time that a word names. */
export const unitOf = (text = ""): Unit | undefined => {
  const unit = text.replace(/s$/, "");
  return unit === "day" || unit === "week" || unit === "month" || unit === "quarter" || unit === "year"
    ? unit
    : undefined;
};

/** How many units a word counts. */
export const countOf = (text = ""): number | undefined => {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  if (text === "few" || text === "several") return 3;
  if (text === "couple") return 2;
  const number = NUMBERS.indexOf(text);
  return number < 1 ? undefined : number;
};

const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
