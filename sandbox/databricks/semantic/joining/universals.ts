import type { Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/** "Did all runs succeed", "is every premium customer at low risk": how many of them, since a list of some says nothing of all. */
export const withUniversals = (read: readonly Piece[], subject: Subject): Piece[] => {
  const pieces = withEverything(everyTime(read, subject), subject);
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

/** "Did everything go through": all of its rows. */
const withEverything = (pieces: readonly Piece[], { record }: Subject): Piece[] =>
  pieces.flatMap((piece, index): Piece[] => {
    const isAsked = index === 1 && AUXILIARY.test(pieces[0]?.text ?? "") && /^everything$/.test(piece.text);
    const isSaid = pieces[index + 1]?.tag.is === "flag" || pieces[index + 2]?.tag.is === "flag";
    if (!isAsked || !isSaid || pieces.some(({ tag }) => tag.is === "records")) return [piece];
    return [
      { ...piece, tag: { is: "all" } },
      { text: record.many, clause: false, tag: { is: "records" } },
    ];
  });

/** "Tables that always passed": in every one of their rows. */
const everyTime = (pieces: readonly Piece[], { record }: Subject): Piece[] =>
  pieces.flatMap((piece, index): Piece[] => {
    const next = pieces[index + 1];
    if (piece.text === "always" && piece.tag.is === "unknown" && next?.tag.is === "flag") return [];
    const isAlways = piece.tag.is === "flag" && pieces[index - 1]?.text === "always";
    if (!isAlways) return [piece];
    return [
      piece,
      { text: "all", clause: false, tag: { is: "all" } },
      { text: record.many, clause: false, tag: { is: "records" } },
    ];
  });

const AUXILIARY = /^(?:is|are|was|were|do|does|did|have|has|had)$/;
