import type { Period } from "../data/calendar.ts";
import type { Dimension, Flag, Measure } from "./subject.ts";

/** A stretch of a question with its meaning. */
export interface Piece {
  tag: Tag;
  text: string;
  /** A sign between clauses stands before it. */
  clause: boolean;
  /** A sentence ended before it. */
  sentence?: true;
  /** It says again what stands beside it. */
  isEcho?: true;
}

/** What a stretch of words means. */
export type Tag =
  | { is: "measure"; measure: Measure; weak?: true }
  /** An adjective that means much or little of a measure: slow, cheap. */
  | { is: "degree"; measure: Measure; order: Order }
  | { is: "dimension"; dimension: Dimension; weak?: true }
  | { is: "value"; dimension: Dimension; values: string[] }
  | { is: "flag"; flag: Flag }
  | { is: "records" }
  | { is: "order"; order: Order; counts: boolean; rows?: true }
  /** Good and bad: which end that is depends on the measure. */
  | { is: "grade"; good: boolean }
  | { is: "unit"; unit: Grain }
  | { is: "threshold"; threshold: Bounds }
  | { is: "number"; number: number }
  /** "Second best": the place in the order. */
  | { is: "nth"; number: number }
  | { is: "period"; period: Period; ends?: [Period, Period] }
  /** "And did it succeed": that column of the one row is asked for. */
  | { is: "asked"; column: string }
  /** "On the same day": what is said is true within one unit of time. */
  | { is: "occasion"; unit: Grain }
  /** "More than twice the average": bounds in multiples of it. */
  | { is: "relative"; bounds: Bounds; unit?: Grain; dimension?: Dimension; isOther?: boolean }
  /** "More than half of the revenue": bounds in percent of the whole. */
  | { is: "part"; bounds: Bounds }
  /** "In the same region as C001" */
  | { is: "like"; dimension: Dimension; thing: Dimension; value: string }
  /** "Two days in a row"; without bounds its length is asked for. */
  | { is: "streak"; bounds?: Bounds; isCurrent: boolean }
  /** Nothing in this data; `foreign`: another space knows it. */
  | { is: "unknown"; foreign: boolean }
  | { is: Sign };

/** Words with one meaning each. */
type Sign =
  | "total"
  | "average"
  | "count"
  | "by"
  | "trend"
  | "share"
  | "versus"
  | "change"
  | "not"
  | "joint"
  | "list"
  | "all"
  | "ever"
  | "why"
  | "latest"
  | "earliest"
  | "who"
  | "where"
  | "when"
  | "which"
  | "event"
  | "prior"
  | "median"
  | "running"
  | "nothing"
  | "over"
  | "rest"
  | "shown"
  | "bothEnds"
  | "follow"
  | "filler";

export type Order = "desc" | "asc";
export type Grain = "hour" | "day" | "weekday" | "week" | "month" | "quarter" | "year";

/** Limits of a value; `unit` as the person named it. */
export interface Bounds {
  above?: number;
  atLeast?: number;
  below?: number;
  atMost?: number;
  unit?: string;
}

/** How each limit is written in SQL. */
export const signs = [
  ["above", ">"],
  ["atLeast", ">="],
  ["below", "<"],
  ["atMost", "<="],
] as const;

