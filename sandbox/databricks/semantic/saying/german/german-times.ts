import type { Period } from "../../../data/calendar.ts";
import { plusDays } from "../../reading/dates.ts";
import type { englishTimes } from "../english/english-times.ts";

/* Days, periods and units of time in German. */

const written = (day: string, style: Intl.DateTimeFormatOptions): string =>
  new Date(`${day.slice(0, 10)}T00:00:00Z`).toLocaleDateString("de-DE", { ...style, timeZone: "UTC" });

const weekdays: Record<string, string> = {
  Mon: "Montag",
  Tue: "Dienstag",
  Wed: "Mittwoch",
  Thu: "Donnerstag",
  Fri: "Freitag",
  Sat: "Samstag",
  Sun: "Sonntag",
};

const grains = {
  hour: ["Stunde", "Stunden"],
  day: ["Tag", "Tage"],
  weekday: ["Wochentag", "Wochentage"],
  week: ["Woche", "Wochen"],
  month: ["Monat", "Monate"],
  quarter: ["Quartal", "Quartale"],
  year: ["Jahr", "Jahre"],
} as const;

const within = {
  hour: "in derselben Stunde",
  day: "am selben Tag",
  weekday: "am selben Wochentag",
  week: "in derselben Woche",
  month: "im selben Monat",
  quarter: "im selben Quartal",
  year: "im selben Jahr",
} as const;

const day = (of: string, withYear = true): string =>
  written(of, { day: "numeric", month: "long", ...(withYear && { year: "numeric" }) });

const month = (of: string, withYear = true): string =>
  written(`${of}-01`, { month: "long", ...(withYear && { year: "numeric" }) });

/** "9. bis 15. November 2026", with as much of the first day as differs. */
const range = (from: string, to: string): string => {
  if (from === to) return day(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}. bis ${day(to)}`;
  return `${day(from, from.slice(0, 4) !== to.slice(0, 4))} bis ${day(to)}`;
};

const datives: Record<string, [one: string, many: string]> = {
  day: ["im letzten Tag", "Tagen"],
  week: ["in der letzten Woche", "Wochen"],
  month: ["im letzten Monat", "Monaten"],
  quarter: ["im letzten Quartal", "Quartalen"],
  year: ["im letzten Jahr", "Jahren"],
};

/** "in den letzten 30 Tagen" */
const last = (words: string): string | undefined => {
  const [, count, unit = ""] = /^in the last (?:(\d+) )?(day|week|month|quarter|year)/.exec(words) ?? [];
  const [one, many] = datives[unit] ?? [];
  return count === undefined ? one : `in den letzten ${count} ${many}`;
};

const running: Record<string, string> = {
  week: "in dieser Woche bisher",
  month: "in diesem Monat bisher",
  quarter: "in diesem Quartal bisher",
  year: "in diesem Jahr bisher",
};

/** A period whose name is read from its English one, which says of what kind it is. */
const period = ({ from, to, words }: Period): string => {
  const days = words.includes("(") ? ` (${range(from, to)})` : "";
  const [lead = "", second = "", third = ""] = words.split(" ");
  const rolling = last(words);
  if (lead === "since") return `seit dem ${day(from)}`;
  if (lead === "after") return `nach dem ${day(plusDays(from, -1))}`;
  if (lead === "before") return `vor dem ${day(plusDays(to, 1))}`;
  if (lead === "until") return `bis zum ${day(to)}`;
  if (lead === "yesterday") return `gestern${days}`;
  if (lead === "last") return `am letzten Wochenende${days}`;
  if (lead === "this") return `${running[second] ?? "bisher"}${days}`;
  if (rolling) return `${rolling}${days}`;
  if (words.startsWith("in the week from ")) return `in der Woche vom ${range(from, to)}`;
  if (/^in Q\d /.test(words)) return `im ${second.slice(1)}. Quartal ${from.slice(0, 4)}${days}`;
  if (lead === "in" && third !== "") return `im ${month(from.slice(0, 7))}`;
  if (lead === "in") return `im Jahr ${from.slice(0, 4)}`;
  if (from === to) return `am ${written(from, { weekday: "long" })}, dem ${day(from)}`;
  return `vom ${range(from, to)}`;
};

export const germanTimes: typeof englishTimes = {
  day,
  month,
  week: (monday, withYear) => `Woche ab ${day(monday, withYear)}`,
  quarter: (start, withYear = true) =>
    `${Math.ceil(Number(start.slice(5, 7)) / 3)}. Quartal${withYear ? ` ${start.slice(0, 4)}` : ""}`,
  weekday: (short) => weekdays[short] ?? short,
  hour: (hour) => `${hour} Uhr`,
  moment: (of, clock) => `${of}, ${clock} Uhr UTC`,
  onDay: (of) => `am ${of}`,
  period,
  grain: (grain) => grains[grain][0],
  grains: (grain) => grains[grain][1],
  within: (grain) => within[grain],
  daysAgo: (days, number) => (days === 1 ? "vor einem Tag" : `vor ${number} Tagen`),
};
