import { conditionKey } from "../gathering/either.ts";
import type { Piece } from "../tags.ts";

/*
 * Two beside each other by a comparative: "what sells better, electronics or furniture", "was the wait worse in October or
 * November". "Or" stands between sides there, and "who" and "what" ask which of them it is.
 */

/** The pieces of such a comparison as those of "A versus B". */
export const withComparatives = (pieces: readonly Piece[]): Piece[] => {
  const at = pieces.findIndex((_, index) => isComparative(pieces, index));
  if (at < 0) return [...pieces];
  const sides = sidesOf(pieces);
  return sides ? besideEachOther(pieces, at, sides) : pieces.map((piece, index) => graded(piece, pieces, index));
};

/** "Faster", "more expensive", "better", and none of time: "got faster". */
const isComparative = (pieces: readonly Piece[], at: number): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (/^(?:gets?|got|getting|gotten|becomes?|became|grows?|grew|grown)$/.test(pieces[at - 1]?.text ?? "")) return false;
  if (BETTER.test(text) && (tag.is === "change" || tag.is === "grade")) return true;
  return (tag.is === "degree" || tag.is === "order") && /(?:er|^more|^less)$/.test(text);
};
const BETTER = /^(?:better|worse)$/;

/** Where the two stand that are compared. */
type Sides = [one: number, joint: number, other: number];

const sidesOf = (pieces: readonly Piece[]): Sides | undefined => {
  const joint = pieces.findIndex(({ text }) => text === "or" || text === "than");
  const one = pieces.findLastIndex(({ tag }, at) => at < joint && SIDE.has(tag.is));
  const other = pieces.findIndex(({ tag }, at) => at > joint && SIDE.has(tag.is));
  const [left, right] = [pieces[one], pieces[other]];
  const isBetween =
    pieces[joint]?.text === "than" ||
    pieces.slice(one + 1, other).every(({ tag }, at) => tag.is === "filler" || one + 1 + at === joint);
  if (joint < 0 || !left || !right || !isBetween || left.tag.is !== right.tag.is) return undefined;
  return left.tag.is === "value" && conditionKey(left) !== conditionKey(right) ? undefined : [one, joint, other];
};
const SIDE = new Set(["value", "flag", "period"]);

const besideEachOther = (pieces: readonly Piece[], at: number, [one, joint, other]: Sides): Piece[] => {
  const isOfTime = pieces[one]?.tag.is === "period";
  return pieces.map((piece, index): Piece => {
    if (index === joint && piece.text === "or") return { ...piece, text: "versus", tag: { is: "versus" } };
    if (index === at && !isOfTime) return graded(piece, pieces, index, true);
    return asksWhichOfThem(pieces, index, [one, joint, other])
      ? { ...piece, tag: { is: "filler" }, isEcho: true }
      : piece;
  });
};

/** "Men or women, who is worth more": the two stand in a clause of their own, and nobody else is asked for. */
const asksWhichOfThem = (pieces: readonly Piece[], index: number, [one, , other]: Sides): boolean => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is !== "who" && !(tag.is === "which" && pieces[index + 1]?.tag.is !== "dimension")) return false;
  const from = Math.min(index, one);
  const to = Math.max(index, other);
  const isApart = pieces.slice(from + 1, to + 1).some(({ clause }) => clause);
  return isApart && /^(?:who|which|what)$/.test(text);
};

/** "Which category did better", "is it better in the North": which end is meant, and no change over time. */
const graded = (piece: Piece, pieces: readonly Piece[], index: number, isOfSides = false): Piece => {
  if (piece.tag.is !== "change" || !BETTER.test(piece.text)) return piece;
  const before = pieces.slice(0, index);
  const isAsked = before.some(({ tag }, at) => tag.is === "which" && pieces[at + 1]?.tag.is === "dimension");
  const isOfTime =
    pieces.filter(({ tag }) => tag.is === "period").length > 1 || pieces.some(({ text }) => text === "than");
  const isPlain = isOfSides || (isAsked && !isOfTime && isComparative(pieces, index));
  return isPlain ? { ...piece, tag: { is: "grade", good: piece.text === "better" } } : piece;
};
