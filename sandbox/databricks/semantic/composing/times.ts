import type { Calendar, Period } from "../../data/calendar.ts";
import type { Parts } from "../parts.ts";
import { periodAfter, periodBefore } from "../reading/spans.ts";
import type { Dimension, Subject } from "../subject.ts";
import type { Grain } from "../tags.ts";

/** The course over time is wanted. */
export const wantsTrend = (parts: Parts, compared: { now: Period } | undefined): boolean =>
  (parts.trend === true || (parts.change === true && parts.periods.length === 0 && severalOf(parts).length === 0)) &&
  !compared;

/** Two values of one dimension are to be seen beside each other. */
export const severalOf = ({ filters, total, versus }: Parts): Dimension[] =>
  filters
    // "Finance and fraud together": one figure.
    .filter(() => !total || versus === true)
    .filter(({ values, not, together }) => values.length > 1 && !not && !together)
    .map(({ dimension }) => dimension);

/** The unit of a trend that suits a period. */
export const grainFor = (period: Period | undefined): Grain => {
  const days = period ? (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 : 365;
  return days <= 31 ? "day" : days <= 100 ? "week" : "month";
};

/** Two periods side by side, or one and the one before it. */
export const comparisonOf = (parts: Parts, calendar: Calendar): { now: Period; before: Period } | undefined => {
  const [first, second] = parts.periods;
  if (first && second)
    return first.from >= second.from ? { now: first, before: second } : { now: second, before: first };
  const after = first && parts.against ? periodAfter(first, calendar) : undefined;
  if (first && after) return { now: after, before: first };
  const isOfPeriods =
    parts.change ||
    (parts.versus && parts.groups.length === 0 && parts.measures.length < 2 && severalOf(parts).length === 0);
  if (!isOfPeriods || parts.grain || parts.trend) return undefined;
  const usual =
    parts.subject.usualDays && parts.groups.length > 0 && parts.change
      ? calendar.lastDays(parts.subject.usualDays)
      : undefined;
  const now = first ?? usual;
  return now && { now, before: periodBefore(now) };
};

/** The period of a question, or the usual one. */
export const periodOf = (parts: Parts, calendar: Calendar): { period: Period | undefined; usual: boolean } => {
  const { subject } = parts;
  const [period] = parts.periods;
  if (period) return { period, usual: false };
  // "The most recent day on which web cost more than 500": whenever that was.
  const isLatestUnit = parts.latest !== undefined && parts.grain !== undefined && parts.thresholds.length > 0;
  // "The first and the last access"
  const isEitherEnd = parts.latest !== undefined && parts.bothEnds === true;
  if (parts.ever || parts.when || parts.one || isEitherEnd || isLatestUnit || !subject.usualDays)
    return { period: undefined, usual: false };
  const isLong =
    parts.trend ||
    (parts.change && parts.groups.length === 0) ||
    parts.grain === "month" ||
    parts.grain === "quarter" ||
    parts.grain === "week";
  if (parts.grain === "year") return { period: undefined, usual: false };
  return { period: calendar.lastDays(isLong ? 365 : subject.usualDays), usual: true };
};

/** The expression of a unit of time. */
export const grainColumn = (grain: Grain, { day = "", time = "" }: Subject): string => {
  switch (grain) {
    case "day":
      return day;
    case "hour":
      return `substr(${time}, 12, 2)`;
    case "weekday":
      return `dayname(${day})`;
    case "month":
      return `substr(${day}, 1, 7)`;
    case "year":
      return `substr(${day}, 1, 4)`;
    case "week":
    case "quarter":
      return `date_trunc('${grain.toUpperCase()}', ${day})`;
  }
};
