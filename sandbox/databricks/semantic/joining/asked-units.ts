import { unrounded } from "../composing/figures.ts";
import { sizeOf } from "../composing/units.ts";
import { unitNamed } from "../reading/thresholds.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* The unit that an answer is asked for in: "how many minutes of query time", "the average wait in hours", "in TB". */

/**
 * The pieces with their figures in that unit, and the unit left out. A unit that no figure of the question can be given in
 * stays, and is asked back.
 */
export const inAskedUnit = (read: readonly Piece[], subject: Subject): Piece[] => {
  const at = read.findIndex((_, index) => leadOf(read, index) !== undefined);
  const [unit, lead] = [unitNamed(read[at]?.text), leadOf(read, at)];
  if (!unit || !lead) return [...read];
  const pieces = read.map((piece) => ofState(piece, unit, subject));
  const named = pieces.some(({ tag }, index) => index !== at && isInFamily(tag, unit));
  const isOfRows = lead === "count" || pieces[at - 1]?.tag.is === "average";
  const own = named || !isOfRows ? undefined : amountIn(pieces, at, subject);
  if (!named && !own) return [...pieces];
  const isSum = lead === "count" && !pieces.some(isFolded) && !isUsual(pieces, at);
  return pieces.map((piece, index) => {
    const { tag } = piece;
    if (index === at && own) return { ...piece, tag: { is: "measure", measure: convertedTo(own, unit, isSum) } };
    if (index === at || (index === at - 1 && lead !== "total"))
      return { ...piece, tag: { is: "filler" }, isEcho: true };
    return (tag.is === "measure" || tag.is === "degree") && isInFamily(tag, unit)
      ? { ...piece, tag: { ...tag, measure: convertedTo(tag.measure, unit, isSum) } }
      : piece;
  });
};

/** "In hours", and nothing else: the figures of the question before in that unit; undefined: something else is said. */
export const figuresInUnit = (pieces: readonly Piece[], measures: readonly Measure[]): Measure[] | undefined => {
  const [lead, named, ...more] = pieces.filter(({ tag, text }) => tag.is !== "joint" && !/^(?:and|please)$/.test(text));
  const unit = /^(?:in|as)$/.test(lead?.text ?? "") && more.length === 0 ? unitNamed(named?.text) : undefined;
  if (!unit || !measures.some((measure) => factor(measure.unit, unit) !== undefined)) return undefined;
  return measures.map((measure) =>
    factor(measure.unit, unit) === undefined ? measure : convertedTo(measure, unit, false),
  );
};

type Lead = "in" | "count" | "total";

/** What makes a word the unit of the answer; "on how many days", "in the hour before" and limits do not. */
const leadOf = (pieces: readonly Piece[], at: number): Lead | undefined => {
  const piece = pieces[at];
  const before = pieces[at - 1];
  if (!piece || !before || piece.clause || !unitNamed(piece.text) || !/s$|^[gmt]b$/.test(piece.text)) return undefined;
  const first = pieces[at - 2]?.text ?? "";
  if (before.tag.is === "count") return /^(?:in|on|after|within|for|by)$/.test(first) ? undefined : "count";
  // "Average seconds for each month"
  if (before.tag.is === "total" || before.tag.is === "average") return "total";
  const next = pieces[at + 1];
  const isLast = !next || next.clause || ["filler", "period", "by", "average"].includes(next.tag.is);
  return before.text === "in" && isLast ? "in" : undefined;
};

const isInFamily = (tag: Piece["tag"], unit: string): boolean =>
  (tag.is === "measure" || tag.is === "degree") && factor(tag.measure.unit, unit) !== undefined;

/** By how much a value is divided; undefined: the two are no units of one thing. */
const factor = (from: string, to: string): number | undefined => {
  const [one, other] = [sizeOf(from), sizeOf(to)];
  return one && other && one.family === other.family ? other.size / one.size : undefined;
};

/** "How many minutes did queries wait": the time that the state is about. */
const ofState = (piece: Piece, unit: string, { measures }: Subject): Piece => {
  const { tag } = piece;
  const measure = tag.is === "flag" && measures.find(({ value, adds }) => !adds && `${value} > 0` === tag.flag.where);
  return measure && factor(measure.unit, unit) ? { ...piece, tag: { is: "measure", measure } } : piece;
};

/** What rows have in such a unit: the figure that adds up, else the first. Of what has no history, only its age is one. */
const amountIn = (pieces: readonly Piece[], at: number, { measures, day }: Subject): Measure | undefined => {
  const unit = unitNamed(pieces[at]?.text) ?? "";
  if (day === undefined && pieces[at + 1]?.text !== "ago") return undefined;
  const fitting = measures.filter(({ value, unit: own }) => value !== undefined && factor(own, unit) !== undefined);
  return fitting.find(({ adds }) => adds) ?? fitting[0];
};

const isFolded = ({ tag, text }: Piece): boolean =>
  ["average", "median", "degree", "order", "by"].includes(tag.is) || /^(?:average|median|p\d\d|longest)\b/.test(text);

/** "How many minutes does it take": what is usual, and not all of it together. */
const isUsual = (pieces: readonly Piece[], at: number): boolean => /^(?:do|does)$/.test(pieces[at + 1]?.text ?? "");

const convertedTo = (measure: Measure, unit: string, isSum: boolean): Measure => {
  const by = factor(measure.unit, unit) ?? 1;
  const scaled = (sql: string) => (by === 1 ? sql : by > 1 ? `${sql} / ${by}.0` : `${sql} * ${Math.round(1 / by)}`);
  const value = measure.value && scaled(measure.value);
  const isSummed = isSum && value !== undefined && !measure.adds;
  const name = measure.name.replace(/_?(?:seconds|minutes|hours|bytes)$/, "");
  return {
    ...measure,
    name: `${isSummed ? name.replace(/^average/, "total") : name}_${unit}`,
    label: isSummed ? measure.label.replace(/^average /, "total ") : measure.label,
    sql: isSummed ? `ROUND(SUM(${value}), 2)` : `ROUND(${scaled(unrounded(measure.sql))}, 2)`,
    unit: UNITS.get(unit) ?? measure.unit,
    adds: measure.adds || isSummed,
    ...(value && { value }),
  };
};
const UNITS = new Map<string, Measure["unit"]>([
  ["seconds", "seconds"],
  ["minutes", "minutes"],
  ["hours", "hours"],
  ["megabytes", "megabytes"],
  ["gigabytes", "gigabytes"],
  ["terabytes", "terabytes"],
]);
