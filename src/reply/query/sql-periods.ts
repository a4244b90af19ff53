import { type Period, shifted, startOf, wholeUnit } from "../../text/dates/calendar.ts";
import type { SqlToken } from "../../text/sql-tokens.ts";
import { type Compared, calendar, comparedIn, type DatePart } from "./sql-columns.ts";
import { argumentsOf, type DayReader, dayOf, topLevel } from "./sql-days.ts";

/* The conditions of a query that limit dates. */

/** `part`: the number of a month or quarter, which is a period only together with a year. */
export type TimeCondition =
  | { kind: "period"; column: string; period: Period }
  | { kind: "part"; column: string; part: Exclude<DatePart, "year">; number: number };

/** How a condition on dates limits them. Undefined: it is none, or it is not understood. */
export const timeCondition = (
  compared: Compared,
  operator: string,
  right: SqlToken[],
  reader: DayReader,
): TimeCondition | undefined => {
  const { column, part } = compared;
  if (part === undefined)
    return periodIn(
      column,
      limits(operator, right, (tokens) => boundIn(compared, tokens, reader)),
    );
  if (part === "year")
    return periodIn(
      column,
      limits(operator, right, (tokens) => yearIn(tokens, reader)),
    );
  const number = operator === "=" || operator === "==" ? numberIn(right, part, reader) : undefined;
  return number !== undefined && number >= 1 && number <= most[part]
    ? { kind: "part", column, part, number }
    : undefined;
};

const most = { quarter: 4, month: 12 };

/** The period of a month or quarter, within the year that another condition on the same date says. */
export const inYear = (
  { from, until }: Period,
  part: Exclude<DatePart, "year">,
  number: number,
): Period | undefined => {
  if (from === undefined || startOf(from, "year") !== from || shifted(from, "year", 1) !== until) return undefined;
  return wholeUnit(shifted(from, part, number - 1), part, 0);
};

const periodIn = (column: string, period: Period | undefined): TimeCondition | undefined =>
  period && { kind: "period", column, period };

/** What a value on the right stands for: the stretch of days of which a date is part if it equals it. */
type Bound = (tokens: SqlToken[]) => { whole: Required<Period>; isExact: boolean } | undefined;

const limits = (operator: string, right: SqlToken[], boundOf: Bound): Period | undefined => {
  if (operator === "between") {
    const and = topLevel(right, ({ kind, text }) => kind === "word" && text === "and");
    const [from, to] = [limits(">=", right.slice(0, and), boundOf), limits("<=", right.slice(and + 1), boundOf)];
    return from && to && { ...from, ...to };
  }
  if (operator === "in") return spanned(right, boundOf);
  const bound = boundOf(right);
  if (!bound) return undefined;
  const { whole, isExact } = bound;
  switch (operator) {
    case "=":
    case "==":
      return whole;
    case ">=":
      return { from: isExact ? whole.from : whole.until };
    case ">":
      return { from: whole.until };
    case "<":
      return { until: isExact ? whole.from : whole.until };
    case "<=":
      return { until: whole.until };
    default:
      return undefined;
  }
};

/** A list of stretches that follow one another. */
const spanned = (right: SqlToken[], boundOf: Bound): Period | undefined => {
  const [open, close] = [right[0], right.at(-1)];
  if (open?.text !== "(" || close?.text !== ")") return undefined;
  const bounds = argumentsOf(right.slice(1, -1)).map((tokens) => boundOf(tokens)?.whole);
  const sorted = bounds.filter((one) => one !== undefined).toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const isWhole = sorted.every(({ from }, at) => at === 0 || sorted[at - 1]?.until === from);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first && last && isWhole && sorted.length === bounds.length
    ? { from: first.from, until: last.until }
    : undefined;
};

/** A day is compared with the first day of a unit: only if it is one itself do they ever equal. */
const boundIn = ({ unit = "day", isWritten }: Compared, tokens: SqlToken[], reader: DayReader): ReturnType<Bound> => {
  const day = isWritten ? writtenDay(tokens, reader) : dayOf(tokens, reader);
  return day === undefined ? undefined : { whole: wholeUnit(day, unit, 0), isExact: startOf(day, unit) === day };
};

/** `2026-10`. */
const writtenDay = (tokens: SqlToken[], reader: DayReader): string | undefined => {
  const [value] = tokens;
  return value?.kind === "string" && /^\d{4}-\d\d$/.test(value.text)
    ? dayOf([{ ...value, text: `${value.text}-01` }], reader)
    : dayOf(tokens, reader);
};

const yearIn = (tokens: SqlToken[], reader: DayReader): ReturnType<Bound> => {
  const year = numberIn(tokens, "year", reader);
  return year !== undefined && year >= 1900 && year < 2200
    ? { whole: wholeUnit(`${year}-01-01`, "year", 0), isExact: true }
    : undefined;
};

/** `2026`, `'2026'`, `:year`, `year(current_date())`, `year(current_date()) - 1`. */
const numberIn = (tokens: SqlToken[], part: DatePart, reader: DayReader): number | undefined => {
  const sign = tokens.at(-2);
  if (tokens.length > 2 && sign?.kind === "symbol" && (sign.text === "+" || sign.text === "-")) {
    const [of, by] = [numberIn(tokens.slice(0, -2), part, reader), wholeIn(tokens.slice(-1), reader)];
    return of === undefined || by === undefined ? undefined : of + (sign.text === "-" ? -by : by);
  }
  return wholeIn(tokens, reader) ?? partOfDay(tokens, part, reader);
};

const wholeIn = (tokens: SqlToken[], { parameters }: DayReader): number | undefined => {
  const [value] = tokens;
  if (tokens.length !== 1 || !value) return undefined;
  const text = value.kind === "parameter" ? (parameters.get(value.text) ?? "") : value.text;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
};

/** The part of a known day: the day is written where a column would stand. */
const partOfDay = (tokens: SqlToken[], part: DatePart, reader: DayReader): number | undefined => {
  const open = tokens.findIndex(({ text }) => text === "(");
  const from = tokens.findIndex(({ kind, text }) => kind === "word" && text === "from");
  const start = from > 0 ? from + 1 : open + 1;
  const day = open > 0 ? dayOf(tokens.slice(start, -1), reader) : undefined;
  const shape = comparedIn([...tokens.slice(0, start), { kind: "name", text: "day" }, ...tokens.slice(-1)]);
  if (day === undefined || shape?.part !== part || shape.column === calendar) return undefined;
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return { year, month, quarter: Math.ceil(month / 3) }[part];
};
