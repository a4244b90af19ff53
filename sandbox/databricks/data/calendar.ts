const DAY_MS = 86_400_000;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Whole days, both ends included, and how a sentence names them. */
export interface Period {
  from: string;
  to: string;
  words: string;
}

/** The days around the moment the data was made. Days are written 2026-11-20. */
export interface Calendar {
  today: string;
  /** The day so many days ago. */
  ago(days: number): string;
  /** The last so many whole days, up to yesterday. */
  lastDays(days: number): Period;
  /** The most recent such weekday before today. */
  last(weekday: string): Period;
}

export const calendarAt = (now: number): Calendar => {
  const start = Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth(), new Date(now).getUTCDate());
  const ago = (days: number) => dayOf(start - days * DAY_MS);
  return {
    today: dayOf(start),
    ago,
    lastDays: (days) => ({ from: ago(days), to: ago(1), words: days === 1 ? "yesterday" : `in the last ${days} days` }),
    last: (weekday) => {
      const back = (new Date(start).getUTCDay() - WEEKDAYS.indexOf(weekday) + 7) % 7 || 7;
      return { from: ago(back), to: ago(back), words: `on ${spoken(ago(back))}` };
    },
  };
};

/** A day as people write it: Tuesday 17 November 2026. */
export const spoken = (day: string): string =>
  new Date(`${day}T00:00:00Z`)
    .toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
    .replace(",", "");

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
