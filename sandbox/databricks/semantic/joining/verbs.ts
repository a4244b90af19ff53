import type { Piece } from "../reading/reading.ts";
import type { Subject } from "../subject.ts";

/* Words that mean something else beside others. */

/** The pieces with such words as what they mean there. */
export const inPlace = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    if (isCausing(pieces, index)) return { ...piece, tag: { is: "filler" }, isEcho: true };
    if (isExtremeOf(pieces, index) && piece.tag.is === "degree")
      return { ...piece, tag: { is: "order", order: piece.tag.order, counts: false } };
    return piece;
  });

/** "Which user caused the most failures": who did, and no reason. */
const isCausing = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler")?.tag.is;
  return (
    pieces[index]?.tag.is === "why" &&
    /^(?:causes?|caused|drives?|drove)$/.test(pieces[index]?.text ?? "") &&
    (before === "dimension" || before === "who" || before === "value")
  );
};

/** "Which warehouse queues longest": the end of the figure that stands before it. */
const isExtremeOf = (pieces: readonly Piece[], index: number): boolean => {
  const [before, here] = [pieces[index - 1]?.tag, pieces[index]?.tag];
  return (
    before?.is === "measure" &&
    here?.is === "degree" &&
    /^(?:longest|shortest)$/.test(pieces[index]?.text ?? "") &&
    before.measure !== here.measure &&
    before.measure.unit === here.measure.unit
  );
};

/** "Most overdue": the end of the figure whose adjective it is, where the word says a state by itself. */
export const withDegrees = (pieces: readonly Piece[], { measures }: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const before = pieces[index - 1];
    if (piece.tag.is !== "flag" || before?.tag.is !== "order" || !/^(?:most|least)$/.test(before.text)) return piece;
    const measure = measures.find(({ high = "" }) => high.split(",").some((word) => word.trim() === piece.text));
    return measure ? { ...piece, tag: { is: "degree", measure, order: "desc" } } : piece;
  });
