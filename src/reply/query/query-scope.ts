import { isDay, type Period } from "../../text/dates/calendar.ts";
import { type SqlToken, sqlTokens } from "../../text/sql-tokens.ts";
import { wordsIn } from "../words/words.ts";
import { type Filter, filterWords } from "./filter-words.ts";
import { periodWords } from "./period-words.ts";
import { clausesIn, conjuncts, type SqlClause } from "./sql-clauses.ts";
import { type Condition, conditionOf, isLink } from "./sql-conditions.ts";
import { currentDay, type DayReader, parametersOf } from "./sql-days.ts";
import { inYear } from "./sql-periods.ts";

/** What a query takes into account, as far as its conditions can be read. */
export interface QueryScope {
  /** Absent: no condition limits a date. */
  period?: Period;
  /** It sets periods beside each other that exclude one another; `period` spans them. */
  isComparison: boolean;
  /** At most a few. */
  filters: Filter[];
  /** There are conditions that this does not understand. */
  isPartial: boolean;
  /** A condition whose meaning is not known limits dates, too. */
  mayBeNarrower: boolean;
}

/** Reads the conditions of a query. `today`: what `current_date()` was, as `2026-11-29`. Linear in the query's length. */
export const queryScope = (sql: string, today: string): QueryScope => {
  const { clauses, rest } = clausesIn(sqlTokens(sql));
  const reader: DayReader = { today, parameters: parametersOf(sql) };
  const conditions = [...clauses.flatMap((clause) => conditionsOf(clause, reader)), ...datesWithin(rest)];
  const periods = conditions.filter((condition) => condition.kind === "period");
  const filters = conditions.flatMap((condition) => (condition.kind === "filter" ? [condition.filter] : []));
  const unread = conditions.flatMap((condition) => (condition.kind === "unread" ? [condition.names] : []));
  const ends = periods.map(({ period }) => period);
  const overlap = endsOf(ends, "overlap");
  const isComparison = overlap.from !== undefined && overlap.until !== undefined && overlap.from >= overlap.until;
  return {
    ...(periods.length > 0 && { period: isComparison ? endsOf(ends, "span") : overlap }),
    isComparison,
    filters: [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()],
    isPartial: unread.length > 0,
    mayBeNarrower:
      filters.some(({ column }) => isOfTime(column)) ||
      unread.some(
        (names) => names.includes(anyDate) || periods.some(({ column }) => names.includes(column.toLowerCase())),
      ),
  };
};

const conditionsOf = ({ kind, tokens }: SqlClause, reader: DayReader): Condition[] => {
  const parts = conjuncts(tokens);
  if (kind === "figure") return parts.map(() => ({ kind: "unread", names: [anyDate] }));
  const conditions = parts.filter((part) => kind !== "on" || !isLink(part)).map((part) => conditionOf(part, reader));
  return conditions.map((condition) => (condition.kind === "part" ? withYear(condition, conditions) : condition));
};

/** A month or quarter with the year that another condition on the same date says. Without one, it is no period. */
const withYear = (
  { column, part, number }: Condition & { kind: "part" },
  conditions: readonly Condition[],
): Condition => {
  const years = conditions.flatMap((other) =>
    other.kind === "period" && other.column === column ? [other.period] : [],
  );
  const period = inYear(endsOf(years, "overlap"), part, number);
  return period ? { kind: "period", column, period } : { kind: "unread", names: [anyDate] };
};

/** Stands for the name of any date. */
const anyDate = "*";

/** `sum(CASE WHEN d >= '2026-10-01' THEN …)`: figures may have dates of their own. */
const datesWithin = (rest: readonly SqlToken[]): Condition[] => {
  const hasCases = rest.some(({ kind, text }) => kind === "word" && caseWords.has(text));
  const hasDays = rest.some(({ kind, text }) =>
    kind === "string" ? isDay(text.slice(0, 10)) : kind === "word" && currentDay.has(text),
  );
  return hasCases && hasDays ? [{ kind: "unread", names: [anyDate] }] : [];
};

const caseWords = new Set(["when", "if", "iff"]);

/** `fiscal year`, `order date`: a column that tells a time. */
const isOfTime = (column: string): boolean => timeWords.has(column.toLowerCase().split(" ").at(-1) ?? "");

const timeWords = new Set("year quarter month week day date period time timestamp at".split(" "));

const mostFilters = 3;

/** The scope in words: `1 Oct to 31 Oct 2026, region is North`. */
export const scopeWords = (
  { period, filters, isPartial, mayBeNarrower }: QueryScope,
  locale: string | undefined,
): string => {
  const words = wordsIn(locale).answers;
  const when = period ? [periodWords(period, locale)] : isPartial || mayBeNarrower ? [] : [words.noDateFilter];
  const more = filters.length > mostFilters || isPartial ? [words.furtherConditions] : [];
  return [...when, ...filters.slice(0, mostFilters).map((filter) => filterWords(filter, locale)), ...more].join(", ");
};

/** Of several periods what lies in all of them, or all that they span. */
const endsOf = (periods: readonly Period[], how: "overlap" | "span"): Period => {
  const from = periods
    .flatMap((one) => one.from ?? [])
    .toSorted()
    .at(how === "overlap" ? -1 : 0);
  const until = periods
    .flatMap((one) => one.until ?? [])
    .toSorted()
    .at(how === "overlap" ? 0 : -1);
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
};
