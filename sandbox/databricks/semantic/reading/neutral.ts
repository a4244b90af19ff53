import type { Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/** The pieces with those made small words that only say again what stands beside them. */
export const withoutEchoes = (pieces: readonly Piece[], subject: Subject): Piece[] =>
  pieces.map((piece, index) =>
    isEcho(pieces, index, subject) ? { ...piece, tag: { is: "filler" }, isEcho: true } : piece,
  );

const isEcho = (pieces: readonly Piece[], index: number, { day }: Subject): boolean => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  const before = pieces[index - 1]?.tag;
  // "At most 5 hours old": the limit is one of the age already.
  if (tag.is === "flag" && text === "old") return before?.is === "threshold" && before.threshold.unit !== undefined;
  // "The finance lot", "the marketing bunch": those of that name.
  if (/^(?:lot|bunch|crowd|crew|gang)$/.test(text)) return before?.is === "value";
  // "Without laptops, what did the rest bring in"
  if (tag.is === "rest") return isLeftOut(pieces.slice(0, index));
  // "What has fallen below its reorder level": a state of now, in data without a history.
  if (tag.is === "change") return day === undefined && nextOf(pieces, index)?.tag.is === "flag";
  // "How big is the share of", "how high is": asked for is how much, and no order.
  if (tag.is === "order") return /^(?:big|large|high|great|low|small)$/.test(text) && pieces[index - 1]?.text === "how";
  return false;
};

const isLeftOut = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(({ tag }) => tag.is === "not");
  return at >= 0 && pieces.slice(at).some(({ tag }) => tag.is === "value");
};

const nextOf = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
