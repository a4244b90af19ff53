import { turned } from "../gathering/nearby.ts";
import type { Order, Piece } from "../tags.ts";

/** "Best and worst region", "the cheapest day and the most expensive": the first end, and the wish for the other one as well. */
export const withBothEnds = (pieces: readonly Piece[]): Piece[] => {
  const first = pieces.findIndex((_, at) => endAt(pieces, at) !== undefined);
  const one = endAt(pieces, first);
  const joint = pieces.findIndex(({ tag, text }, at) => at > first && tag.is === "joint" && text === "and");
  const second = pieces.findIndex((_, at) => at > joint && endAt(pieces, at) !== undefined);
  const other = endAt(pieces, second);
  if (!one || !other || joint < 0 || one.end === other.end) return [...pieces];
  const between = pieces.slice(first + one.length, second).filter((_, at) => first + one.length + at !== joint);
  if (!between.every(({ tag, text }) => BETWEEN.has(tag.is) || /^(?:which|who)$/.test(text))) return [...pieces];
  // "Highest and lowest revenue by product": of the rows of each, or of the products?
  const isOfEach = pieces
    .slice(second)
    .some(({ tag }, at, behind) => tag.is === "by" && behind[at + 1]?.tag.is !== "measure");
  if (isOfEach) return [...pieces];
  // "Highest and lowest revenue": two figures, where nothing is named that has them.
  const isOfValues = pieces.every(({ tag }) => !THINGS.has(tag.is)) && hasValue(pieces[second + other.length]);
  if (isOfValues)
    return pieces.map((piece, at) => {
      if (at !== first && at !== second) return piece;
      return { ...piece, text: (at === first ? one : other).end === "desc" ? "max" : "min" };
    });
  const both: Piece = {
    text: `and ${pieces[second]?.text}`,
    clause: pieces[first]?.clause ?? false,
    tag: { is: "bothEnds" },
  };
  // "Most and least expensive": the adjective is that of both.
  const shared = one.length === 1 && other.length === 2 ? pieces.slice(second + 1, second + 2) : [];
  const kept = between.filter(({ tag }) => tag.is !== "filler" && BETWEEN.has(tag.is));
  const own = pieces.slice(first, first + one.length).map((piece) => ({ ...piece, clause: false }));
  return [...pieces.slice(0, first), both, ...own, ...shared, ...kept, ...pieces.slice(second + other.length)];
};
const THINGS = new Set(["dimension", "records", "unit", "by", "which", "who"]);
const hasValue = (piece: Piece | undefined): boolean =>
  piece?.tag.is === "measure" && piece.tag.measure.value !== undefined;
const BETWEEN = new Set(["filler", "dimension", "records", "unit", "period"]);

/** A superlative, and how many pieces it has; "most" may be followed by its adjective. */
const endAt = (pieces: readonly Piece[], at: number): { end: Order; length: number } | undefined => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "grade" && /^(?:best|worst)$/.test(text)) return { end: tag.good ? "desc" : "asc", length: 1 };
  if (tag.is === "degree" && /est$/.test(text)) return { end: tag.order, length: 1 };
  if (tag.is === "latest" && /^(?:newest|latest|last)$/.test(text)) return { end: "desc", length: 1 };
  if (tag.is === "earliest" && /^(?:oldest|earliest|first)\b/.test(text)) return { end: "asc", length: 1 };
  if (tag.is !== "order" || !/^(?:most|least|fewest|\w+est)$/.test(text)) return undefined;
  const next = pieces[at + 1]?.tag;
  if (next?.is !== "degree") return { end: tag.order, length: 1 };
  return { end: tag.order === "desc" ? next.order : turned(next.order), length: 2 };
};
