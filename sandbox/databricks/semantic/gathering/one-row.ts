import type { Parts } from "../parts.ts";
import type { Dimension, Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";
import { isNamedEach } from "./moments.ts";
import { isSuperlative } from "./nearby.ts";

/* One row, of which columns are asked for: "the longest run: which job, and when?", "who was denied last?" */

/** What the parts become where one row is asked for; undefined: it is not, or a column is not one of the row. */
export const oneRowOf = (parts: Parts, pieces: readonly Piece[]): Partial<Parts> | undefined => {
  const { per, average, total, share, median, change, versus, trend, limit, nth, plural } = parts;
  if ([average, total, share, median, change, versus, trend, nth, plural].some(Boolean) || per.length > 0)
    return undefined;
  if (limit !== undefined && limit > 1) return undefined;
  const isLatest = parts.latest !== undefined;
  // "Jobs whose longest run was over two hours": things, and a limit of each.
  if (!isLatest && parts.thresholds.length > 0 && parts.groups.length > 0) return undefined;
  if (isLatest ? parts.order !== undefined || !isOneInTime(parts, pieces) : !isTop(parts, pieces)) return undefined;
  if (!asksForColumns(parts, pieces) || !areColumns(parts)) return undefined;
  if (parts.groups.some((group) => isNamedEach(pieces, group))) return undefined;
  const measures = isLatest ? parts.measures.filter(({ flag }) => flag !== undefined) : topMeasure(parts, pieces);
  if (!measures) return undefined;
  return {
    groups: [],
    grain: undefined,
    counted: undefined,
    why: false,
    when: isLatest,
    records: true,
    list: false,
    measures,
    ranked: measures[0],
    limit: 1,
  };
};

/** "The last denied access", "when did it last fail", "who was the first to buy": one, not several. */
const isOneInTime = ({ subject, flags, records, measures, event }: Parts, pieces: readonly Piece[]): boolean => {
  const isSeveral = pieces.some(({ tag, text }) => (tag.is === "dimension" && /s$/.test(text)) || tag.is === "count");
  const isNamed =
    records === true || event === true || flags.length > 0 || measures.some(({ flag }) => flag !== undefined);
  const isRowOfThings = pieces.some(
    ({ tag, text }) => tag.is === "dimension" && text.startsWith(`${subject.record.one} `),
  );
  return subject.day !== undefined && (isNamed || isRowOfThings) && !isSeveral;
};

/** "The longest run", "which query read the most data" */
const isTop = ({ order, subject }: Parts, pieces: readonly Piece[]): boolean => {
  const tops = pieces.flatMap((_, at) => (isEnd(pieces, at) ? [at] : []));
  const [at] = tops;
  if (order === undefined || at === undefined) return false;
  const behind = pieces.slice(at + 1).find(({ tag, text }) => !SKIPPED.has(tag.is) && text !== "single");
  const before = pieces.slice(0, at).findLast(({ tag, text }) => !SKIPPED.has(tag.is) && text !== "single");
  const which = pieces.findIndex(({ tag, text }) => tag.is === "which" && text === "which");
  const isAsked = which >= 0 && which < at && isRow(pieces[which + 1]);
  const isOwn = subject.record.dimension !== undefined || before?.tag.is !== "which";
  return isAsked || (isRow(behind) && isOwn) || isTopValue(pieces, at) || isOfOneRow(pieces, at);
};

/** "The longest wait, and on which warehouse was it": the value of one row, since what is asked for is said of it. */
const isTopValue = (pieces: readonly Piece[], at: number): boolean => {
  const rows = pieces.slice(at + 1).findIndex(({ tag }) => tag.is !== "filler") + at + 1;
  const value = pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler" && tag.is !== "records")?.tag;
  const joint = pieces.findIndex(({ tag, clause }, index) => index > at && (clause || tag.is === "joint"));
  const isAskedBefore = pieces
    .slice(0, at)
    .some(({ tag, text }) => tag.is === "dimension" || tag.is === "who" || text === "which");
  const isOfRow = value?.is === "measure" && !value.measure.adds && value.measure.value !== undefined;
  return isOfRow && !isAskedBefore && joint > rows && pieces.slice(joint).some(({ tag }) => ASKED.has(tag.is));
};
const ASKED = new Set(["dimension", "who", "when", "where", "unit", "asked"]);
/** "The most units in a single order" */
const isOfOneRow = (pieces: readonly Piece[], at: number): boolean =>
  pieces.some(
    (piece, index) =>
      index > at + 1 &&
      isRow(piece) &&
      /^(?:single|one)$/.test(pieces[index - 1]?.text ?? "") &&
      pieces[at + 1]?.tag.is === "measure",
  );

const SKIPPED = new Set(["filler", "flag", "value", "order", "degree", "grade"]);

const isRow = (piece: Piece | undefined): boolean => piece?.tag.is === "records" && /[^s]$/.test(piece.text);

/** "Longest", "most expensive", "worst" */
const isEnd = (pieces: readonly Piece[], at: number): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "degree") return isSuperlative(pieces, at);
  if (tag.is === "grade") return /^(?:best|worst)$/.test(text);
  return tag.is === "order" && /est$|^(?:most|least|top|max(?:imum)?|min(?:imum)?)$/.test(text);
};

