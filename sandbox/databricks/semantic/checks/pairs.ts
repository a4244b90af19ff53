import { isCountedBy, type Written } from "../composing/written.ts";
import { conditionKey } from "../gathering/either.ts";
import { isSuperlative } from "../gathering/nearby.ts";
import type { Piece } from "../tags.ts";

/*
 * What stands on one side of an "and" belongs to that side: "revenue in the north and orders above 100". A query has one
 * set of conditions for all of its figures, so a question with two sides is asked back, unless the sides differ in
 * values that the query splits by.
 */

/** Words that join two sides which the query does not keep apart. */
export const unpaired = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap((piece, index) => {
    if (!isJoint(pieces, index)) return [];
    const end = pieces.findIndex((_, at) => at > index && isJoint(pieces, at));
    const right = pieces.slice(index + 1, end < 0 ? pieces.length : end);
    return isSecondSide(pieces, index, right, query) ? [[piece, ...right].map(({ text }) => text).join(" ")] : [];
  });

const isSecondSide = (pieces: readonly Piece[], index: number, right: readonly Piece[], query: Written): boolean => {
  const start = pieces.findLastIndex((_, at) => at < index && isJoint(pieces, at)) + 1;
  const before = pieces.slice(0, index);
  if (isCrossed(keysOf(pieces.slice(start, index), right))) return true;
  if (isTopOf(right) && before.some(({ tag }) => FIGURE.has(tag.is))) return true;
  return hasHead(before) && hasHead(right) && !isOneAsk(before, right) && isOfItsOwn(before, right, query);
};

/** "And", "but" and their like, or a comparison of two; none within "both … and". */
const isJoint = (pieces: readonly Piece[], at: number): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  return (tag.is === "joint" && JOINTS.test(text)) || (tag.is === "versus" && BETWEEN.test(text));
};
const JOINTS = /^(?:and|but|plus|as well as|while|whereas|alongside|together with|along with)$/;
const BETWEEN = /^(?:versus|vs|against|compared to|compared with|as opposed to|relative to)$/;

const CONDITION = new Set(["value", "flag", "threshold", "period"]);

/** What the conditions of each side are about, in their order, without those that both sides name. */
type Sides = [left: string[], right: string[]];
const keysOf = (left: readonly Piece[], right: readonly Piece[]): Sides => {
  const [one, other] = [left, right].map((side) => side.filter(({ tag }) => CONDITION.has(tag.is)));
  const keys = (side: Piece[] = [], beside: Piece[] = []) =>
    side.filter(({ tag }) => !beside.some((each) => isSame(tag, each.tag))).map(columnKey);
  return [keys(one, other), keys(other, one)];
};
const isSame = (one: Piece["tag"], other: Piece["tag"]): boolean =>
  (one.is === "flag" && other.is === "flag" && one.flag === other.flag) ||
  (one.is === "value" && other.is === "value" && one.values.join() === other.values.join());
/** States of one column are alternatives, as values of one dimension are. */
const columnKey = (piece: Piece): string => conditionKey(piece).replace(/ (?:=|<>|<|>|IN|BETWEEN) .*/s, "");

/** "In the North and the South in October": alternatives, and what stands around them is true of both. */
const isList = ([left, right]: Sides): boolean =>
  left.at(-1) === right[0] && new Set(left).intersection(new Set(right)).size === 1;

/** "Men on electronics and women on furniture", "the North in October versus the South in September": two pairs, not four. */
const isCrossed = (sides: Sides): boolean => {
  const [left, right] = sides.map((side) => new Set(side));
  if (!left || !right || left.size < 2 || right.size < 2) return false;
  return left.intersection(right).size > 0 && !isList(sides);
};

const FIGURE = new Set(["measure", "degree", "count", "records"]);

/** A figure is asked for, or rows: what is only limited or divided by is neither. */
const hasHead = (side: readonly Piece[]): boolean =>
  side.some(({ tag, text }, at) => {
    if (tag.is === "count" || text === "how") return true;
    if (tag.is !== "measure" && tag.is !== "records") return false;
    const around = [side[at - 1], side[at + 1]].some((piece) => piece?.tag.is === "threshold");
    return !around && side[at - 1]?.tag.is !== "by";
  });

/** "How much did web and marketing spend together": the figure stands behind both of those that it is asked of. */
const isOneAsk = (before: readonly Piece[], right: readonly Piece[]): boolean =>
  !before.some(({ tag }) => tag.is === "measure" || tag.is === "records" || tag.is === "degree") &&
  !right.some(({ tag, text }) => tag.is === "count" || text === "how");

/** Each side has conditions of its own, which the query puts on both. */
const isOfItsOwn = (left: readonly Piece[], right: readonly Piece[], { plan }: Written): boolean => {
  const sides = keysOf(left, right);
  const [key] = sides[1];
  if (sides[0].length === 0 || key === undefined || plan.kind === "absent") return false;
  const isInFigure = right.every(
    ({ tag }) => !CONDITION.has(tag.is) || (tag.is === "flag" && isCountedBy(tag.flag, plan)),
  );
  if (isInFigure) return false;
  const isSplit =
    plan.kind === "list" ||
    plan.groups.some(({ name, sql }) => name === key || (name === "kind" && sql?.includes(key))) ||
    (plan.kind === "figures" && key === "period" && plan.compared !== undefined && plan.figures.length === 1);
  return !(isList(sides) && isSplit);
};

/** "And the top product": another ranking. */
const isTopOf = (side: readonly Piece[]): boolean => {
  const at = side.findIndex(({ tag }) => tag.is !== "filler");
  const { tag, text } = side[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "degree") return isSuperlative(side, at);
  return (tag.is === "order" || tag.is === "grade") && TOP.test(text);
};
const TOP = /^(?:most|fewest|least|top|bottom|best|worst|max(?:imum)?|min(?:imum)?|\w+est)\b/;

/** "Both Premium and at low risk": two conditions that each row has to fulfil; that they are there is looked for elsewhere. */
export const areConditions = (pieces: readonly Piece[], index: number): boolean => {
  const conditions = pieces
    .slice(index + 1)
    .flatMap(({ tag }) => (tag.is === "value" || tag.is === "flag" ? [tag] : []));
  const names = conditions.map((tag) => (tag.is === "value" ? tag.dimension.name : tag.flag.name));
  return new Set(names).size > 1;
};
