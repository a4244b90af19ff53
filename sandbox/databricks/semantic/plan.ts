import type { Calendar, Period } from "../data/calendar.ts";
import { averageOf, type Figure, figureOf } from "./composing/figures.ts";
import { measuresOf } from "./composing/measures.ts";
import { splitOf } from "./composing/splits.ts";
import { comparisonOf, grainFor, severalOf, wantsTrend } from "./composing/times.ts";
import { fitted } from "./composing/units.ts";
import { isOpen, type Lack, lackOf } from "./lacks.ts";
import { type GroupLimit, groupLimitsOf, isRowLimit, limitedOf, type Scope, scopeOf } from "./limits.ts";
import type { Parts } from "./parts.ts";
import { courseOf, isFirstUnit, orderOf, type Placed, placedOf, withColumns } from "./places.ts";
import { withCountedStates } from "./rewriting/averaged-states.ts";
import { withQuietUnits } from "./rewriting/quiet-units.ts";
import { rankedFirst, withRows } from "./rewriting/rows.ts";
import { type Share, senselessRate, shareOf } from "./shares.ts";
import { type StreakPlan, streakPlan } from "./streaks.ts";
import type { Dimension, Measure } from "./subject.ts";
import type { Grain, Order } from "./tags.ts";

export interface FiguresPlan extends Scope {
  kind: "figures";
  figures: Figure[];
  groups: Dimension[];
  grain: Grain | undefined;
  /** Limits that each group must keep. */
  groupLimits: GroupLimit[];
  order: Order | undefined;
  limit: number | undefined;
  /** Only the first and the last of the order. */
  bothEnds: boolean;
  /** The place in the order that is asked for, from 1. */
  nth: number | undefined;
  /** The first of each group: "the most expensive job of every team". */
  placed: Placed | undefined;
  /** The figures of each unit of time, added to those before. */
  running: boolean;
  /** Only those that rose, or fell, since the period it is compared with. */
  course: "up" | "down" | undefined;
  /** A change is ordered by its percentage. */
  relative: boolean;
  /** So many of the first are taken together, as a figure and as a share of all. */
  together: number | undefined;
  /** They are averaged, and not added up. */
  averaged: boolean;
  /** Each thing with the number of units in which it fits: "failed twice on the same day". */
  folded: boolean;
  /** The first or the last unit of time comes first. */
  byTime: Order | undefined;
  /** Only the number of groups that fit is asked for. */
  tally: boolean;
  /** The total is asked for, and shown by its usual split. */
  isSplit: boolean;
  share: Share | undefined;
  compared: Period | undefined;
}

export interface ListPlan extends Scope {
  kind: "list";
  columns: string;
  order: string;
  limit: number | undefined;
  /** Only the first and the last of the order. */
  bothEnds: boolean;
  nth: number | undefined;
  by: Figure | undefined;
  /** The latest or the earliest rows come first. */
  latest: Order | undefined;
}

/** The things for which no row of the scope exists. */
export interface AbsentPlan extends Scope {
  kind: "absent";
  dimension: Dimension;
  /** Their number is asked for. */
  counts: boolean;
}

export type Plan = FiguresPlan | ListPlan | AbsentPlan | StreakPlan;

/** Decides how the parts of a question become one query. */
export const planOf = (asked: Parts, calendar: Calendar): Plan | Lack => {
  const fitting = asked.thresholds.map((threshold) => fitted(threshold));
  const parts = withRows(withQuietUnits(withCountedStates({ ...asked, thresholds: fitting })));
  const lack = lackOf(parts, calendar);
  if (lack) return { kind: "lack", say: lack, isOpen: isOpen(parts), period: parts.periods[0] };
  if (parts.streak) return streakPlan(parts, parts.streak, calendar);
  if (parts.absent) return absentPlan(parts, parts.absent, calendar);
  const measures = rankedFirst(measuresOf(parts), parts);
  return isList(parts, measures) ? listPlan(parts, measures, calendar) : figuresPlan(parts, measures, calendar);
};

/** Rows are wanted, not figures about them. */
const isList = (parts: Parts, measures: Measure[]): boolean => {
  if (parts.when && parts.subject.day && !parts.order && parts.groups.length === 0) return true;
  if (
    parts.counted ||
    parts.groups.length > 0 ||
    parts.grain ||
    parts.share ||
    parts.trend ||
    parts.change ||
    (parts.periods.length > 1 && measures.length > 0) ||
    parts.average ||
    parts.total
  )
    return false;
  if (measures.length === 0) return true;
  // "Are queries on bi-shared faster than on finance-reports": a figure of each.
  if (parts.versus && severalOf(parts).length > 0) return false;
  return (
    parts.records === true &&
    measures.every(({ value }) => value !== undefined) &&
    (parts.order !== undefined ||
      parts.thresholds.length > 0 ||
      parts.relatives !== undefined ||
      parts.subject.record.dimension !== undefined ||
      parts.list === true)
  );
};

const absentPlan = (parts: Parts, absent: NonNullable<Parts["absent"]>, calendar: Calendar): AbsentPlan => {
  const scope = scopeOf(parts, [], calendar, []);
  const { joins = {}, secondary } = parts.subject;
  // Rows of a secondary subject are those of its joined table.
  return { ...scope, kind: "absent", ...absent, ...(secondary && { joins: Object.values(joins) }) };
};

