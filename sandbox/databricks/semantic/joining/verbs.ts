import { unrounded } from "../composing/figures.ts";
import { stemsOf } from "../reading/words.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* Words that mean something else beside others. */

/** The pieces with such words as what they mean there. */
export const inPlace = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    if (isCausing(pieces, index) || isAfterDoing(pieces, index) || isSupplying(pieces, index))
      return { ...piece, tag: { is: "filler" }, isEcho: true };
    if (isMedianOf(pieces, index)) return { ...piece, tag: { is: "median" } };
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

/** "Who supplies it": the verb, and no stock. */
const isSupplying = (pieces: readonly Piece[], index: number): boolean =>
  (pieces[index]?.tag.is === "measure" &&
    /^suppl(?:y|ies|ied)$/.test(pieces[index]?.text ?? "") &&
    pieces[index - 1]?.tag.is === "who" &&
    index > 1) ||
  (/^delivers?$/.test(pieces[index]?.text ?? "") && pieces[index - 1]?.tag.is === "who");

/** "Failed after waiting over a minute": true of the same row. */
const isAfterDoing = (pieces: readonly Piece[], index: number): boolean =>
  pieces[index]?.text === "after" &&
  /^\w+ing\b/.test(pieces[index + 1]?.text ?? "") &&
  pieces[index + 1]?.tag.is === "measure" &&
  pieces[index + 2]?.tag.is === "threshold" &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "flag");

/** "Median wait": that of the figure behind it, where the word alone stands for another one. */
const isMedianOf = (pieces: readonly Piece[], index: number): boolean => {
  const [here, next] = [pieces[index]?.tag, pieces[index + 1]?.tag];
  return (
    here?.is === "measure" &&
    pieces[index]?.text === "median" &&
    next?.is === "measure" &&
    next.measure.value !== undefined &&
    !next.measure.adds
  );
};

/** "Which warehouse queues longest", "the longest average wait": the end of the figure that stands beside it. */
const isExtremeOf = (pieces: readonly Piece[], index: number): boolean => {
  const here = pieces[index]?.tag;
  const before = pieces.slice(0, index).findLast(({ text }) => text !== "the")?.tag;
  const next = pieces[index + 1]?.tag.is === "average" ? pieces[index + 2]?.tag : undefined;
  if (here?.is !== "degree" || !/^(?:longest|shortest)$/.test(pieces[index]?.text ?? "")) return false;
  return [before, next].some(
    (tag) => tag?.is === "measure" && tag.measure !== here.measure && tag.measure.unit === here.measure.unit,
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

/** "How far is each product above its level", "what percentage of the rows was bad": what stands apart is one figure. */
export const withApart = (pieces: readonly Piece[], { measures }: Subject): Piece[] => {
  const far = pieces.findIndex(({ text }, at) => /^(?:far|much)$/.test(text) && pieces[at - 1]?.text === "how");
  const state = pieces.findIndex(({ tag, text }, at) => at > far && tag.is === "flag" && SIDE.test(text));
  const side = `how ${pieces[far]?.text} ${SIDE.exec(pieces[state]?.text ?? "")?.[0]}`;
  const distance = measures.find(({ words }) => words.split(",").some((phrase) => phrase.trim().startsWith(side)));
  if (far >= 0 && state >= 0 && distance)
    return pieces.map((piece, at) =>
      at === far
        ? { ...piece, tag: { is: "filler" }, isEcho: true }
        : at === state
          ? { ...piece, tag: { is: "measure", measure: distance } }
          : piece,
    );
  return withPredicate(withState(pieces, measures), measures);
};
const SIDE = /^(?:above|below|under|over)\b/;

/** "What percentage of the checked rows in ml.features failed": failed rows, as a part of what was checked. */
const withState = (pieces: readonly Piece[], measures: readonly Measure[]): Piece[] => {
  const share = pieces.findIndex(({ tag }) => tag.is === "share");
  const noun = pieces.findIndex(({ tag }, at) => at > share && tag.is === "measure");
  const whole = pieces[noun]?.tag;
  const state = pieces.findIndex(({ tag }, at) => at > noun && tag.is === "flag");
  if (share < 0 || whole?.is !== "measure" || state < 0) return [...pieces];
  const name = [stemsOf(pieces[state]?.text ?? "")[0], stemsOf(pieces[noun]?.text ?? "").at(-1)].join(" ");
  const divisor = unrounded(whole.measure.sql);
  const part = measures.find(
    ({ words, rate }) =>
      measures.some((each) => each.name === rate && each.sql.includes(divisor)) &&
      words.split(",").some((phrase) => stemsOf(phrase).join(" ") === name),
  );
  if (!part) return [...pieces];
  return pieces.map((piece, at) =>
    at === noun
      ? { ...piece, tag: { is: "measure", measure: part } }
      : at === state
        ? { ...piece, tag: { is: "filler" }, isEcho: true }
        : piece,
  );
};

/** "Rows … was bad": bad rows, where that is a figure. */
const withPredicate = (pieces: readonly Piece[], measures: readonly Measure[]): Piece[] => {
  const share = pieces.findIndex(({ tag }) => tag.is === "share");
  const noun = pieces.findIndex(({ tag }, at) => at > share && tag.is === "measure");
  const verb = pieces.findIndex(({ text }, at) => at > noun && /^(?:is|are|was|were)$/.test(text));
  const said = pieces[verb + 1];
  if (share < 0 || noun < 0 || verb < 0 || !said || pieces[verb + 2]) return [...pieces];
  const names = stemsOf(pieces[noun]?.text ?? "").map((word) => `${stemsOf(said.text)[0]} ${word}`);
  const measure = measures.find(
    ({ words, rate }) => rate && words.split(",").some((phrase) => names.includes(stemsOf(phrase).join(" "))),
  );
  if (!measure) return [...pieces];
  return pieces.flatMap((piece, at) =>
    at === noun ? [{ ...piece, tag: { is: "measure" as const, measure } }] : at === verb + 1 ? [] : [piece],
  );
};
