import type { Period } from "../../data/calendar.ts";
import { countOf } from "../counts.ts";
import type { Parts } from "../parts.ts";
import { earlier } from "../reading/spans.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Bounds, Piece } from "../tags.ts";

/** "Jobs that failed at least twice in both September and October": the limit holds in each period by itself. */
export const addOccasions = (parts: Parts, pieces: readonly Piece[]): void => {
  const { periods, groups, subject, measures, thresholds } = parts;
  const both = pieces.findIndex(({ tag, text }) => tag.is === "joint" && text === "both");
  const next = pieces.slice(both + 1).find(({ tag }) => tag.is !== "filler");
  if (both < 0 || next?.tag.is !== "period" || periods.length !== 2 || groups.length !== 1 || !subject.day) return;
  if (parts.versus || parts.change || parts.share || parts.trend || parts.order || thresholds.length > 1) return;
  const [measure] = measures;
  if (measures.length > 1 || (measure && !measure.adds)) return;
  const bounds: Bounds = thresholds[0]?.bounds ?? (measure?.value ? { above: 0 } : { atLeast: 1 });
  const each = periods.map((period) => within(measure ?? countOf(subject), period, subject));
  Object.assign(parts, {
    measures: each,
    thresholds: each.map((own) => ({ bounds, measure: own })),
    periods: [],
    ever: true,
    records: false,
  });
  delete parts.counted;
};

/** "Jobs that failed in October but not in November": some row in the one period, and none in the other. */
export const addLapsed = (parts: Parts, pieces: readonly Piece[]): void => {
  const { periods, groups, subject, measures, thresholds } = parts;
  const not = pieces.findIndex((_, at) => isNotIn(pieces, at));
  const [kept, lapsed] = periods;
  if (not < 0 || !kept || !lapsed || periods.length > 2 || groups.length !== 1 || !subject.day) return;
  if (parts.versus || parts.change || parts.share || parts.order || thresholds.length + measures.length > 0) return;
  const [some, none] = [kept, lapsed].map((period) => within(countOf(subject), period, subject));
  if (!some || !none) return;
  Object.assign(parts, {
    measures: [some, none],
    thresholds: [
      { bounds: { atLeast: 1 }, measure: some },
      { bounds: { atMost: 0 }, measure: none },
    ],
    periods: [],
    ever: true,
    records: false,
  });
  delete parts.counted;
};

/** "In October but not in November": the denial of a period behind another one. */
export const isNotIn = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at]?.tag.is === "not" &&
  pieces[at - 1]?.tag.is === "joint" &&
  pieces.slice(0, at - 1).findLast(({ tag }) => !SAID_BETWEEN.has(tag.is))?.tag.is === "period" &&
  /^(?:period|prior)$/.test(pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler")?.tag.is ?? "");

/** "In October denied but not in November" */
const SAID_BETWEEN = new Set(["filler", "flag", "records"]);

/** A measure of the rows of one period only. */
const within = (measure: Measure, { from, to, words }: Period, { day, flags = [], ...subject }: Subject): Measure => {
  const flag = flags.find(({ name }) => name === measure.flag);
  const rows = [`${day} BETWEEN '${from}' AND '${to}'`, ...(flag ? [flag.where] : [])].join(" AND ");
  const { value: _, ...declared } = measure;
  // The rows of a secondary subject are those of its joined table.
  const [join] = subject.secondary ? Object.keys(subject.joins ?? {}) : [];
  return {
    ...declared,
    ...(join && { join }),
    name: `${measure.name}_${from.replaceAll("-", "_")}`,
    label: `${measure.label} ${words}`,
    sql: `ROUND(SUM(CASE WHEN ${rows} THEN ${flag ? 1 : (measure.value ?? 1)} ELSE 0 END), 2)`,
  };
};

/** "The week before": that of the period named last, or of the question before. */
export const addPrior = (parts: Parts, text: string): void => {
  const last = parts.periods.at(-1);
  const unit = UNITS.find((each) => text.startsWith(each)) ?? "period";
  const before = last && earlier(last, unit);
  if (before) parts.periods.push(before);
  else parts.prior = unit;
};
const UNITS = ["year", "quarter", "month", "week", "day"] as const;
