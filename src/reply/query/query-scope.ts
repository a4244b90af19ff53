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
  /** It sets periods beside each other that exclude one another; `period` spans them. */
  isComparison: boolean;
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
  const overlap = endsOf(periods, "overlap");
  const isComparison = overlap.from !== undefined && overlap.until !== undefined && overlap.from >= overlap.until;
  return {
    ...(periods.length > 0 && { period: isComparison ? endsOf(periods, "span") : overlap }),
    isComparison,
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
