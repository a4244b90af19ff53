import type { Piece } from "../tags.ts";

/* Rows that are said not to be there: "never bought", "no furniture sales". */

/** "Never bought", "had no sale", "spent nothing": what is denied is that there is a row. */
export const deniesRows = (pieces: readonly Piece[], index: number): boolean => {
  const tag = pieces[index]?.tag.is;
  if (tag === "nothing") return pieces.some(isRows);
  if (tag !== "not") return false;
  const at = pieces.findIndex((piece, place) => place > index && piece.tag.is !== "filler" && !isSuch(pieces, place));
  const next = pieces[at];
  if (!next || !isRows(next)) return false;
  const after = pieces.slice(at + 1).find((piece) => piece.tag.is !== "filler");
  return !["grade", "order", "change", "versus", "threshold"].includes(after?.tag.is ?? "");
};

/** "No furniture sales", "without any laptop orders": what rows are denied; "not furniture", "except the South" leave some out. */
export const isSuch = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");
  const next = pieces[index + 1];
  return (
    pieces[index]?.tag.is === "value" &&
    /^(?:no|without|never)$/.test(before?.text ?? "") &&
    next !== undefined &&
    isRows(next) &&
    !next.clause
  );
};

/** Rows, or a figure that is a sum over them. */
const isRows = ({ tag, text }: Piece): boolean =>
  tag.is === "records" ||
  (tag.is === "measure" && tag.measure.adds && tag.measure.flag === undefined) ||
  (tag.is === "degree" && /^(?:sell|sold|selling|buy|bought|buying)/.test(text));
