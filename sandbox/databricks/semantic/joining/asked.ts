import type { Flag, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/** "And did it succeed?", "was it denied?": said of a row that is named before, so it asks for a column and narrows nothing. */
export const withAsked = (pieces: readonly Piece[], subject: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const column = askable(piece, subject);
    const at = piece.tag.is === "value" && PLACED.test(pieces[index - 1]?.text ?? "") ? index - 1 : index;
    return column !== undefined && isSaidOfIt(pieces, at) ? { ...piece, tag: { is: "asked", column } } : piece;
  });

/** "Was it on bi-shared" */
const PLACED = /^(?:on|in|at|from|by|of)$/;

const askable = ({ tag }: Piece, subject: Subject): string | undefined => {
  if (tag.is === "flag") return columnOf(tag.flag, subject);
  const name = tag.is === "value" && tag.dimension.sql === undefined ? tag.dimension.name : undefined;
  return name !== undefined && subject.list.columns.split(", ").includes(name) ? name : undefined;
};

const isSaidOfIt = (pieces: readonly Piece[], index: number): boolean => {
  const [verb, pronoun] = pieces.slice(Math.max(0, index - 2), index);
  // "How often did it fail"
  if (pieces[index - 3]?.tag.is === "count") return false;
  const from = pieces.findLastIndex(({ tag, clause }, at) => at < index && (clause || tag.is === "joint"));
  return (
    /^(?:it|that)$/.test(pronoun?.text ?? "") &&
    /^(?:did|was|is|has|does|whether|if)$/.test(verb?.text ?? "") &&
    from > 0 &&
    pieces.slice(0, from).some(({ tag }) => tag.is === "latest" || tag.is === "earliest" || tag.is === "degree")
  );
};

/** The one column that a condition is about, if rows are shown with it. */
const columnOf = ({ where }: Flag, { list }: Subject): string | undefined => {
  const column = /^(?:NOT )?(\w+)\b/.exec(where)?.[1];
  return column !== undefined && list.columns.split(", ").includes(column) ? column : undefined;
};
