import { type Calendar, spoken } from "../../data/calendar.ts";
import { plusDays } from "./dates.ts";
import { type FoundPeriod, type Texts, yearNamedAt, yearOf } from "./found-period.ts";
import { unitPeriod } from "./spans.ts";

/* Months and days of months. */

export const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/** "march", "last march", "march 2026", "3 march", "march 3rd, 2026" */
export const monthAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const lead = ["last", "this"].includes(texts[at] ?? "") ? 1 : 0;
  const dated = dateOf(texts[at]) !== undefined ? (dateLength(texts, at) ?? 0) : 0;
  const name = at + Math.max(lead, dated);
  const month = monthOf(texts[name]);
  if (month === undefined || (texts[name] === "may" && !isMay(texts, name))) return undefined;
  let length = name + 1 - at;
  let date = dated ? dateOf(texts[at]) : undefined;
  if (date === undefined && dateOf(texts[name + 1]) !== undefined && !isCounted(texts, name + 1)) {
    date = dateOf(texts[name + 1]);
    length += dateLength(texts, name + 1) ?? 1;
  }
  const of = texts[at + length] === "of" ? 1 : 0;
  // "Up to the end of August this year" is two: "this year" says where it begins.
  const isThis = texts[at + length + of] === "this" && of === 0;
  const whose = lead === 0 && !isThis ? yearNamedAt(texts, at + length + of, calendar) : undefined;
  if (whose) length += whose.length + of;
  const year = whose?.year ?? latestYear(month, texts[at] === "last", calendar.today);
  const start = `${year}-${String(month + 1).padStart(2, "0")}-01`;
  if (date === undefined) return { period: unitPeriod("month", start), length };
  const day = plusDays(start, date - 1);
  return { period: { from: day, to: day, words: `on ${spoken(day)}` }, length };
};

const monthOf = (text = ""): number | undefined => {
  const found = MONTHS.findIndex(
    (month) => month === text || (text.length >= 3 && text.length <= 4 && month.startsWith(text)),
  );
  return found < 0 || (text !== MONTHS[found] && !/^(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$/.test(text))
    ? undefined
    : found;
};

const isMay = (texts: Texts, at: number): boolean =>
  /^(?:in|of|last|this|since|from|to|until|between|and|during|for|vs|versus|than|before|after|\d+)$/.test(
    texts[at - 1] ?? "",
  ) || yearOf(texts[at + 1]) !== undefined;

const dateOf = (text = ""): number | undefined =>
  /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 31 ? Number(text) : undefined;

/** "3", or "3 rd of". */
const dateLength = (texts: Texts, at: number): number | undefined => {
  const suffix = /^(?:st|nd|rd|th)$/.test(texts[at + 1] ?? "") ? 1 : 0;
  return 1 + suffix + (texts[at + 1 + suffix] === "of" ? 1 : 0);
};

const isCounted = (texts: Texts, at: number): boolean =>
  /^(?:day|week|month|year|hour|minute|top|k|percent)/.test(texts[at + 1] ?? "");

const latestYear = (month: number, last: boolean, today: string): number => {
  const [year = 0, now = 1] = today.split("-").map(Number);
  return month < now - 1 || (month === now - 1 && !last) ? year : year - 1;
};