const listPlan = (parts: Parts, measures: Measure[], calendar: Calendar): Plan => {
  const { subject } = parts;
  const own = parts.whole ? undefined : parts.flags.find(({ flag, not }) => flag.list && !not)?.flag.list;
  const shown = own ?? subject.list;
  const limiting = parts.thresholds.map((threshold) => limitedOf(parts, threshold));
  const [measure] = measures;
  const order = orderOf(parts, measure) ?? (measure && "desc");
  const byTime = (parts.latest || parts.when) && (subject.time ?? subject.day);
  return {
    ...scopeOf(parts, measures, calendar, []),
    kind: "list",
    columns: withColumns(shown.columns, [...measures, ...limiting], subject),
    latest: byTime ? (parts.latest ?? "desc") : undefined,
    order: byTime
      ? `${byTime} ${parts.latest === "asc" ? "ASC" : "DESC"}`
      : measure?.value && order
        ? `${measure.value} ${order.toUpperCase()}`
        : shown.order,
    nth: parts.nth,
    bothEnds: parts.bothEnds === true,
    limit: parts.bothEnds
      ? undefined
      : (parts.limit ??
        ((parts.when && parts.latest) || (byTime && parts.one) || isTheOne(parts)
          ? 1
          : byTime && !parts.sorted
            ? 20
            : parts.order && !subject.record.dimension
              ? 10
              : undefined)),
    by: measure?.value && order && !byTime ? figureOf(measure) : undefined,
  };
};

/** "Which product do we have the most of": one thing, where each row is one. */
const isTheOne = ({ rank, extreme, plural, list, nth, top, subject }: Parts): boolean =>
  !nth &&
  (top === true || ((rank === true || extreme === true) && !plural && !list && subject.record.dimension !== undefined));

const figuresPlan = (parts: Parts, measures: Measure[], calendar: Calendar): Plan | Lack => {
  const [first] = measures;
  const { over } = parts;
  if (over && first?.adds === false)
    return {
      kind: "lack",
      say: ({ lacks, names }) => lacks.noRatio(names.figure(first.label), names.figure(over.label)),
    };
  const average = averageOf(parts, measures);
  if ("kind" in average) return average;
  const { figures, groups, grain } = average;
  const share = parts.together ? undefined : shareOf(parts, groups, figures);
  if (share && "kind" in share) return share;
  const compared = comparisonOf(parts, calendar);
  const split = splitOf(parts, measures, { ...average, isPlain: !share && !compared });
  const shared = share?.of === "values" ? [share.filter.dimension] : undefined;
  const all = shared ?? (split ? [split] : groups.length > 0 || grain ? groups : severalOf(parts));
  const scope = scopeOf(compared ? { ...parts, periods: [compared.now] } : parts, measures, calendar, all);
  const senseless = parts.why ? undefined : senselessRate(parts, figures, all);
  if (senseless) return senseless;
  const isOfNone = (threshold: Parts["thresholds"][number]) =>
    !isRowLimit(parts, threshold) || isOfTotal(parts, limitedOf(parts, threshold));
  const loose = parts.thresholds.some(isOfNone) && all.length === 0 && !grain;
  if (loose || countsThemselves(parts, all)) return { kind: "lack", say: ({ lacks }) => lacks.limitOfWhat };
  if (parts.running && figures.some(({ adds }) => !adds))
    return { kind: "lack", say: ({ lacks, names }) => lacks.notAddedUp(names.figure(figures[0]?.label ?? "")) };
  const unit = grain ?? (parts.running || wantsTrend(parts, compared) ? grainFor(scope.period) : undefined);
  const limits = groupLimitsOf(parts, figures, all, unit);
  if (parts.together && (!figures[0]?.adds || limits.length > 0))
    return { kind: "lack", say: ({ lacks, names }) => lacks.notTogether(names.figure(figures[0]?.label ?? "")) };
  const placed = placedOf(parts, unit);
  return {
    ...scope,
    ...(share?.of === "values" && { filters: scope.filters.filter((filter) => filter !== share.filter) }),
    kind: "figures",
    figures,
    groups: within(placed, all),
    grain: unit,
    groupLimits: limits,
    order: orderOf(parts, measures[0]),
    limit: parts.together ? undefined : isFirstUnit(parts, unit) ? (parts.limit ?? 1) : parts.limit,
    together: parts.together,
    averaged: parts.averaged === true,
    bothEnds: parts.bothEnds === true,
    nth: parts.nth,
    placed,
    course: compared ? courseOf(parts, measures[0]) : undefined,
    relative: parts.relative === true,
    tally: parts.tally === true && limits.length > 0,
    folded: parts.folded === true && limits.length > 0,
    byTime: isFirstUnit(parts, unit) ? parts.latest : undefined,
    running: parts.running === true,
    isSplit: split !== undefined,
    share,
    compared: compared?.before,
  };
};

/** What the places are counted within comes first. */
const within = (placed: Placed | undefined, groups: Dimension[]): Dimension[] =>
  placed ? groups.toSorted((one, other) => rankIn(placed, other) - rankIn(placed, one)) : groups;
const rankIn = (placed: Placed, { name }: Dimension): number => (placed.within.includes(name) ? 1 : 0);

/** A limit on the number of rows of things that have one row each. */
const countsThemselves = ({ thresholds, measures, counted, subject }: Parts, groups: Dimension[]): boolean =>
  thresholds.some(({ measure, bounds }) => (measure ? measure.sql === "COUNT(*)" : bounds.unit === undefined)) &&
  measures.length === 0 &&
  counted === undefined &&
  groups.some(({ name }) => name === subject.record.dimension);

/** "Did the cost exceed 9,000": a limit on what all rows add up to, and no row is named that it could be one of. */
const isOfTotal = ({ ofRows, counted, measures, subject }: Parts, limited: Measure | undefined): boolean =>
  limited?.adds === true &&
  measures.includes(limited) &&
  !ofRows &&
  counted === undefined &&
  subject.record.dimension === undefined;
