import type { Subject } from "../subject.ts";
import { type Piece, runsOf } from "../tags.ts";
import { withoutTalk } from "./talk.ts";

/*
 * What people say before they ask: "our dashboards feel sluggish, which warehouse has the longest waits?", "can I trust
 * nightly-etl? how often did it fail". The question is whole without it, so of a statement that is not understood only what
 * it is about is read: the things and the time that it names.
 */

/** The pieces without such statements, and the words of these that name nothing in the data. */
export const withoutStatements = (read: readonly Piece[], subject: Subject): { pieces: Piece[]; apart: string[] } => {
  const { pieces, apart } = withoutTalk(read, subject);
  const sentences = sentencesOf(pieces);
  const asked = sentences.findLastIndex(asksForFigure);
  const question = sentences[asked] ?? [];
  const isLeft = (sentence: Piece[], at: number) =>
    at < asked && sentence.some(isUnknown) && isStatement(sentence) && !pointsTo(question, sentence);
  return {
    pieces: sentences.flatMap((sentence, at) => (isLeft(sentence, at) ? sentence.filter(isContext) : sentence)),
    apart: [
      ...apart,
      ...sentences.flatMap((sentence, at) =>
        isLeft(sentence, at) ? sentence.filter(isUnknown).map(({ text }) => text) : [],
      ),
    ],
  };
};

const sentencesOf = (pieces: readonly Piece[]): Piece[][] => runsOf(pieces, ({ clause }) => clause);

const isUnknown = ({ tag }: Piece): boolean => tag.is === "unknown";
const isContext = ({ tag }: Piece): boolean => tag.is === "value" || tag.is === "period";

/** It begins as a question does, and names a figure or rows by itself. */
const asksForFigure = (sentence: readonly Piece[]): boolean => {
  const first = sentence.find(({ text }) => !LEADING.test(text));
  const isAsking = first !== undefined && (ASKING.has(first.tag.is) || /^(?:how|show|give|list)\b/.test(first.text));
  return isAsking && sentence.some(({ tag }) => FIGURE.has(tag.is)) && !sentence.some(isUnknown);
};
const LEADING = /^(?:and|but|so|now|please|then|well|ok|okay)$/;
const ASKING = new Set(["which", "who", "when", "where", "count", "why", "list"]);
const FIGURE = new Set(["measure", "degree", "flag", "records"]);

/** Somebody says what they do, or asks something else; "our refurbished laptops" would say which are meant. */
const isStatement = (sentence: readonly Piece[]): boolean => {
  const first = sentence.find(({ text }) => !LEADING.test(text))?.text.split(" ")[0] ?? "";
  if (SPEAKING.test(first)) return true;
  return (
    /^(?:our|my)$/.test(first) && sentence.every(({ tag }) => tag.is !== "value" && !FIGURE_OF_ITS_OWN.has(tag.is))
  );
};
const SPEAKING =
  /^(?:i|we|they|you|somebody|someone|everybody|everyone|people|there|is|are|was|were|can|could|should|do|does|did|has|have)$/;
const FIGURE_OF_ITS_OWN = new Set(["measure", "flag", "records", "dimension"]);

/** "How much was that": of what is said, whatever it is. "How often did it fail" is about the thing that is named. */
const pointsTo = (question: readonly Piece[], sentence: readonly Piece[]): boolean =>
  question.some(({ text }, at) => {
    if (/^(?:it|they|them|its|their|he|she)$/.test(text)) return !sentence.some(isContext);
    const before = question[at - 1]?.text ?? "";
    return (
      /^(?:that|those|these|this|there)$/.test(text) &&
      /^(?:is|are|was|were|did|do|does|of|for|from|with)$/.test(before)
    );
  });
