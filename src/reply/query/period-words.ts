import { type Period, shifted, startOf } from "../../text/dates/calendar.ts";
import { wordsIn } from "../words/words.ts";

/** `1 Oct to 31 Dec 2026`, `October 2026`, `Q3 2026`, `2026`, `since 1 Oct 2026`, `until 31 Dec 2026`. */
export const periodWords = ({ from, until }: Period, locale: string | undefined): string => {
  const { periods } = wordsIn(locale).answers;
  const day = (date: string, withYear = true) => dayWords(date, withYear, locale);
  if (from === undefined) return until === undefined ? periods.all : periods.until(day(shifted(until, "day", -1)));
  if (until === undefined) return periods.since(day(from));
  const last = shifted(until, "day", -1);
  if (from === last) return day(from);
  const whole = (["month", "quarter", "year"] as const).find(
    (unit) => startOf(from, unit) === from && shifted(from, unit, 1) === until,
  );
  if (whole) return wholeWords(from, whole, locale);
  return periods.from(day(from, from.slice(0, 4) !== last.slice(0, 4)), day(last));
};

const wholeWords = (from: string, unit: "month" | "quarter" | "year", locale: string | undefined): string => {
  const { periods } = wordsIn(locale).answers;
  const year = from.slice(0, 4);
  if (unit === "year") return year;
  const month = Number(from.slice(5, 7));
  return unit === "quarter" ? periods.quarter((month + 2) / 3, year) : `${periods.months[month - 1]} ${year}`;
};

/** Of the days that people see. */
const dayWords = (day: string, withYear: boolean, locale: string | undefined): string => {
  const { periods } = wordsIn(locale).answers;
  const month = periods.months[Number(day.slice(5, 7)) - 1] ?? "";
  return periods.day(Number(day.slice(8)), month, withYear ? day.slice(0, 4) : undefined);
};
