import type { Piece } from "../tags.ts";

/*
 * Denials that stand elsewhere than before what they deny: "furniture left out", "all teams but fraud". They are put where
 * "without" would stand.
 */

/** The pieces with every "not" before what it denies. */
export const deniedFirst = (pieces: readonly Piece[]): Piece[] => exclusions(exceptions(around(pieces)));

/** "Leaving the South out": the denial stands around what it denies. */
const around = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    if (!/^(?:leaving|leave|taking|take)$/.test(piece.text)) return piece;
    const behind = pieces.slice(index + 1).filter(({ tag, text }) => tag.is !== "filler" || text === "out");
    const isAround = DENIABLE.has(behind[0]?.tag.is ?? "") && behind[1]?.text === "out";
    return isAround ? { ...piece, text: "leaving out", tag: { is: "not" } } : piece;
  });

/** "All teams but fraud", "everything but chairs" */
const exceptions = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => (isException(pieces, index) ? { ...piece, tag: { is: "not" } } : piece));

const isException = (pieces: readonly Piece[], index: number): boolean => {
  const piece = pieces[index];
  if (piece?.tag.is !== "joint" || piece.text !== "but") return false;
  const next = pieces.slice(index + 1).find(({ text }) => !/^(?:the|our|those|of|for|from|in)$/.test(text));
  if (next?.tag.is !== "value") return false;
  const before = pieces.slice(Math.max(0, index - 3), index).map(({ text }) => text);
  return before.some((text) => ALL.test(text));
};
const ALL = /^(?:all|any|every|each|everyone|everybody|everything|anyone|anybody|anything|nobody|nothing|none)\b/;

/** "Furniture left out", "cloud failures not counted" */
const exclusions = (pieces: readonly Piece[]): Piece[] => {
  const moved: Piece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const from = isExclusion(pieces, index) ? startOf(moved) : undefined;
    if (from === undefined) moved.push(piece);
    else
      moved.splice(from, 0, {
        ...piece,
        text: "without",
        tag: { is: "not" },
        clause: moved[from]?.clause ?? false,
      });
  }
  return moved;
};

const isExclusion = (pieces: readonly Piece[], index: number): boolean => {
  const piece = pieces[index];
  if (piece?.tag.is !== "not" || !AFTER.has(piece.text)) return false;
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
  const isDenied = DENIABLE.has(next?.tag.is ?? "") || (/^no/.test(piece.text) && next?.tag.is === "measure");
  return next === undefined || next.clause || !isDenied;
};
const AFTER = new Set(
  [
    "excluded",
    "ignored",
    "left out",
    "not counted",
    "not included",
    "aside",
    "omitted",
    "disregarded",
    "set aside",
  ].concat(["not counting", "no", "excepted"]),
);

/** Where the run of things begins that ends here. */
const startOf = (pieces: readonly Piece[]): number | undefined => {
  let start: number | undefined;
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const piece = pieces[at];
    const is = piece?.tag.is ?? "filler";
    if (!RUN.has(is)) break;
    if (DENIABLE.has(is)) start = at;
    if (piece?.clause) break;
  }
  return start;
};
const DENIABLE = new Set(["value", "flag"]);
const RUN = new Set(["value", "flag", "filler", "joint", "records", "dimension", "measure"]);
