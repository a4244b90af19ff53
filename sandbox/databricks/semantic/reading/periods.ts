import { type Calendar, type Period, spoken } from "../../data/calendar.ts";
import { dayName, plusDays, plusUnits, rangeName, startOf } from "./dates.ts";
import { besideDayAt, clippedAt, countOf, edgeUnitsAt, unitOf } from "./edges.ts";
import { type FoundPeriod, LEAD_WORDS, type Texts, yearNamedAt, yearOf } from "./found-period.ts";
import { MONTHS, monthAt } from "./months.ts";
import { quarterAt } from "./quarters.ts";
import { current, dated, following, periodBefore, previous, rolling, unitPeriod } from "./spans.ts";
import { dateAt } from "./spoken/bare-dates.ts";
import { namedDayAt } from "./spoken/named-days.ts";
import type { Word } from "./words.ts";

/** The period that a question names from this word on: "last quarter", "between March and May 2026". */
export const periodAt = (words: readonly Word[], at: number, calendar: Calendar): FoundPeriod | undefined => {
  const texts = words.map(({ text }) => text);
  return spanAt(texts, at, calendar) ?? pointAt(texts, at, calendar);
};

/** Every word that periods are named with, for the correction of typing errors. */
export const periodWords = (): string[] => [
  ...MONTHS,
  ...WEEKDAYS,
  ...`today yesterday tomorrow week month quarter year day weekend since between until previous last past this current ago
  recently lately twelve`.split(/\s+/),
];

const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

/** Words between two points, by the word before the first. */
const joints = new Map([
  ["between", ["and"]],
  ["from", ["to", "until", "till", "through", "up"]],
]);

/** Two points with words between or before them. */
const spanAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const lead = texts[at] ?? "";
  const until = joints.get(lead);
  if (until) return betweenAt(texts, at, calendar, until);
  if (lead === "up" && /^(?:to|until|till)$/.test(texts[at + 1] ?? "")) return untilAt(texts, at + 1, calendar);
  if (!["since", "before", "until", "till", "after", "by"].includes(lead)) return undefined;
  const edge = edgeAt(texts, at + 1);
  const point = pointAt(texts, at + 1 + edge.length, calendar);
  // "By the end of October" is until then, "by October" is a split.
  const isOpen = edge.length > 0 && !edge.isEnd && lead !== "since" && lead !== "before";
  if (!point || isOpen || (lead === "by" && !edge.isEnd)) return undefined;
  const { from, to } = edge.isEnd ? afterEnd(point.period, lead) : point.period;
  const range = {
    since: { from, to: calendar.today, words: `since ${dayName(from)}` },
    after: { from: plusDays(to, 1), to: calendar.today, words: `after ${dayName(to)}` },
    before: { from: EVER, to: plusDays(from, -1), words: `before ${dayName(from)}` },
  }[lead];
  return { period: range ?? { from: EVER, to, words: `until ${dayName(to)}` }, length: point.length + 1 + edge.length };
};

/** "Up to the end of August", "up until 31 August"; not "up to 5". */
const untilAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const found = spanAt(["until", ...texts.slice(at + 1)], 0, calendar);
  return found && { ...found, length: found.length + 1 };
};

/** "The start of", "the end of" */
const edgeAt = (texts: Texts, at: number): { length: number; isEnd: boolean } => {
  const start = texts[at] === "the" ? at + 1 : at;
  const isEnd = texts[start] === "end";
  const isEdge = (isEnd || /^(?:start|beginning)$/.test(texts[start] ?? "")) && texts[start + 1] === "of";
  return { length: isEdge ? start + 2 - at : 0, isEnd: isEdge && isEnd };
};

/** Since or before the end of a month: the day at its end is the point. */
const afterEnd = ({ from, to }: Period, lead: string): { from: string; to: string } =>
  lead === "since" ? { from: plusDays(to, 1), to } : lead === "before" ? { from: plusDays(to, 1), to } : { from, to };

/** Before every day of the data. */
const EVER = "2000-01-01";

