/* Days as `2026-11-29`, reckoned in UTC so that no clock change moves them. */

export type Unit = "day" | "week" | "month" | "quarter" | "year";

/** A stretch of days; `until` is the first day after it. An open side has no bound. */
export interface Period {
  from?: string;
  until?: string;
}

const dayMs = 86_400_000;

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A day that there is. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(timeOf(text)) && dayAt(timeOf(text)) === text;

/** Moves a day by whole units; the end of a shorter month is kept to. */
export const shifted = (day: string, unit: Unit, by: number): string => {
  const count = Math.max(-100_000, Math.min(100_000, Math.trunc(by)));
  if (unit === "day" || unit === "week") return within(timeOf(day) + count * (unit === "week" ? 7 : 1) * dayMs, day);
  const months = count * { month: 1, quarter: 3, year: 12 }[unit];
  const date = new Date(timeOf(day));
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return within(first + (Math.min(date.getUTCDate(), length) - 1) * dayMs, day);
};

/** Years of four digits only: what is far away from them stays where it was. */
const within = (time: number, otherwise: string): string =>
  time >= Date.UTC(1, 0, 1) && time < Date.UTC(9_999, 0, 1) ? dayAt(time) : otherwise;

/** The first day of the unit that a day lies in. Weeks begin on Monday. */
export const startOf = (day: string, unit: Unit): string => {
  const date = new Date(timeOf(day));
  switch (unit) {
    case "day":
      return day;
    case "week":
      return shifted(day, "day", -((date.getUTCDay() + 6) % 7));
    case "month":
      return `${day.slice(0, 8)}01`;
    case "quarter":
      return `${day.slice(0, 5)}${String(Math.floor(date.getUTCMonth() / 3) * 3 + 1).padStart(2, "0")}-01`;
    case "year":
      return `${day.slice(0, 5)}01-01`;
  }
};

/** The whole unit `by` units away from the one that a day lies in: -1 is last month. */
export const wholeUnit = (day: string, unit: Unit, by: number): Required<Period> => {
  const from = shifted(startOf(day, unit), unit, by);
  return { from, until: shifted(from, unit, 1) };
};

export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
