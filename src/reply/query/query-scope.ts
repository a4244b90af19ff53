import type { Period } from "../../text/dates/calendar.ts";
import { sqlTokens } from "../../text/sql-tokens.ts";
import { wordsIn } from "../words/words.ts";
import { type Filter, filterWords } from "./filter-words.ts";
import { periodWords } from "./period-words.ts";
import { conditionOf, conjuncts, whereClauses } from "./sql-conditions.ts";
import { type DayReader, parametersOf } from "./sql-days.ts";

/** What a query takes into account, as far as its conditions can be read. */
export interface QueryScope {
  /** Absent: no condition limits a date. */
  period?: Period;
  /** At most a few. */
  filters: Filter[];
  /** There are conditions that this does not understand. */
  isPartial: boolean;
}

/** Reads the conditions of a query. `today`: what `current_date()` was, as `2026-11-29`. Linear in the query's length. */
export const queryScope = (sql: string, today: string): QueryScope => {
  const tokens = sqlTokens(sql);
  const reader: DayReader = { today, parameters: parametersOf(sql) };
  const conditions = whereClauses(tokens)
    .flatMap(conjuncts)
    .map((part) => conditionOf(part, reader));
  const periods = conditions.flatMap((condition) => (condition?.kind === "period" ? [condition.period] : []));
  const filters = conditions.flatMap((condition) => (condition?.kind === "filter" ? [condition.filter] : []));
  const period = periods.length > 0 ? overlapOf(periods) : undefined;
  return {
    ...(period && { period }),
    filters: [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()],
    isPartial: conditions.includes(undefined),
  };
};

const mostFilters = 3;

/** The scope in words: `1 Oct to 31 Oct 2026, region is North`. */
export const scopeWords = ({ period, filters, isPartial }: QueryScope, locale: string | undefined): string => {
  const words = wordsIn(locale).answers;
  const when = period ? [periodWords(period, locale)] : isPartial ? [] : [words.noDateFilter];
  const more = filters.length > mostFilters || isPartial ? [words.furtherConditions] : [];
  return [...when, ...filters.slice(0, mostFilters).map((filter) => filterWords(filter, locale)), ...more].join(", ");
};

/** The latest beginning and the earliest end. Periods that exclude each other come from a comparison: all of it. */
const overlapOf = (periods: Period[]): Period => {
  const from = periods.flatMap((one) => one.from ?? []).toSorted();
  const until = periods.flatMap((one) => one.until ?? []).toSorted();
  const overlap = { from: from.at(-1), until: until[0] };
  const isEmpty = overlap.from !== undefined && overlap.until !== undefined && overlap.from >= overlap.until;
  const [begin, end] = isEmpty ? [from[0], until.at(-1)] : [overlap.from, overlap.until];
  return { ...(begin !== undefined && { from: begin }), ...(end !== undefined && { until: end }) };
};
