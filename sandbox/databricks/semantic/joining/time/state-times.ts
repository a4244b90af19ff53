import type { Subject } from "../../subject.ts";
import type { Piece } from "../../tags.ts";

/* How long something was in a state: "how long did queries wait", "the longest anybody waited". */

/** "How long did queries wait": the time that the state is about, and no state of other rows. */
export const timeOfState = (pieces: readonly Piece[], { measures }: Subject): Piece[] => {
  const asked = pieces.findIndex(({ tag, text }) => tag.is === "measure" && /^how long\b/.test(text));
  const state = pieces.findIndex(({ tag }, at) => at > asked && tag.is === "flag" && / > 0$/.test(tag.flag.where));
  const flag = pieces[state]?.tag;
  const measure =
    flag?.is === "flag" && measures.find(({ value, adds }) => !adds && `${value} > 0` === flag.flag.where);
  // "Queries wait the longest"
  const next = pieces.slice(state + 1).find(({ text }) => text !== "the");
  const isExtreme = EXTREME_TIME.test(next?.text ?? "");
  const extreme = extremeBefore(pieces, state);
  if ((asked < 0 && !isExtreme && extreme < 0) || state < 0 || !measure) return [...pieces];
  const said = extreme < 0 ? pieces : pieces.filter((_, at) => at <= extreme || at >= state);
  const shift = pieces.length - said.length;
  return said.map((piece, at) =>
    at === asked
      ? { ...piece, tag: { is: "filler" }, isEcho: true }
      : at === state - shift
        ? { ...piece, tag: { is: "measure", measure } }
        : piece,
  );
};

/** "The longest anybody had to wait": where the word stands, with nothing but who did so behind it; -1: nowhere. */
const extremeBefore = (pieces: readonly Piece[], state: number): number => {
  const at = pieces.findLastIndex(({ text }, index) => index < state && EXTREME_TIME.test(text));
  const between = pieces.slice(at + 1, state);
  const isWho = ({ tag }: Piece): boolean => tag.is === "filler" || tag.is === "who" || tag.is === "records";
  // "The longest query that had to wait", "the longest queries": rows in that state.
  const isOfRows =
    /^that /.test(pieces[state]?.text ?? "") ||
    between.some(({ tag, text }, index) => tag.is === "records" && (index === 0 || /s$/.test(text)));
  return at >= 0 && between.length > 0 && between.every(isWho) && !isOfRows ? at : -1;
};
const EXTREME_TIME = /^(?:longest|shortest)$/;

/** "The longest anybody waited": whoever it was. */
export const extremeOfAnybody = (pieces: readonly Piece[]): Piece[] =>
  pieces.filter(
    ({ tag, text }, index) =>
      tag.is !== "who" ||
      !/^any(?:one|body)$/.test(text) ||
      !EXTREME_TIME.test(pieces[index - 1]?.text ?? "") ||
      pieces[index + 1]?.tag.is !== "measure",
  );
