import { type Calendar, spoken } from "../../../data/calendar.ts";
import { plusMonths } from "../dates.ts";
import type { FoundPeriod, Texts } from "../found-period.ts";

/** "Tuesday the 24th", "on the 12th": the latest such day; undefined: there is none within a year. */
export const dateAt = (texts: Texts, at: number, { today }: Calendar): FoundPeriod | undefined => {
  const weekday = WEEKDAYS.indexOf(texts[at] ?? "");
  const named = at + (weekday < 0 ? 0 : texts[at + 1] === "the" ? 2 : 1);
  const date = /^\d{1,2}$/.test(texts[named] ?? "") ? Number(texts[named]) : 0;
  if (date < 1 || date > 31 || !/^(?:st|nd|rd|th)$/.test(texts[named + 1] ?? "")) return undefined;
  const isLed = texts[at - 1] === "the" && LEADS.test(texts[at - 2] ?? "");
  if (weekday < 0 && (!isLed || FOLLOWED.test(texts[named + 2] ?? ""))) return undefined;
  // "Tuesday the 24th of November" says more.
  if (weekday >= 0 && texts[named + 2] === "of") return undefined;
  const day = latest(date, weekday, today);
  return day === undefined
    ? undefined
    : { period: { from: day, to: day, words: `on ${spoken(day)}` }, length: named + 2 - at };
};

const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");
const LEADS = /^(?:on|since|until|till|before|after|by)$/;
/** Of something that is counted, and no date. */
const FOLLOWED = /^(?:of|percentile|place|rank|time|run|order|sale|query|login|check|customer|product|hour)$/;

const latest = (date: number, weekday: number, today: string): string | undefined => {
  for (let back = 0; back < 12; back += 1) {
    const month = plusMonths(`${today.slice(0, 7)}-01`, -back).slice(0, 8);
    const day = `${month}${String(date).padStart(2, "0")}`;
    const at = new Date(`${day}T00:00:00Z`);
    const isDay = !Number.isNaN(at.getTime()) && at.getUTCDate() === date && day <= today;
    if (isDay && (weekday < 0 || at.getUTCDay() === weekday)) return day;
  }
  return undefined;
};
