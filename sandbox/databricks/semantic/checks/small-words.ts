import type { Written } from "../composing/written.ts";
import type { Piece } from "../tags.ts";

/*
 * Small words that change what is asked: "only" laptops, the "same" segment, "my" logins, the "end" of October. None of
 * them names a part of the data, so each is looked for here; where the query does not do it, it is asked back.
 */

interface SmallWord {
  words: RegExp;
  /** The query does what the word at `index` asks for, or it asks for nothing there. */
  isKept(query: Written, pieces: readonly Piece[], index: number): boolean;
}

const hasDenial = ({ sql }: Written): boolean => /<>|\bNOT\b|<= 0/.test(sql);
const isOfPersons = ({ plan }: Written): boolean => plan.subject.dimensions.some(({ name }) => name === "user_email");

const smallWords: readonly SmallWord[] = [
  // "Who bought only laptops" is about all that they bought; "only the north" narrows.
  {
    words: /^(?:only|just|solely)$/,
    isKept: ({ sql }, pieces, index) => !isOfThings(pieces, index) || /HAVING.*<= 0/s.test(sql),
  },
  {
    words: /^(?:other|others|another)$/,
    isKept: (query, pieces, index) =>
      textAt(pieces, index - 1) === "each" || hasDenial(query) || query.sql.includes("'all others'"),
  },
  { words: /^same$/, isKept: () => false },
  // "With a single purchase" counts; "the largest single purchase" does not.
  {
    words: /^single$/,
    isKept: (query, pieces, index) =>
      textAt(pieces, index - 1) !== "a" || hasDenial(query) || (query.plan.kind === "list" && query.plan.limit === 1),
  },
  // "Tables updated today": when each was updated last says of all of them.
  {
    words: /^today$/,
    isKept: (_, pieces, index) =>
      !pieces.slice(0, index).some(({ tag, text }) => tag.is === "measure" && /^(?:updat|refresh|load)/.test(text)),
  },
  // "Passed everything": none of them failed.
  { words: /^everything$/, isKept: (_, pieces, index) => textAt(pieces, index - 1) !== "passed" },
  // Nobody has told who asks.
  {
    words: /^(?:my|mine|myself)$/,
    isKept: (query, pieces, index) => !isOfPersons(query) || !isContent(pieces[index + 1]),
  },
  {
    words: /^i$/,
    isKept: (query, pieces, index) => !isOfPersons(query) || !/^(?:did|have|had)$/.test(textAt(pieces, index - 1)),
  },
  {
    words: /^(?:he|she|him|her|his|hers)$/,
    isKept: (_, pieces, index) =>
      pieces.slice(0, index).some(({ tag }) => ["who", "dimension", "value"].includes(tag.is)),
  },
  // "Failed again", "read and then downloaded": one row after another.
  { words: /^again$/, isKept: (_, pieces, index) => !isContent(pieces[index - 1]) },
  {
    words: /^then$/,
    isKept: (_, pieces, index) => textAt(pieces, index - 1) !== "and" || !pieces.slice(0, index).some(isContent),
  },
  // "The end of October", "early September": a part of the period behind it.
  {
    words: /^(?:start|end|beginning|begin|middle|mid|early|late|first|second|third|fourth)$/,
    isKept: ({ plan }, pieces, index) =>
      !isPartOfPeriod(pieces, index) || (plan.kind === "figures" && plan.byTime !== undefined),
  },
  // "Who bought every product": none may be missing.
  {
    words: /^(?:every|all)$/,
    isKept: (_, pieces, index) =>
      pieces[index]?.tag.is === "threshold" || !isOfThings(pieces, index) || !isKey(pieces[index + 1]),
  },
  // "The longest time without a failure" is none of one row.
  {
    words: /^time$/,
    isKept: (_, pieces, index) =>
      !/^(?:without|between)$/.test(textAt(pieces, index + 1)) &&
      !/^(?:total )?(?:run|query|job)s?$/.test(textAt(pieces, index - 1)),
  },
];

/** Small words that the query does not keep. */
export const unheeded = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) =>
    smallWords.some(({ words, isKept }) => words.test(text) && !isKept(query, pieces, index)) ? [text] : [],
  );

const textAt = (pieces: readonly Piece[], index: number): string => pieces[index]?.text ?? "";

const CONTENT = new Set(["measure", "degree", "value", "flag", "records", "dimension", "unknown"]);
const isContent = (piece: Piece | undefined): boolean => piece !== undefined && CONTENT.has(piece.tag.is);

const isKey = (piece: Piece | undefined): boolean => piece?.tag.is === "dimension" || piece?.tag.is === "unit";

/** In the same clause, things are asked for and something is said of them before the word. */
const isOfThings = (pieces: readonly Piece[], index: number): boolean => {
  if (pieces[index]?.clause) return false;
  const from = pieces.findLastIndex(({ clause }, at) => clause && at < index);
  const before = pieces.slice(Math.max(from, 0), index);
  const things = before.findIndex(
    ({ tag, text }) => tag.is === "who" || text === "which" || /^(?:that|who)$/.test(text),
  );
  return things >= 0 && before.some(({ tag }) => tag.is === "dimension" || tag.is === "who");
};

/** Right before a period, with "of" and "the" between at most. */
const isPartOfPeriod = (pieces: readonly Piece[], index: number): boolean => {
  // "By the end of the week"
  const isOfUnit =
    pieces[index + 1]?.text === "of" && pieces.slice(index + 2, index + 4).some(({ tag }) => tag.is === "unit");
  if (isOfUnit && pieces[index]?.text === "end") return true;
  const between = /^(?:of|the|in|week|half|part|days?)$/;
  const next = pieces.slice(index + 1).find(({ text, tag }) => tag.is === "period" || !between.test(text));
  return next?.tag.is === "period" && !next.clause && pieces[index]?.tag.is !== "period";
};
