import type { Written } from "../composing/written.ts";
import type { Piece } from "../tags.ts";

/* Words that go together in a way for which no query is written here: what is composed of them says something else. */

/** Words of such a combination. */
export const senseless = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) =>
    isShareOfThings(pieces, index, query) ||
    isOverSome(pieces, index, query) ||
    isEither(pieces, index, query) ||
    isWithoutSuch(pieces, index, query) ||
    isPartOfKind(pieces, index, query)
      ? [text]
      : [],
  );

const nextOf = (pieces: readonly Piece[], index: number): number =>
  pieces.findIndex(({ tag }, at) => at > index && tag.is !== "filler");

/** "What share of customers bought electronics": of their number, not of what they spent. */
const isShareOfThings = (pieces: readonly Piece[], index: number, { sql }: Written): boolean => {
  const next = pieces[nextOf(pieces, index)];
  const isThings = next?.tag.is === "dimension" && !/^(?:each|every|by|per)\b/.test(next.text) && /s$/.test(next.text);
  return pieces[index]?.tag.is === "share" && isThings && !/COUNT\(DISTINCT|SELECT COUNT\(\*\)/.test(sql);
};

/** "The average cost of the 5 most expensive days": one figure over those. */
const isOverSome = (pieces: readonly Piece[], index: number, { plan }: Written): boolean => {
  const is = pieces[index]?.tag.is;
  const number = pieces.findIndex(({ tag }) => tag.is === "number");
  const isCut = "limit" in plan && plan.limit !== undefined && plan.limit > 1;
  const isFolded =
    is === "average" || is === "total" || /^(?:average|mean|median|total) /.test(pieces[index]?.text ?? "");
  return isFolded && isCut && index < number && pieces[number - 1]?.tag.is !== "by";
};

/** "In October or November": both together, no comparison. */
const isEither = (pieces: readonly Piece[], index: number, { plan }: Written): boolean =>
  pieces[index]?.text === "or" &&
  plan.kind === "figures" &&
  plan.compared !== undefined &&
  pieces[nextOf(pieces, index)]?.tag.is === "period";

/** "Tables without not_null failures": those that have none. */
const isWithoutSuch = (pieces: readonly Piece[], index: number, { sql }: Written): boolean => {
  const at = nextOf(pieces, index);
  const [value, rows] = [pieces[at]?.tag, pieces[at + 1]?.tag];
  const isOfRows = rows?.is === "flag" || (rows?.is === "measure" && rows.measure.flag !== undefined);
  return (
    /^(?:no|without|never)$/.test(pieces[index]?.text ?? "") &&
    value?.is === "value" &&
    isOfRows &&
    !/HAVING|NOT IN/.test(sql)
  );
};

/** "How much of its spend is warehouses": the share of those, where each of them would be shown as one of all. */
const isPartOfKind = (pieces: readonly Piece[], index: number, { plan }: Written): boolean => {
  const tag = pieces[index]?.tag;
  const isSaid = /^(?:is|are|was|were|on|to|into|from)$/.test(pieces[index - 1]?.text ?? "");
  const isShare = pieces.slice(0, index).some((piece) => piece.tag.is === "share");
  return tag?.is === "dimension" && tag.dimension.where !== undefined && isSaid && isShare && plan.kind === "figures";
};
