import { isTrade } from "../gathering/asks.ts";
import { isTellingWord } from "../reading/words.ts";
import type { Dimension, Measure, Subject } from "../subject.ts";
import { type Piece, runsOf } from "../tags.ts";

/* Clauses that ask by themselves, with a word of asking: "…, and which table was it", "… and by how many hours". */

/** What such a clause asks for of the rows that the question is about. */
export interface Ask {
  columns: Dimension[];
  figures: Measure[];
  /** When it was. */
  moment: boolean;
  /** "How many of each" */
  each: boolean;
  /** "Which of them has the most" */
  ranked: boolean;
  /** "Which ones": those that were counted. */
  ones: boolean;
}

/** More clauses than these are not planned one by one. */
export const MOST_CLAUSES = 8;

/** The question up to its second word of asking, then each clause that begins with one. */
export const clausesOf = (pieces: readonly Piece[]): Piece[][] =>
  runsOf(pieces, (_, at) => at > 0 && asksAgain(pieces, at));

/** Its words. */
export const clauseText = (clause: readonly Piece[]): string => clause.map(({ text }) => text).join(" ");

/** "And who", ", on which", "and by how many" */
const asksAgain = (pieces: readonly Piece[], index: number): boolean => {
  const piece = pieces[index];
  const isBorder = piece?.clause === true || (piece?.tag.is === "joint" && piece.text === "and");
  if (!isBorder || (piece.tag.is !== "joint" && pieces[index - 1]?.tag.is === "joint")) return false;
  const at = pieces.slice(index, index + 5).findIndex(({ tag, text }) => !(tag.is === "joint" || LEADING.test(text)));
  return at >= 0 && isAsking(pieces, index + at);
};
const LEADING = /^(?:in|on|of|for|to|by|from|at|with|about|also|then|so)$/;

const isAsking = (pieces: readonly Piece[], at: number): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "which" || tag.is === "dimension" || tag.is === "measure")
    return /^(?:which|what|how|by how)\b/.test(text);
  if (tag.is === "who") return /^(?:who|whom|whose)$/.test(text);
  return tag.is === "where" || tag.is === "when" || tag.is === "count" || /^how(?: much of)?$/.test(text);
};

/** What the clause asks for; undefined: it says something else as well. */
export const askOf = (clause: readonly Piece[], subject: Subject): Ask | undefined => {
  if (!clause.every((piece, at) => isPart(piece, clause[at - 1]))) return undefined;
  const { dimensions } = subject;
  const named = (name: string | undefined) => dimensions.filter((each) => each.name === name);
  const columns = clause.flatMap(({ tag, text }, at) => {
    if (tag.is === "dimension") return [tag.dimension];
    if (tag.is === "who") return named(subject.who);
    if (tag.is === "where") return named(subject.where);
    return text === "what" && asksWhatThing(clause, at) ? named(subject.what) : [];
  });
  const figures = clause.flatMap((piece) =>
    (piece.tag.is === "measure" || piece.tag.is === "degree") &&
    !isTrade(piece) &&
    piece.tag.measure.value !== undefined
      ? [piece.tag.measure]
      : [],
  );
  const isCounting = clause.some(({ tag, text }) => tag.is === "count" || text === "how much of");
  const each = isCounting && clause.some(({ tag, text }) => tag.is === "by" && text === "each");
  const asked = {
    columns: [...new Set(columns)],
    figures: each ? [] : figures,
    moment: clause.some(({ tag }) => tag.is === "when"),
    each,
    ranked: clause.some(({ tag }) => tag.is === "order"),
    ones: isOfOnes(clause),
  };
  const isWhole = !isCounting || each || figures.length > 0;
  const isLost = clause.some(
    ({ text, tag }, at) => text === "what" && !asksWhatThing(clause, at) && tag.is === "which",
  );
  const isSomething = asked.columns.length + asked.figures.length > 0 || asked.moment || asked.each || asked.ones;
  return isWhole && isSomething && (!isLost || asked.columns.length + asked.figures.length > 0) ? asked : undefined;
};

/** "And which", "which ones", "which were they" */
const isOfOnes = (clause: readonly Piece[]): boolean =>
  clause.some(({ tag, text }) => tag.is === "which" && text === "which") &&
  clause.every(
    ({ tag, text }) =>
      tag.is === "joint" || text === "which" || /^(?:ones?|are|is|were|was|they|those|these|it|of|them)$/.test(text),
  );

/** It asks for something, or says nothing of its own: "did it run on", "do they belong to". */
const isPart = ({ tag, text }: Piece, before: Piece | undefined): boolean => {
  switch (tag.is) {
    case "joint":
      return text === "and" || text === "also";
    case "filler":
      return !isTellingWord(text) || /^(?:they|them|their|he|she|him|her|his|then|also)$/.test(text);
    case "unknown":
      // "Which team owns it"
      return /^own(?:s|ed)?$/.test(text) && before?.tag.is !== "by";
    case "by":
      return /^(?:by|each)$/.test(text);
    case "share":
      return text === "how much of";
    case "order":
      return text === "most";
    case "degree":
      return isHow(before);
    default:
      return ASKED.has(tag.is);
  }
};
const ASKED = new Set(["which", "who", "where", "when", "dimension", "records", "count", "measure"]);
/** "How valuable" */
const isHow = (before: Piece | undefined): boolean => before?.text === "how";

/** "And what did we sell", "and on what" */
export const asksWhatThing = (clause: readonly Piece[], at: number): boolean => {
  const before = clause[at - 1]?.text ?? "";
  const isAlone = clause.slice(at + 1).every(({ tag }) => tag.is === "filler");
  return clause.slice(at).some(isTrade) || (isAlone && /^(?:on|for)$/.test(before)) || clause.at(-1)?.text === "for";
};
