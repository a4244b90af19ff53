import { mainOf, measuresOf } from "../composing/measures.ts";
import { countOf, distinctCount } from "../counts.ts";
import { valueFlag } from "../gathering/either.ts";
import { add } from "../gathering/gather.ts";
import { settle } from "../gathering/settle.ts";
import { emptyParts, type Parts } from "../parts.ts";
import type { Flag, Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";
import { CONTENT } from "../tags.ts";

/*
 * A second figure that is asked for by itself: "which products did C003 order, and for how much?", "how many mice did we
 * sell and how much money was that". Each half is read alone, and the figures of both are shown side by side.
 */

/** The parts of the first half with the figures of the second; undefined: there is none, or it asks for more than figures. */
export const withSecondAsk = (pieces: readonly Piece[], subject: Subject): Parts | undefined => {
  const at = secondAskIn(pieces);
  if (at === undefined) return undefined;
  const [one, other] = [pieces.slice(0, at), pieces.slice(at)].map((half) => partsOf(half, subject));
  // "And how much was it" is the figure of the first half.
  const isNamed =
    pieces.slice(at).some(({ tag }) => CONTENT.has(tag.is)) ||
    !pieces.slice(at).some(({ text }) => /^(?:is|was|were)$/.test(text));
  // "How many orders, and how much were they in total": what all of them are.
  const isOfRows =
    !isNamed && one?.counted === "records" && other !== undefined && isOnlyFigure({ ...other, total: false });
  const asked = pieces
    .slice(at)
    .map(({ text }) => text)
    .join(" ");
  const worth = isOfRows && /\bhow much\b/.test(asked) ? [mainOf(subject)] : [];
  const more = one && other && isNamed && isOnlyFigure(other) ? figuresOf(other, pieces.slice(at)) : worth;
  if (!one || more.length === 0 || one.share || one.versus || one.change || one.when) return undefined;
  const first = one.counted === "records" ? [countOf(subject)] : measuresOf(one);
  if (first.length === 0) return undefined;
  const measures = [...new Set([...first, ...more])];
  if (measures.length === first.length) return undefined;
  return {
    ...one,
    measures,
    ...(one.counted === "records" && { counted: undefined }),
    records: false,
    // "And how many of its runs failed"
    ...(one.order && pieces.slice(at).some(({ text }) => /^(?:its|his|her)$/.test(text)) && { limit: one.limit ?? 1 }),
    // "The slowest on average": that of the first figure is one by itself.
    ...(first.every(({ adds }) => !adds) && { average: false }),
  };
};

/** What the pieces of a clause ask for together. */
export const partsOf = (pieces: readonly Piece[], subject: Subject): Parts => {
  const parts = emptyParts(subject);
  for (const index of pieces.keys()) add(parts, pieces, index);
  settle(parts, pieces);
  return parts;
};

/** Two figures are asked for, each by itself. */
export const asksTwice = (pieces: readonly Piece[]): boolean => secondAskIn(pieces) !== undefined;

/** Where "and how many", "and for how much" begins. */
const secondAskIn = (pieces: readonly Piece[]): number | undefined => {
  const at = pieces.findIndex(
    (piece, index) => index > 0 && (piece.clause || piece.tag.is === "joint") && isAsk(pieces.slice(index, index + 4)),
  );
  const isAsked = pieces.slice(0, Math.max(at, 0)).some(({ tag }) => ASKING.has(tag.is));
  return at > 0 && isAsked ? at : undefined;
};
const ASKING = new Set(["which", "who", "count", "measure", "degree", "list"]);

/** "And for how much", ", how many" */
const isAsk = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(
    ({ tag, text }) =>
      tag.is === "count" || text === "how" || (tag.is === "measure" && /^how (?:long|old)$/.test(text)),
  );
  return (
    at >= 0 && pieces.slice(0, at).every(({ tag }) => tag.is === "joint" || tag.is === "filler") && !isOther(pieces, at)
  );
};
const isOther = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at]?.text === "how" && pieces[at + 1]?.text !== "much";

/** Nothing but a figure is named. */
const isOnlyFigure = ({ filters, flags, groups, periods, thresholds, ...parts }: Parts): boolean =>
  groups.length + periods.length + thresholds.length === 0 &&
  (filters.length + flags.length === 0 || parts.counted === "records") &&
  // "How long did they take on average": of what is an average anyway.
  (!parts.average || (parts.measures.length > 0 && parts.measures.every(({ adds }) => !adds))) &&
  ![parts.grain, parts.order, parts.limit, parts.share, parts.versus, parts.change, parts.relatives]
    .concat([parts.loose, parts.absent, parts.over, parts.nth, parts.why, parts.when].map(Boolean))
    .some(Boolean);

/** "For how much" is what the subject is about, where that is an amount. */
const figuresOf = (parts: Parts, pieces: readonly Piece[]): Measure[] => {
  const { measures, counted, subject } = parts;
  const state = stateOf(parts);
  if (state) return measures.length === 0 ? [countOf(subject, state)] : [];
  if (measures.length > 0) return measures;
  if (counted === "records") return [countOf(subject)];
  if (counted) return [distinctCount(counted)];
  const isMuch = pieces.some(({ text }, at) => text === "much" && pieces[at - 1]?.text === "how");
  const main = subject.measures.find(({ name }) => name === subject.main);
  return isMuch && main?.adds && /^(?:amount|dollars)$/.test(main.unit) ? [main] : [];
};

/** "And how many of those were restricted": a number of some of them. */
const stateOf = ({ filters, flags }: Parts): Flag | undefined => {
  const states = [
    ...flags,
    ...filters.map(({ dimension, values, not }) => ({ flag: valueFlag(dimension, values), not })),
  ];
  const [first] = states;
  if (!first) return undefined;
  const where = states.map(({ flag, not }) => (not ? `NOT (${flag.where})` : flag.where)).join(" AND ");
  const name = states.map(({ flag, not }) => (not ? `not ${flag.name}` : flag.name)).join(" and ");
  return states.length === 1 && !first.not ? first.flag : { name, words: "", where };
};
