import type { Piece } from "../tags.ts";

/** "Which category is missing in Leipzig": which has no row there, and nothing that falls short. */
export const withMissing = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const [thing, verb] = pieces.slice(Math.max(0, index - 2), index);
    const [place, ...rest] = pieces.slice(index + 1);
    const isSaid =
      thing?.tag.is === "dimension" && /^(?:is|are|was|were)$/.test(verb?.text ?? "") && PLACE.test(place?.text ?? "");
    const isOfValue = rest.find(({ tag }) => tag.is !== "filler")?.tag.is === "value";
    return /^(?:missing|absent)$/.test(piece.text) && isSaid && isOfValue ? { ...piece, tag: { is: "not" } } : piece;
  });
const PLACE = /^(?:in|at|from|on)$/;
