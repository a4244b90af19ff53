import type { Period } from "../../../data/calendar.ts";
import type { Grain } from "../../tags.ts";

/* Days, periods and units of time in English. */

const written = (day: string, style: Intl.DateTimeFormatOptions): string =>
  new Date(`${day.slice(0, 10)}T00:00:00Z`).toLocaleDateString("en-GB", { ...style, timeZone: "UTC" });

const weekdays: Record<string, string> = {
  Mon: "Monday",
  Tue: "Tuesday",
  Wed: "Wednesday",
  Thu: "Thursday",
  Fri: "Friday",
  Sat: "Saturday",
  Sun: "Sunday",
};

export const englishTimes = {
  /** "9 November 2026"; the year may be known. */
  day: (day: string, withYear = true): string =>
    written(day, { day: "numeric", month: "long", ...(withYear && { year: "numeric" }) }),
  /** "2026-11" */
  month: (month: string, withYear = true): string =>
    written(`${month}-01`, { month: "long", ...(withYear && { year: "numeric" }) }),
  week: (monday: string, withYear = true): string => `week of ${englishTimes.day(monday, withYear)}`,
  quarter: (start: string, withYear = true): string =>
    `Q${Math.ceil(Number(start.slice(5, 7)) / 3)}${withYear ? ` ${start.slice(0, 4)}` : ""}`,
  weekday: (short: string): string => weekdays[short] ?? short,
  hour: (hour: string): string => `${hour}:00`,
  moment: (day: string, clock: string): string => `${day} at ${clock} UTC`,
  /** "on 9 November 2026" */
  onDay: (day: string): string => `on ${day}`,
  period: ({ words }: Period): string => words,
  grain: (grain: Grain): string => grain,
  grains: (grain: Grain): string => `${grain}s`,
  /** "twice within one day" */
  within: (grain: Grain): string => `within one ${grain}`,
  daysAgo: (days: number, number: string): string => (days === 1 ? "a day ago" : `${number} days ago`),
};
