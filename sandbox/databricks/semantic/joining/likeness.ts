import type { Dimension, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/**
 * "In the same region as C001", "share the region of C001": the pieces with that as one. Only where others than that one
 * are asked for, since whether it is one of them is said nowhere else.
 */
export const withLikeness = (pieces: readonly Piece[], { joins }: Subject): Piece[] => {
  if (!pieces.some(isOther)) return [...pieces];
  const made: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (!piece) break;
    const found = likeAt(pieces, at);
    const isPlain = found && (joins === undefined || (!found.dimension.join && !found.thing.join));
    if (!found || !isPlain) made.push(piece);
    else {
      const { dimension, thing, value, end } = found;
      const text = pieces
        .slice(at, end)
        .map((each) => each.text)
        .join(" ");
      made.push({ ...piece, text, tag: { is: "like", dimension, thing, value } });
      at = end - 1;
    }
  }
  const isLike = made.some(({ tag }) => tag.is === "like");
  return made.map((piece) =>
    isLike && isOther(piece) && piece.tag.is === "rest" ? { ...piece, text: "other", tag: { is: "filler" } } : piece,
  );
};

const isOther = ({ text }: Piece): boolean => /^(?:(?:all )?(?:the )?others?|another)$/.test(text);

interface Like {
  dimension: Dimension;
  thing: Dimension;
  value: string;
  end: number;
}

const likeAt = (pieces: readonly Piece[], at: number): Like | undefined => {
  const isShared = pieces[at]?.tag.is === "share" && /^shares?$/.test(pieces[at]?.text ?? "");
  if (pieces[at]?.text !== "same" && !isShared) return undefined;
  const named = isShared && /^(?:the|an?|same)$/.test(pieces[at + 1]?.text ?? "") ? at + 2 : at + 1;
  const kind = pieces[named]?.tag;
  if (kind?.is !== "dimension" || !/^(?:as|of|with|like)$/.test(pieces[named + 1]?.text ?? "")) return undefined;
  const last = pieces.findIndex(({ tag }, index) => index > named + 1 && tag.is !== "filler" && tag.is !== "dimension");
  const other = pieces[last]?.tag;
  if (other?.is !== "value" || other.dimension === kind.dimension || last > named + 5) return undefined;
  const [value, ...more] = other.values;
  if (value === undefined || more.length > 0) return undefined;
  return { dimension: kind.dimension, thing: other.dimension, value, end: last + 1 };
};