/** Words of every space, in the order of precedence. */
export const common: [Tag, string][] = [
  [{ is: "order", order: "desc", counts: false, rows: true }, "most common, most frequent, commonest, most often seen"],
  [{ is: "order", order: "desc", counts: true }, "most, many, more, highest number of, largest number of"],
  [{ is: "order", order: "asc", counts: true }, "fewest, few, least, less, lowest number of"],
  [
    { is: "order", order: "desc", counts: false },
    "high, top, large, big, great, leading, lead, leader, strong, maximum, max, peak, main, major, rank, ranking, number one, heavy, significant, extreme, rich, descending, in descending order",
  ],
  [
    { is: "order", order: "asc", counts: false },
    "low, bottom, small, weak, minimum, min, lag behind, ascending, in ascending order",
  ],
  [{ is: "grade", good: true }, "best, good, winner, well, flagship"],
  [{ is: "grade", good: false }, "worst, bad, poor, loser, badly, trouble, underperforming"],
  [
    { is: "total" },
    "total, sum, altogether, together, combined, in total, overall, add up, all together, grand total, in all, sum up",
  ],
  [{ is: "average" }, "average, mean, avg, typical, typically, on average, usual, usually, averaged"],
  [
    { is: "count" },
    "how many, number of, count, count of, amount of, how often, how many times, total number of, how many different, how many distinct, how many unique, number of distinct, number of different, many of our, how many of, total count of, nr of, no of",
  ],
  [
    { is: "by" },
    "by, per, each, every, across, split by, broken down by, break down by, grouped by, group by, for each, in each, breakdown, break down, split, for every, wise, according to, breakdown by, breakdown per, divided by, ranked by, sorted by, ordered by, within each, split per, split across, spread across, distributed",
  ],
  [{ is: "unit", unit: "day" }, "day, daily, day by day, date"],
  [{ is: "unit", unit: "week" }, "week, weekly, week by week"],
  [{ is: "unit", unit: "month" }, "month, monthly, month by month"],
  [{ is: "unit", unit: "quarter" }, "quarter, quarterly"],
  [{ is: "unit", unit: "year" }, "year, yearly, annual, annually"],
  [{ is: "unit", unit: "weekday" }, "weekday, week day, day of the week, day of week, days of the week"],
  [
    { is: "trend" },
    "trend, over time, develop, development, evolve, evolution, history, progress, progression, time series, timeline, historically, trajectory, curve, chart, graph, over the months, over the weeks, over the years, over the days",
  ],
  [
    { is: "share" },
    "share, rate, percent, percentage, proportion, fraction, what part of, ratio, portion, pct, %, contribution, how much of, share of, in percent",
  ],
  [
    { is: "versus" },
    "versus, vs, compare, comparison, against, than, difference between, difference, relative to, as opposed to, contrast, in comparison, stack up, compared to, compared with, by how much, diff, gap between, spread between, range between, margin between",
  ],
  [
    { is: "change" },
    "change, increase, decrease, grow, growth, rise, fall, drop, decline, go up, go down, go up or down, up or down, improve, improvement, worsen, get worse, get better, better, worse, jump, surge, dip, month over month, week over week, year over year, mom, yoy, wow, climb, shrink",
  ],
  [
    { is: "not" },
    "not, no, without, except, excluding, exclude, other than, apart from, ignore, ignoring, leave out, leaving out, minus, aside from, not in, not from, not count, not counting, never, besides, aside, not included, omitted, disregarded, set aside, beside, bar, excl, neither, nor, outside of",
  ],
  [
    { is: "joint" },
    "and, but, also, while, or, yet, as well as, plus, both, together with, with, whereas, along with, alongside",
  ],
  [{ is: "list" }, "list, export, detail, raw, name, enumerate, record, row, entry, line, individual"],
  [{ is: "all" }, "all, every single, entire, complete list of, each and every"],
  [
    { is: "ever" },
    "ever, all time, since the beginning, to date, of all time, so far, in history, until now, whole history, entire history, in the data, on record, all the data, all periods, any period, full history, over all time, lifetime",
  ],
  [
    { is: "why" },
    "why, how come, what cause, what caused, cause, drive, what is behind, explain, due to what, because of what",
  ],
  [{ is: "latest" }, "latest, newest, most recent, last, recent, most recently, last time, latest time"],
  [{ is: "earliest" }, "earliest, first, very first, first time"],
  [
    { is: "nth", number: 2 },
    "second, 2 nd, runner up, number two, number 2, place two, rank two, second place, second rank",
  ],
  [{ is: "nth", number: 3 }, "third, 3 rd, number three, place three, rank three, third place, third rank"],
  [{ is: "nth", number: 4 }, "fourth, 4 th, number four, place four, fourth place"],
  [{ is: "nth", number: 5 }, "fifth, 5 th, number five, place five, fifth place"],
  [{ is: "median" }, "median, p50, 50 th percentile"],
  [{ is: "running" }, "running total, running sum, cumulative, cumulated, cumulatively, accumulated, cumulative total"],
  [{ is: "nothing" }, "nothing, none"],
  [
    { is: "rest" },
    "everyone else, everybody else, everything else, the rest, all others, all the others, the others, all other, all the rest, the remaining",
  ],
  [
    { is: "shown" },
    "as a pie, as pie, as a pie chart, as a bar chart, as bars, as a line chart, as a line, as a chart, as a graph, as a table, as a list, as a diagram",
  ],
  [{ is: "over" }, "as a multiple of, multiple of"],
  [{ is: "who" }, "who, whom, whose, anybody, anyone, somebody, someone, which person, which people, nobody"],
  [{ is: "where" }, "where"],
  [
    { is: "when" },
    "when, what time, which date, what date, since when, how many days since, days since, how long since, how long ago, how many days ago, how many weeks since, time since",
  ],
  [
    { is: "prior" },
    "week before, month before, quarter before, year before, day before, period before, previous period, week before that, month before that, quarter before that, year before that, before that, period prior, prior period",
  ],
  [{ is: "which" }, "which, what"],
  [{ is: "filler" }, "account for, makes up, make up, take up, responsible for, down to"],
  [{ is: "filler" }, "often, time, frequent, again and again, distribution, side by side, next to each other, at all"],
  [
    { is: "follow" },
    "instead, what about, how about, same for, only, just, now for, rather, same thing, same question, and now, same but, do the same, make that, make it, also for, change it, change that, change to, switch to",
  ],
];

/** Pieces that are about the data. */
export const CONTENT = new Set(["measure", "degree", "dimension", "value", "flag", "records"]);

/** The pieces in runs; a new one begins with each piece of which that is said. */
export const runsOf = (pieces: readonly Piece[], begins: (piece: Piece, at: number) => boolean): Piece[][] => {
  const runs: Piece[][] = [[]];
  for (const [at, piece] of pieces.entries()) {
    if (begins(piece, at)) runs.push([]);
    runs.at(-1)?.push(piece);
  }
  return runs;
};
