const DAY_MS = 86_400_000;

export type Unit = "day" | "week" | "month" | "quarter" | "year";

/** The day so many days later; days are written 2026-11-20. */
export const plusDays = (day: string, days: number): string => written(at(day) + days * DAY_MS);

/** The same day so many months later, the last of that month where it is shorter. */
export const plusMonths = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return written(Date.UTC(year, month - 1 + months, Math.min(date, last)));
};

/** The first day of the unit that holds a day; weeks begin on Monday. */
export const startOf = (unit: Unit, day: string): string => {
  const [year = 0, month = 1] = day.split("-").map(Number);
  switch (unit) {
    case "day":
      return day;
    case "week":
      return plusDays(day, -((new Date(at(day)).getUTCDay() + 6) % 7));
    case "month":
      return `${day.slice(0, 7)}-01`;
    case "quarter":
      return written(Date.UTC(year, month - 1 - ((month - 1) % 3), 1));
    case "year":
      return `${day.slice(0, 4)}-01-01`;
  }
};

/** The first day of a later unit. */
export const plusUnits = (unit: Unit, start: string, count: number): string => {
  if (unit === "day" || unit === "week") return plusDays(start, count * (unit === "week" ? 7 : 1));
  return plusMonths(start, count * { month: 1, quarter: 3, year: 12 }[unit]);
};

/** "9 November 2026" */
export const dayName = (day: string): string =>
  new Date(at(day)).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** "9 to 15 November 2026", with as much of the first day as differs. */
export const rangeName = (from: string, to: string): string => {
  if (from === to) return dayName(from);
  const [day, month, year] = dayName(from).split(" ");
  if (from.slice(0, 7) === to.slice(0, 7)) return `${day} to ${dayName(to)}`;
  return from.slice(0, 4) === to.slice(0, 4)
    ? `${day} ${month} to ${dayName(to)}`
    : `${day} ${month} ${year} to ${dayName(to)}`;
};

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const written = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