const betweenAt = (texts: Texts, at: number, calendar: Calendar, until: string[]): FoundPeriod | undefined => {
  const first = pointAt(texts, at + 1, calendar) ?? dateBefore(texts, at + 1, calendar);
  const middle = at + 1 + (first?.length ?? 0);
  const up = texts[middle] === "up" && /^(?:to|until)$/.test(texts[middle + 1] ?? "") ? 1 : 0;
  const edge = edgeAt(texts, middle + 1 + up);
  const isSpan = first !== undefined && until.includes(texts[middle] ?? "") && (edge.length === 0 || edge.isEnd);
  const last = isSpan ? pointAt(texts, middle + 1 + up + edge.length, calendar) : undefined;
  const second = last && { ...last, length: last.length + up + edge.length };
  if (!first || !second) return undefined;
  const year = second.period.from.slice(0, 4);
  // "between March and May 2026": both are of that year.
  const from =
    namesYear(texts.slice(at, middle)) || first.period.from <= second.period.from
      ? first.period.from
      : `${year}${first.period.from.slice(4)}`;
  const { to } = second.period;
  const end = middle + 1 + second.length;
  const whose = yearNamedAt(texts, end, calendar);
  return {
    period: { from, to, words: `from ${rangeName(from, to)}` },
    length: end + (`${whose?.year}` === to.slice(0, 4) ? (whose?.length ?? 0) : 0) - at,
    ...(edge.length === 0 && { ends: pairOf(first.period, second.period) }),
  };
};

const pairOf = (first: Period, second: Period): [Period, Period] => [first, second];

/** "Between 1 and 7 November", "between the 1st and the 7th of November": the month stands behind the second. */
const dateBefore = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const named = texts[at] === "the" ? at + 1 : at;
  const date = /^\d{1,2}$/.test(texts[named] ?? "") ? Number(texts[named]) : 0;
  const suffix = /^(?:st|nd|rd|th)$/.test(texts[named + 1] ?? "") ? 1 : 0;
  const last = pointAt(texts, named + suffix + 2, calendar)?.period;
  if (date < 1 || !last || last.from !== last.to || date > Number(last.to.slice(8))) return undefined;
  const day = `${last.to.slice(0, 8)}${String(date).padStart(2, "0")}`;
  return { period: { from: day, to: day, words: `on ${spoken(day)}` }, length: named + suffix + 1 - at };
};

const namesYear = (texts: Texts): boolean => texts.some((text) => yearOf(text) !== undefined || text.length === 10);

/** One point or stretch of time, with or without "in the" before it. */
const pointAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  let start = at;
  while (LEADS.has(texts[start] ?? "") && start < at + 3) start += 1;
  for (const read of [
    edgeUnitsAt,
    besideDayAt,
    dateAt,
    dayAt,
    monthAt,
    namedDayAt,
    quarterAt,
    relativeAt,
    agoAt,
    yearAt,
  ]) {
    const found = read(texts, start, calendar, pointAt);
    const part = found && (clippedAt(texts, start, found) ?? found);
    if (part) return { ...part, length: part.length + start - at };
  }
  return undefined;
};

const LEADS = new Set(["in", "on", "during", "for", "of", "over", "the", "within", "throughout", "at"]);

const dayAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const word = texts[at] ?? "";
  const only = (day: string, length: number) => ({
    period: {
      from: day,
      to: day,
      words: day === calendar.ago(1) ? `yesterday (${dayName(day)})` : `on ${spoken(day)}`,
    },
    length,
  });
  if (/^\d{4}-\d\d-\d\d$/.test(word)) return isDay(word) ? only(word, 1) : undefined;
  if (word === "today") return only(calendar.today, 1);
  if (word === "yesterday") return only(calendar.ago(1), 1);
  if (word === "last" && texts[at + 1] === "night") return only(calendar.ago(1), 2);
  if (word === "tomorrow") return only(plusDays(calendar.today, 1), 1);
  if (word === "day" && texts[at + 1] === "before" && texts[at + 2] === "yesterday") return only(calendar.ago(2), 3);
  const lead = ["last", "this", "past", "previous"].includes(word) || isTheWeekend(texts, at) ? 1 : 0;
  const weekday = texts[at + lead] ?? "";
  if (WEEKDAYS.includes(weekday)) return { period: calendar.last(weekday), length: lead + 1 };
  if (lead && weekday === "weekend") {
    const from = plusDays(startOf("week", calendar.today), -2);
    return {
      period: { from, to: plusDays(from, 1), words: `last weekend (${rangeName(from, plusDays(from, 1))})` },
      length: 2,
    };
  }
  return undefined;
};

