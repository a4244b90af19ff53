import { type Calendar, type Period, spoken } from "../../../data/calendar.ts";
import { plusDays, plusMonths, rangeName } from "../dates.ts";
import { type FoundPeriod, type Texts, yearNamedAt } from "../found-period.ts";

/* Days and seasons that have a name: "after Halloween", "last Christmas", "in the autumn of 2025". */

/** The named day or season from a word on; without a year the latest that has begun. */
export const namedDayAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const lead = /^(?:last|this)$/.test(texts[at] ?? "") ? 1 : 0;
  for (const [name, daysIn] of named) {
    if (!name.every((word, index) => texts[at + lead + index] === word)) continue;
    let length = lead + name.length;
    if (!isMeant(texts, at + lead, length - lead)) return undefined;
    const of = texts[at + length] === "of" ? 1 : 0;
    const whose = yearNamedAt(texts, at + length + of, calendar);
    if (whose) length += whose.length + of;
    const thisYear = Number(calendar.today.slice(0, 4));
    const latest = [thisYear, thisYear - 1].find((year) => {
      const { from, to } = daysIn(year);
      return texts[at] === "last" ? to < calendar.today : from <= calendar.today;
    });
    const { from, to } = daysIn(whose?.year ?? latest ?? thisYear);
    return { period: periodOf(from, to, calendar.today), length };
  }
  return undefined;
};

/** "This fall in revenue" is no season. */
const isMeant = (texts: Texts, at: number, length: number): boolean =>
  texts[at] !== "fall" ||
  (/^(?:the|last|this|since|in)$/.test(texts[at - 1] ?? "") && !/^(?:in|of|from|by)$/.test(texts[at + length] ?? ""));

const periodOf = (from: string, to: string, today: string): Period => {
  if (from === to) return { from, to, words: `on ${spoken(from)}` };
  const end = from <= today && to > today ? today : to;
  return { from, to: end, words: `from ${rangeName(from, end)}` };
};

interface Days {
  from: string;
  to: string;
}
type DaysIn = (year: number) => Days;

const on =
  (date: string): DaysIn =>
  (year) => ({ from: `${year}-${date}`, to: `${year}-${date}` });

const between =
  (start: string, end: string): DaysIn =>
  (year) => ({ from: `${year}-${start}`, to: `${year}-${end}` });

const easterPlus =
  (days: number, length = 1): DaysIn =>
  (year) => {
    const from = plusDays(easterOf(year), days);
    return { from, to: plusDays(from, length - 1) };
  };

/** Easter Sunday in the calendar of today, by Gauss. */
const easterOf = (year: number): string => {
  const [a, century] = [year % 19, Math.floor(year / 100)];
  const moon = (15 + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)) % 30;
  const full = (19 * a + moon) % 30;
  const days = full - (full === 29 || (full === 28 && a > 10) ? 1 : 0);
  const paschal = plusDays(`${year}-03-21`, days);
  return plusDays(paschal, 7 - new Date(`${paschal}T00:00:00Z`).getUTCDay());
};

/** The fourth Thursday of November. */
const thanksgivingPlus =
  (days: number): DaysIn =>
  (year) => {
    const first = new Date(`${year}-11-01T00:00:00Z`).getUTCDay();
    const day = plusDays(`${year}-11-01`, ((11 - first) % 7) + 21 + days);
    return { from: day, to: day };
  };

/** From the first of a month, three months long. */
const season =
  (month: string): DaysIn =>
  (year) => ({ from: `${year}-${month}-01`, to: plusDays(plusMonths(`${year}-${month}-01`, 3), -1) });

const table: readonly (readonly [string, DaysIn])[] = [
  ["new year eve", on("12-31")],
  ["new years eve", on("12-31")],
  ["new year day", on("01-01")],
  ["new years day", on("01-01")],
  ["new years", on("01-01")],
  ["valentine day", on("02-14")],
  ["valentines day", on("02-14")],
  ["valentines", on("02-14")],
  ["good friday", easterPlus(-2)],
  ["easter sunday", easterPlus(0)],
  ["easter monday", easterPlus(1)],
  ["easter weekend", easterPlus(-2, 4)],
  ["easter", easterPlus(0)],
  ["whit monday", easterPlus(50)],
  ["pentecost", easterPlus(49)],
  ["halloween", on("10-31")],
  ["thanksgiving", thanksgivingPlus(0)],
  ["black friday", thanksgivingPlus(1)],
  ["cyber monday", thanksgivingPlus(4)],
  ["christmas eve", on("12-24")],
  ["christmas day", on("12-25")],
  ["christmas", between("12-24", "12-26")],
  ["xmas", between("12-24", "12-26")],
  ["boxing day", on("12-26")],
  ["spring", season("03")],
  ["summer", season("06")],
  ["autumn", season("09")],
  ["fall", season("09")],
  ["winter", season("12")],
];
const named = table.map(([name, daysIn]): [string[], DaysIn] => [name.split(" "), daysIn]);
