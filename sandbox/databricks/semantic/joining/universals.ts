import type { Piece } from "../tags.ts";

/** "Did all runs succeed", "is every premium customer at low risk": how many of them, since a list of some says nothing of all. */
export const withUniversals = (pieces: readonly Piece[]): Piece[] => {
  const at = pieces.findIndex(({ tag }) => tag.is !== "filler");
  const isAll = pieces[at]?.tag.is === "all" || pieces[at]?.text === "every";
  const isAsked =
    AUXILIARY.test(pieces[0]?.text ?? "") && pieces.slice(0, at).every(({ text }) => AUXILIARY.test(text));
  const rows = pieces.findIndex(({ tag }, index) => index > at && tag.is === "records");
  const isOfRows = pieces.slice(at + 1, rows).every(({ tag }) => ["filler", "value", "flag"].includes(tag.is));
  const state = pieces.findIndex(({ tag }, index) => index > rows && (tag.is === "flag" || tag.is === "value"));
  if (at < 1 || !isAll || !isAsked || rows < 0 || !isOfRows || state < 0) return [...pieces];
  return pieces.map((piece, index) => (index === at ? { ...piece, text: "share of", tag: { is: "share" } } : piece));
};
const AUXILIARY = /^(?:is|are|was|were|do|does|did|have|has|had)$/;
