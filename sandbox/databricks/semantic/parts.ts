import type { Period } from "../data/calendar.ts";
import type { Unit } from "./reading/dates.ts";
import type { Dimension, Flag, Measure, Subject } from "./subject.ts";
import type { Bounds, Grain, Order } from "./tags.ts";

/** What a question asks for, as far as it says it. */
export interface Parts {
  subject: Subject;
  measures: Measure[];
  /** "How many" of what, where that is no measure. */
  counted?: "records" | Dimension | undefined;
  groups: Dimension[];
  /** Those of the groups that "per" or "each" named: an average is one over them. */
  per: Dimension[];
  /** The time unit was named so. */
  perGrain?: boolean;
  grain?: Grain | undefined;
  /** "Average daily cost per month": the smaller of two units, by whose number the figure of the larger is divided. */
  inner?: Grain;
  filters: Filter[];
  flags: State[];
  thresholds: Threshold[];
  /** Limits in multiples of an average, of a unit or a thing where it says so. */
  relatives?: { bounds: Bounds; unit?: Grain; dimension?: Dimension; isOther?: boolean }[];
  /** Limits in percent of the whole. */
  part?: Bounds;
  /** What is said is true within one unit of time: "on the same day". */
  occasion?: Grain;
  /** The things are asked for, and not the units in which it is true of them. */
  folded?: boolean;
  /** Days in a row; without bounds their number is asked for. */
  streak?: { bounds?: Bounds; isCurrent: boolean };
  /** So many of the first are taken together: "what the top 3 cost together". */
  together?: number | undefined;
  /** They are averaged, and not added up. */
  averaged?: boolean;
  /** An average is one over the pairs of a thing and a unit of time: "per user and day". */
  pairs?: boolean;
  periods: Period[];
  /** The two of "between August and September", which a change is one between. */
  ends?: [Period, Period];
  /** The period before that of the question before. */
  prior?: Unit | "period" | undefined;
  /** The whole time of the data. */
  ever?: boolean;
  order?: Order;
  /** What the order is said of: "the most failures". */
  ranked?: Measure | undefined;
  /** The order is one of size: "highest", not "most". */
  extreme?: boolean;
  /** Both ends of the order are asked for: "best and worst". */
  bothEnds?: boolean;
  /** The order comes from "best" or "worst". */
  grade?: boolean;
  limit?: number;
  total?: boolean;
  average?: boolean;
  share?: boolean;
  trend?: boolean;
  versus?: boolean;
  change?: boolean;
  /** The one period is what another is compared with: "than last month". */
  against?: boolean;
  list?: boolean;
  /** Rows are shown with all of their columns. */
  whole?: boolean;
  /** The rows are asked for: "which runs", "show the sales". */
  records?: boolean;
  /** They are named in the plural, so "run" is no verb. */
  plural?: boolean;
  latest?: Order | undefined;
  /** All rows in that order are meant, and not the first of them. */
  sorted?: boolean;
  /** The first or the last time of each group is asked for. */
  moment?: Order | "both";
  /** The moment is asked for. */
  when?: boolean;
  why?: boolean;
  /** The event of the day is named: "joined". */
  event?: boolean;
  /** "Per unit": what the measure is divided by. */
  over?: Measure;
  /** What none of a group's rows may be: "jobs that never failed". */
  never?: Flag[];
  /** What some row of each group must be: "who both read and downloaded". */
  some?: Flag[];
  /** The things for which there is no such row: "customers who never bought". */
  absent?: { dimension: Dimension; counts: boolean };
  /** The place in the order: "second best". */
  nth?: number;
  /** "The rest": what the values that are named leave. */
  rest?: boolean;
  /** "Whose cost rose": only those. */
  course?: "up" | "down";
  /** A change counts in percent. */
  relative?: boolean;
  /** The number of things, or of days and their like, that fit. */
  tally?: boolean;
  /** "The smallest sale": one row. */
  top?: boolean;
  /** Rows are named, so a limit can be one of theirs. */
  ofRows?: boolean;
  /** "The first login": one of them. */
  one?: boolean;
  /** Only another form of the answer is wished. */
  shown?: boolean;
  median?: boolean;
  /** The figures of each unit of time add up to those before. */
  running?: boolean;
  /** Words whose part in the question is not clear. */
  loose?: string[];
  /** "Most" and "least" of what is not said. */
  rank?: boolean;
  /** "As a share of all": each group's share of the total. */
  ofAll?: boolean;
  /** "Most common": the rows are counted where nothing else is. */
  rows?: boolean;
}

/** Nothing is asked for yet. */
export const emptyParts = (subject: Subject): Parts => ({
  subject,
  measures: [],
  groups: [],
  per: [],
  filters: [],
  flags: [],
  thresholds: [],
  periods: [],
});

/** A condition that rows fulfil or not. */
export interface State {
  flag: Flag;
  not: boolean;
  /** No row of a group has it. */
  none?: true;
  /** Rows that are left out. */
  excluded?: true;
  /** It says what a share is a share of, and does not narrow the whole. */
  part?: true;
  /** The piece that names it, where the flag is made of a limit. */
  at?: number;
}

/** `of`: what the limit is said of: rows, things of one kind. */
export interface Threshold {
  bounds: Bounds;
  measure?: Measure;
  of?: "rows" | Dimension;
  /** It is one of an average or a sum: "more than 300 a day on average". */
  folded?: true;
}

export interface Filter {
  dimension: Dimension;
  values: string[];
  not: boolean;
  /** One word named all of them: "finance tables". */
  together?: true;
  /** It says what a share is a share of, and does not narrow the whole. */
  part?: true;
}
