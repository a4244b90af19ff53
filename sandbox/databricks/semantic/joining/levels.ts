import type { Flag, Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* A limit that the data holds, asked for by the state that begins there: "at what stock level do we have to reorder". */

/** The pieces with such a state as the limit that it begins at. */
export const withLevels = (pieces: readonly Piece[], subject: Subject): Piece[] => {
  const asked = pieces.findIndex((_, at) => asksForLevel(pieces, at, subject));
  const state = pieces.findIndex(
    ({ tag }, at) => at > asked && tag.is === "flag" && limitOf(tag.flag, subject) !== undefined,
  );
  const flag = pieces[state]?.tag;
  const limit = flag?.is === "flag" ? limitOf(flag.flag, subject) : undefined;
  if (asked < 0 || state < 0 || !limit) return [...pieces];
  return pieces.map((piece, at) => {
    if (at === state) return { ...piece, tag: { is: "measure", measure: limit } };
    const isSaidBefore = at === asked || (at > asked && at < state && SAYING.has(piece.tag.is));
    return isSaidBefore ? { ...piece, tag: { is: "filler" }, isEcho: true } : piece;
  });
};
const SAYING = new Set(["measure", "degree", "which", "count", "unit", "order"]);

/** "At what level", "from which quantity on", "below how many pieces", "after how many hours" */
const asksForLevel = (pieces: readonly Piece[], at: number, subject: Subject): boolean => {
  const text = pieces
    .slice(at, at + 6)
    .map((piece) => piece.text)
    .join(" ");
  // "What level do we have to reorder at"
  const state = pieces.findIndex(
    ({ tag }, place) => place > at && tag.is === "flag" && limitOf(tag.flag, subject) !== undefined,
  );
  const isBehind = pieces.some(
    ({ text: word }, place) =>
      state >= 0 && place > state && word === "at" && /^(?:for|with)?$/.test(pieces[place + 1]?.text ?? ""),
  );
  return LEVEL.test(text) || (isBehind && LEVEL.test(`at ${text}`));
};
const LEVEL =
  /^(?:at|from|below|under|above|over|after|beyond|until|till|up to|past) (?:(?:what|which) (?:\w+ )?(?:level|limit|threshold|point|quantity|number|amount|age|stock)\b|how (?:many|much|old)\b)/;

/** The other side of a condition that compares two columns, where it is a figure. */
const limitOf = ({ where }: Flag, { measures }: Subject): Measure | undefined => {
  const column = /^\w+ [<>]=? (\w+)$/.exec(where)?.[1];
  return column === undefined ? undefined : measures.find(({ value }) => value === column);
};