const isTheWeekend = (texts: Texts, at: number): boolean => texts[at] === "the" && texts[at + 1] === "weekend";

const isDay = (text: string): boolean => !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** "last quarter", "this month", "past 3 weeks", "year to date" */
const relativeAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const word = texts[at] ?? "";
  const lead = texts[at - 1] === "the" ? texts[at - 2] : texts[at - 1];
  if (/^(?:recently|lately)$/.test(word)) return { period: dated(calendar.lastDays(30)), length: 1 };
  const short = shortForms.get(word);
  const toDate = texts[at + 1] === "to" && texts[at + 2] === "date" ? unitOf(word) : undefined;
  if (short || toDate) return { period: current(unitOf(short ?? word) ?? "month", calendar), length: short ? 1 : 3 };
  const unitBefore = texts[at + 1] === "before" && texts[at + 2] === "last" ? unitOf(word) : undefined;
  if (unitBefore) return { period: periodBefore(previous(unitBefore, calendar)), length: 3 };
  const kind = LEAD_WORDS.get(word);
  if (!kind) return undefined;
  const counted = countOf(texts[at + 1]);
  const unit = unitOf(texts[at + (counted === undefined ? 1 : 2)]);
  if (unit === undefined) return undefined;
  // "The last day on which": of those of which something is said.
  if (word === "last" && counted === undefined && isDescribed(texts, at + 2)) return undefined;
  const plural = counted === undefined && /s$/.test(texts[at + 1] ?? "") && !isOwner(texts, at, lead);
  const length = counted === undefined ? 2 : 3;
  if (kind === "next") return { period: following(unit, calendar), length };
  if (counted !== undefined || plural) return { period: rolling(unit, counted ?? 6, calendar), length };
  if (kind === "past") return { period: rolling(unit, 1, calendar), length };
  return { period: kind === "this" ? current(unit, calendar) : previous(unit, calendar), length };
};

/** "The last months cost", without its apostrophe; "over the last months" and "the last months of" are several. */
const isOwner = (texts: Texts, at: number, lead: string | undefined): boolean =>
  texts[at] === "last" &&
  !LEADS.has(lead ?? "") &&
  texts[at + 2] !== undefined &&
  !FOLLOWING.test(texts[at + 2] ?? "") &&
  !texts.slice(at + 2).includes((texts[at + 1] ?? "").replace(/s$/, ""));
const FOLLOWING =
  /^(?:of|in|by|per|for|and|or|to|were|was|is|are|have|has|had|did|do|does|show|shows|we|i|on|at|from|with|when|where|which|that|how|what|who|each|every|all|only|please|together|combined|altogether|against|vs|versus|compared)$/;

/** "The last day on which", "the last day without a failure". */
const isDescribed = (texts: Texts, at: number): boolean =>
  (texts[at] === "on" && texts[at + 1] === "which") ||
  (texts[at - 1] === "day" && /^(?:without|when|that|where)$/.test(texts[at] ?? ""));

const shortForms = new Map([
  ["mtd", "month"],
  ["qtd", "quarter"],
  ["ytd", "year"],
]);

/** "3 days ago", "two weeks ago" */
const agoAt = (texts: Texts, at: number, calendar: Calendar): FoundPeriod | undefined => {
  const counted = texts[at] === "a" ? 1 : countOf(texts[at]);
  const unit = unitOf(texts[at + 1]);
  if (counted === undefined || !unit || texts[at + 2] !== "ago") return undefined;
  return { period: unitPeriod(unit, plusUnits(unit, startOf(unit, calendar.today), -counted)), length: 3 };
};

const yearAt = (texts: Texts, at: number): FoundPeriod | undefined => {
  const lead = texts[at] === "year" ? 1 : 0;
  const year = yearOf(texts[at + lead]);
  if (year === undefined || /^(?:than|over|under|above|below|least|most|exactly|order|top)$/.test(texts[at - 1] ?? ""))
    return undefined;
  return { period: unitPeriod("year", `${year}-01-01`), length: lead + 1 };
};
