import type { Parts } from "./parts.ts";
import type { Measure, Subject } from "./subject.ts";
import type { Grain, Order } from "./tags.ts";

/** The first so many within each value of some keys of the result. */
export interface Placed {
  /** Names of the result's columns. */
  within: string[];
  first: number;
}

/** "The most expensive job of every team", "the top two products per month": an order within each, not one over all. */
export const placedOf = (parts: Parts, grain: Grain | undefined): Placed | undefined => {
  const { groups, per, perGrain, order, subject } = parts;
  const isRanked = order !== undefined && (parts.extreme || parts.rank || parts.grade || parts.limit || parts.nth);
  if (!isRanked || parts.change || parts.versus || parts.average || parts.share) return undefined;
  const day = grain === "day" ? (subject.day ?? "day") : grain;
  const within = [...per.map(({ name }) => name), ...(perGrain && day ? [day] : [])];
  const keys = groups.length + (grain ? 1 : 0);
  return within.length > 0 && within.length < keys
    ? { within, first: parts.limit ?? (parts.plural ? 3 : 1) }
    : undefined;
};

/** "The first day on which we spent more than 2,000" */
export const isFirstUnit = ({ latest, thresholds, groups, order, subject }: Parts, unit: Grain | undefined): boolean =>
  latest !== undefined &&
  unit !== undefined &&
  thresholds.length > 0 &&
  groups.length === 0 &&
  !order &&
  subject.day !== undefined;

/** The columns of a list, with the values that it is ordered or limited by. */
export const withColumns = (columns: string, measures: (Measure | undefined)[], subject: Subject): string => {
  const all = columns.split(", ");
  const more = measures.flatMap((measure) =>
    measure?.value && !all.includes(measure.value) && !all.includes(measure.name)
      ? [measure.value === measure.name ? measure.name : `${measure.value} AS ${measure.name}`]
      : [],
  );
  return subject.record.dimension || more.length > 0 ? [...new Set([...all, ...more])].join(", ") : columns;
};

/** Where little is good, what gets better falls. */
export const courseOf = ({ course, grade }: Parts, measure: Measure | undefined): Parts["course"] | undefined =>
  course && grade && measure?.lowIsGood ? (course === "up" ? "down" : "up") : course;

/** Which end comes first; where little is good, the best is the least. */
export const orderOf = (parts: Parts, measure: Measure | undefined): Order | undefined => {
  if (!parts.order || !parts.grade || !(measure?.lowIsGood || isOfBad(parts, measure))) return parts.order;
  return parts.order === "desc" ? "asc" : "desc";
};

/** "The worst day for failed runs", "what share of logins failed, worst first": the more of what is bad, the worse. */
const isOfBad = ({ share, flags, subject }: Parts, measure: Measure | undefined): boolean =>
  (share === true || measure === undefined || measure.sql === "COUNT(*)") &&
  flags.some(
    ({ flag, not }) =>
      !not && subject.measures.some((own) => own.lowIsGood && (own.flag === flag.name || own.sql.includes(flag.where))),
  );
