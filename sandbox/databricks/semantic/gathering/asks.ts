import type { Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* What a question asks for without naming it: "what sells", "what went wrong", "which was updated last". */

/** A verb of buying or selling. */
export const isTrade = ({ tag, text }: Piece): boolean =>
  (tag.is === "measure" || tag.is === "degree") &&
  /^(?:sells?|sold|selling|buys?|bought|buying|shift(?:s|ed)?|moves?|moved|fl(?:y|ies|ew|ying) off|flying out)\b/.test(
    text,
  );

export const isUpdatedLast = ({ tag, text }: Piece): boolean => tag.is === "measure" && / last$/.test(text);

/** "Which table was updated last": one of them. */
export const asksForOne = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    ({ tag, text }, at) =>
      tag.is === "dimension" &&
      /[^s]$/.test(text) &&
      (text.startsWith("which ") || (pieces[at - 1]?.tag.is === "which" && pieces[at - 1]?.text !== "what")),
  );

/** "What do they buy", "what sells best": the thing is asked for. */
export const asksWhat = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(({ tag, text }) => tag.is === "which" && text === "what");
  const next = pieces[at + 1];
  if (at < 0 || !next) return false;
  if (isTrade(next) || (next.text === "costs" && next.tag.is === "measure")) return true;
  // "What is ml-platform paying for"
  const isPaidFor = /^(?:for|on)$/.test(pieces.findLast(({ tag }) => tag.is !== "period")?.text ?? "");
  const isDone = (piece: Piece) =>
    isTrade(piece) || (isPaidFor && /^(?:pa(?:y|ys|id|ying)|spen(?:d|ds|t|ding))$/.test(piece.text));
  return (
    /^\p{L}+$/u.test(next.text) &&
    pieces.slice(at).some(isDone) &&
    (isPaidFor || /^(?:do|does|did|is|are|has|have)$/.test(next.text))
  );
};

/** "What failed", "what broke": the thing that did, or the reason where rows have none. */
export const askedOfFailed = (pieces: readonly Piece[], { what, why }: Subject): string | undefined => {
  const at = pieces.findIndex(({ tag, text }) => tag.is === "which" && text === "what");
  const next = pieces.slice(at + 1).find(({ tag }) => tag.is !== "filler" && tag.is !== "period");
  if (at < 0 || next?.tag.is !== "flag" || !why) return undefined;
  return what ?? why;
};

/** "…, and what did they buy?": a second question, about those of the first. */
export const asksWhatElse = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    ({ text }, at) =>
      text === "what" &&
      pieces[at - 1]?.text === "and" &&
      /^(?:they|it|he|she)$/.test(pieces[at + 2]?.text ?? "") &&
      pieces.slice(at).some(isTrade),
  );

/** "Which jobs failed and why": the reasons of each of them. */
export const asksWhichAndWhy = (pieces: readonly Piece[]): boolean => {
  const why = pieces.findIndex(({ tag }) => tag.is === "why");
  const isBehind = pieces.slice(0, why).some(({ tag, clause }, at) => at > 0 && (clause || tag.is === "joint"));
  return (
    (isBehind || pieces[why]?.clause === true) &&
    pieces.slice(0, why).some(({ tag }) => tag.is === "which" || tag.is === "who")
  );
};

/** "Are there more women or men", "do we have more premium customers": their number. */
export const areMore = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(({ text }) => /^(?:more|fewer|most|fewest)$/.test(text));
  const lead = pieces
    .slice(0, Math.max(at, 0))
    .map(({ text }) => text)
    .join(" ");
  return pieces[at + 1]?.tag.is === "value" && /^(?:are there|were there|do we have|have we(?: got)?)$/.test(lead);
};
