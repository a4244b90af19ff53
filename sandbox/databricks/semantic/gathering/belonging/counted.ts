import type { Parts } from "../../parts.ts";
import type { Measure, Subject } from "../../subject.ts";
import type { Piece } from "../../tags.ts";
import { areMore, isTrade } from "../asks.ts";

/* What "how many" counts, where a figure is named as well. */

/** Keeps a number of rows, a figure, or both. */
export const settleCounts = (parts: Parts, pieces: readonly Piece[]): void => {
  const counts = pieces.some(({ tag }) => tag.is === "count");
  if (parts.measures.length === 0 && areMore(pieces)) parts.counted ??= "records";
  if (parts.rows && parts.measures.length === 0) parts.counted ??= "records";
  if (counts && parts.measures.length === 0) parts.counted ??= "records";
  if (parts.counted === "records" && countsMeasure(pieces)) delete parts.counted;
  if (parts.measures.length > 0 && parts.counted !== undefined)
    parts.measures = parts.measures.filter((measure) =>
      pieces.some(
        ({ tag }) => (tag.is === "measure" || tag.is === "degree") && tag.measure === measure && !isWeak(tag),
      ),
    );
  if (
    parts.counted === "records" &&
    parts.total &&
    parts.measures.some(({ name }) => name === parts.subject.main) &&
    !countsBeside(pieces)
  )
    delete parts.counted;
  if (counts && pieces.some(isTrade))
    parts.measures = [
      ...new Set(parts.measures.map((each) => (isNamed(each, pieces) ? each : countedOf(each, parts.subject)))),
    ];
};

/** "How much did they spend and how many units did they buy": a figure by itself, and not only what is bought. */
const isNamed = (measure: Measure, pieces: readonly Piece[]): boolean =>
  pieces.some(
    (piece) =>
      (piece.tag.is === "measure" || piece.tag.is === "degree") && piece.tag.measure === measure && !isTrade(piece),
  );

/** "The number of orders and the total revenue": two figures. */
const countsBeside = (pieces: readonly Piece[]): boolean => {
  const [count, total] = ["count", "total"].map((is) => pieces.findIndex(({ tag }) => tag.is === is));
  return pieces.slice(count, total).some(({ text, clause }) => text === "and" || clause);
};

/**
 * "Chairs: how many and for how much?": of things that are sold, the units are counted; where each row is one thing, what
 * there is of it.
 */
export const countThings = (parts: Parts, pieces: readonly Piece[]): void => {
  const { subject, filters, measures } = parts;
  const main = subject.measures.find(({ name }) => name === subject.main);
  const isOneRow = filters.some(({ dimension, not }) => dimension.name === subject.record.dimension && !not);
  if (main?.adds && isOneRow && !pieces.some(({ tag }) => tag.is === "records")) {
    delete parts.counted;
    parts.measures = [...new Set([...measures, ...(measures.length === 0 ? [main] : [])])];
    return;
  }
  const isOfThings = filters.some(({ dimension }) => dimension.name === subject.what);
  if (!main?.counted || !isOfThings || pieces.some(({ tag }) => tag.is === "records" || tag.is === "flag")) return;
  const isMuch = pieces.some(({ text }, at) => text === "much" && pieces[at - 1]?.text === "how");
  delete parts.counted;
  parts.measures = [...new Set([countedOf(main, subject), ...measures, ...(isMuch ? [main] : [])])];
};

const countedOf = (measure: Measure, subject: Subject): Measure => byName(measure.counted, subject) ?? measure;

/** The measure of that name. */
export const byName = (wanted: string | undefined, { measures }: Subject): Measure | undefined =>
  measures.find(({ name }) => name === wanted);

const isWeak = (tag: Piece["tag"]): boolean => tag.is === "measure" && tag.weak === true;

/** "How many units": the measure is what is counted. */
const countsMeasure = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(({ tag }) => tag.is === "count");
  const next = pieces.slice(at + 1).find(({ tag }) => !["filler", "flag", "value", "order", "total"].includes(tag.is));
  return at >= 0 && next?.tag.is === "measure";
};