/** Something of the row is asked for by itself. */
const asksForColumns = ({ groups, when, why, subject }: Parts, pieces: readonly Piece[]): boolean =>
  groups.some(({ name }) => name !== subject.record.dimension) ||
  (when === true && pieces.some(({ tag }) => tag.is === "asked" || tag.is === "why")) ||
  (when === true && groups.length === 0 && pieces.some(({ tag }) => tag.is === "degree" || tag.is === "order")) ||
  why === true ||
  pieces.some(({ tag }, at) => tag.is === "asked" || asksWhatItWas(pieces, at));

/** "The biggest sale, what was it" */
const asksWhatItWas = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at]?.text === "what" &&
  /^(?:is|was)$/.test(pieces[at + 1]?.text ?? "") &&
  pieces[at + 2]?.text === "it" &&
  at > 0;

/** All that is asked for stands in the row. */
const areColumns = ({ groups, measures, counted, grain, why, subject, over }: Parts): boolean => {
  const columns = subject.list.columns.split(", ");
  const isColumn = ({ value, flag, sql }: Measure) => flag !== undefined || sql === "COUNT(*)" || value !== undefined;
  return (
    over === undefined &&
    (counted === undefined || (counted === "records" && measures.length > 0)) &&
    (grain === undefined || (grain === "day" && subject.day !== undefined)) &&
    (!why || columns.includes(subject.why ?? "")) &&
    groups.every(({ name, sql }) => sql === undefined && columns.includes(name)) &&
    measures.every(isColumn)
  );
};

/** The figure that is at its end: that of the adjective, else the only one that is named, else the main one. */
const topMeasure = ({ measures, subject }: Parts, pieces: readonly Piece[]): Measure[] | undefined => {
  const at = pieces.findIndex((_, index) => isEnd(pieces, index));
  const own = ownMeasure(pieces, at);
  const named = own ? [own] : measures;
  const [only] = named.length > 0 ? named : subject.measures.filter(({ name }) => name === subject.main);
  if (named.length > 1 || only?.value === undefined) return undefined;
  return [only, ...measures.filter((measure) => measure !== only && measure.value !== undefined)];
};

/** "Longest wait", "longest that a query sat in the queue": the figure behind it in the same clause, else its own. */
const ownMeasure = (pieces: readonly Piece[], at: number): Measure | undefined => {
  const [here, next] = [pieces[at]?.tag, pieces[at + 1]?.tag];
  if (next?.is === "measure") return next.measure;
  if (here?.is !== "degree") return next?.is === "degree" ? next.measure : undefined;
  const end = pieces.findIndex(({ tag, clause }, index) => index > at && (clause || tag.is === "joint"));
  const behind = pieces
    .slice(at + 1, end < 0 ? undefined : end)
    .flatMap(({ tag }) => (tag.is === "measure" && tag.measure.unit === here.measure.unit ? [tag.measure] : []));
  return behind[0] ?? here.measure;
};

/** "The five longest queries with user and warehouse", "is anything below its minimum, and who supplies it": rows, and columns of them. */
export const rowsOf = (parts: Parts, pieces: readonly Piece[]): Partial<Parts> | undefined => {
  const { groups, per, counted, grain, subject, flags, order, limit, average, total, share, change, versus } = parts;
  const isPlain =
    ![average, total, share, change, versus].some(Boolean) && per.length === 0 && counted === undefined && !grain;
  const columns = subject.list.columns.split(", ");
  if (!isPlain || groups.length === 0 || groups.some(({ name, sql }) => sql !== undefined || !columns.includes(name)))
    return undefined;
  const from = pieces.findIndex(
    ({ tag, text, clause }, at) => at > 0 && (tag.is === "joint" || clause || text === "including"),
  );
  const isBehind = groups.every((group) => isAskedFrom(pieces, from, group, subject));
  if (from < 0 || !isBehind) return undefined;
  const isOfThings =
    subject.record.dimension !== undefined && flags.length > 0 && !order && parts.measures.length === 0;
  const isAskedOf =
    pieces.slice(from).some(({ text }) => /^(?:it|they|them)$/.test(text)) ||
    pieces.slice(0, from).some(({ tag, text }) => tag.is === "which" && text === "what");
  // "Which customers are worth more than average, and what their age group is"
  const isAboveAverage =
    subject.record.dimension !== undefined && !order && parts.relatives !== undefined && parts.relatives.length > 0;
  if (isAboveAverage && pieces.slice(from).some(({ text }) => text === "their"))
    return { groups: [], records: true, list: true };
  if (isOfThings && isAskedOf) return { groups: [], records: true, list: true, whole: true };
  const rows = pieces.findIndex(({ tag, text }) => tag.is === "records" && /s$/.test(text));
  const top = topMeasure(parts, pieces);
  const isTopRows =
    order !== undefined && limit !== undefined && top !== undefined && isEnd(pieces, rows - 1) && rows < from;
  return isTopRows && /^(?:with|including)$/.test(pieces[from]?.text ?? "")
    ? { groups: [], records: true, list: true, measures: top }
    : undefined;
};

/** It is named behind that place only. */
const isAskedFrom = (pieces: readonly Piece[], from: number, group: Dimension, { who }: Subject): boolean =>
  !pieces
    .slice(0, from)
    .some(({ tag }) => (tag.is === "dimension" && tag.dimension === group) || (tag.is === "who" && group.name === who));
