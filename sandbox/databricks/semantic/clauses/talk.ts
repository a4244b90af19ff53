import type { Subject } from "../subject.ts";
import { type Piece, runsOf } from "../tags.ts";

/*
 * Whole sentences before the one that asks: "people complain that marketing-adhoc got slower. Can I get its average
 * duration?", "the boss is worried about chairs. How many do we have left?". They say why somebody asks, so only the things
 * and the time that they name are read, as far as the question does not name its own.
 */

/** The pieces without such sentences, and the words of these that name nothing in the data. */
export const withoutTalk = (pieces: readonly Piece[], subject: Subject): { pieces: Piece[]; apart: string[] } => {
  const sentences = sentencesOf(pieces);
  const from = sentences.findIndex((_, at) => at > 0 && sentences.slice(at).every(asks));
  const isPointing = sentences.slice(Math.max(from, 0)).some((sentence) => sentence.some(isPointer));
  const talk =
    from > 0 && sentences.slice(0, from).every((sentence) => isTalk(sentence, isPointing))
      ? sentences.slice(0, from).flat()
      : [];
  const question = talk.length > 0 ? sentences.slice(from).flat() : pieces;
  return {
    pieces: [...talk.filter((piece) => isMeant(piece, question, subject)), ...question],
    apart: talk.filter(({ tag, text }) => tag.is === "unknown" && !PERSONS.test(text)).map(({ text }) => text),
  };
};

const sentencesOf = (pieces: readonly Piece[]): Piece[][] => runsOf(pieces, ({ sentence }) => sentence === true);

/** It begins as a question or a request does, and names a figure, rows or somebody. */
const asks = (sentence: readonly Piece[]): boolean => {
  const first = sentence.find(({ text }) => !LEADING.test(text));
  const isAsking = first !== undefined && (ASKING.has(first.tag.is) || REQUEST.test(first.text));
  return isAsking && sentence.some(({ tag }) => NAMED.has(tag.is)) && !sentence.some(({ tag }) => tag.is === "unknown");
};
const LEADING = /^(?:and|but|so|now|please|then|well|ok|okay)$/;
const ASKING = new Set(["which", "who", "when", "where", "count", "why", "list", "average", "total", "measure"]);
const REQUEST = /^(?:how|show|give|list|tell|can|could|which|what|by how)\b/;
const NAMED = new Set(["measure", "degree", "flag", "records"]);

/** Somebody says, thinks or wants something, or something is so. What narrows or asks is no talk. */
const isTalk = (sentence: readonly Piece[], isPointing: boolean): boolean => {
  const first = sentence.find(({ text }) => !LEADING.test(text));
  return (
    first !== undefined &&
    !ASKING.has(first.tag.is) &&
    !REQUEST.test(first.text) &&
    !sentence.some(({ tag, text }) => NARROWING.has(tag.is) || /^(?:only|just|without|except)$/.test(text)) &&
    // "Nightly-etl crashed this morning. How often did it fail?"
    ((isPointing && first.tag.is === "value") ||
      PERSONS.test(first.text) ||
      sentence.some(({ text }) => SAYING.test(text)))
  );
};
const NARROWING = new Set(["not", "number", "nth", "total", "share", "median", "rest"]);
/** Who says it, or "if" and "whether" of what somebody asks. */
const PERSONS = /^(?:if|whether|i|we|they|somebody|someone|everybody|everyone|people|nobody)$/;
/** Verbs of being, of seeming, and of what persons say, think and want, in both languages. */
const SAYING =
  /^(?:is|are|was|were|has|have|had|will|would|looks?|looked|feels?|felt|seems?|seemed|got|gets?|keeps?|kept|says?|said|thinks?|thought|told|tells?|asks?|asked|wants?|wanted|needs?|needed|plans?|planned|claims?|claimed|complains?|complained|worr(?:y|ies|ied)|believes?|noticed|mentioned|heard|wonders?|sagt|sagen|meint|meinen|fragt|fragen|will|wollen|beschwer(?:t|en)|klagt|klagen|behauptet|behaupten|plant|planen|glaubt|glauben|wundert|sorgt)$/;

/** A thing or a time that the question does not name for itself. A person or a team may be who talks. */
const isMeant = ({ tag, text }: Piece, question: readonly Piece[], { who }: Subject): boolean => {
  if (tag.is === "period")
    return !/\b(?:today|tomorrow|tonight|next)\b/.test(text) && !question.some((piece) => piece.tag.is === "period");
  if (tag.is !== "value") return false;
  const { name } = tag.dimension;
  const isPointedAt = question.some(isPointer);
  return (
    (name !== who || isPointedAt) &&
    !question.some(
      (piece, at) => "dimension" in piece.tag && piece.tag.dimension?.name === name && !isSuch(question, at),
    )
  );
};
const POINTING = /^(?:it|its|they|them|their|he|she|his|her|this|that|these|those)$/;

const isPointer = ({ text }: Piece): boolean => POINTING.test(text);

/** "The job", "this table": the one that was named before. */
const isSuch = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at]?.tag.is === "dimension" && /^(?:the|this|that)$/.test(pieces[at - 1]?.text ?? "");
