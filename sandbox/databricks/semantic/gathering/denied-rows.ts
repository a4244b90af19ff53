import type { Parts } from "../parts.ts";
import type { Measure } from "../subject.ts";
import type { Piece } from "../tags.ts";
import { hasNone, isDenied } from "./nearby.ts";

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

/** A figure that is denied, as the condition that it is then: true if it was one. */
export const addDenied = (parts: Parts, pieces: readonly Piece[], index: number, measure: Measure): boolean =>
  deniesCounted(parts, pieces, index, measure) || lacks(parts, pieces, index, measure);

/** "No failures": none of the rows that the measure counts. */
const deniesCounted = (
  { flags, subject }: Parts,
  pieces: readonly Piece[],
  index: number,
  { flag: name }: Measure,
): boolean => {
  const flag = subject.flags?.find((each) => each.name === name);
  if (!flag || !isDenied(pieces, index)) return false;
  flags.push({ flag, not: true, ...(hasNone(pieces, index) && { none: true }) });
  return true;
};

/** "Ran without waiting": rows whose value is nothing. */
const lacks = ({ flags }: Parts, pieces: readonly Piece[], index: number, { value, adds, label }: Measure): boolean => {
  const name = label.replace(/^average /, "");
  if (adds || !value || !hasNone(pieces, index) || !isDenied(pieces, index)) return false;
  flags.push({ flag: { name: `without ${name}`, words: "", where: `${value} = 0` }, not: false });
  return true;
};
