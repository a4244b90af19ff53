import type { Subject } from "../subject.ts";
import { CONTENT, type Piece } from "../tags.ts";

/** "Counting refused attempts as well", "including the failed ones", "also the denied": both states count, so it narrows nothing. */
export const withInclusions = (pieces: readonly Piece[], subject: Subject): Piece[] => {
  const from = pieces.findIndex((_, at) => isInclusion(pieces, at, subject));
  if (from < 0) return [...pieces];
  const end = pieces.findIndex(({ tag, clause }, at) => at > from && (clause || ENDS.has(tag.is)));
  const isWithin = (at: number) => at >= from && (end < 0 || at < end);
  return pieces.map((piece, at) => (isWithin(at) ? { ...piece, tag: { is: "filler" }, isEcho: true } : piece));
};
const ENDS = new Set(["period", "by", "threshold", "measure", "count", "which"]);

const isInclusion = (pieces: readonly Piece[], at: number, { record }: Subject): boolean => {
  const { text, clause } = pieces[at] ?? { text: "", clause: false };
  const behind = pieces.slice(at + 1);
  const named = behind.findIndex(({ text: word }) => !ARTICLES.test(word));
  const said = behind[named];
  if (pieces[at - 1]?.tag.is === "not" || said === undefined || said.clause) return false;
  const isState = said.tag.is === "flag" || (said.tag.is === "measure" && said.tag.measure.flag !== undefined);
  // "Orders including laptops" are those with one.
  const isOfRows = pieces.slice(0, at).some(({ tag }) => tag.is === "records");
  const isValue = said.tag.is === "value" && (clause || !isOfRows || said.tag.dimension.name === record.dimension);
  if (/^(?:including|includes?|incl|counting|inclusive)$/.test(text)) return isState || isValue;
  // "Also the denied ones": of the things, and no second thing that is said of them.
  return (
    /^(?:also|even)$/.test(text) && named > 0 && isState && pieces.slice(0, at).some(({ tag }) => CONTENT.has(tag.is))
  );
};
const ARTICLES = /^(?:the|our|all|any|of|also|those|that|which|were|was|are)$/;
