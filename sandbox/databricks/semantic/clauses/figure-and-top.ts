import type { Figure } from "../composing/figures.ts";
import { isSuperlative } from "../gathering/nearby.ts";
import type { FiguresPlan, Plan } from "../plan.ts";
import type { Piece } from "../tags.ts";

/*
 * A figure, and behind it the first of an order: "what did we spend in October and which day was the most expensive". The
 * figure is told by itself, and the order is asked as people would go on from there.
 */

/** The two halves of such a question; undefined: it is none. */
export const figureAndTop = (pieces: readonly Piece[]): { figure: Piece[]; top: Piece[] } | undefined => {
  const at = pieces.findLastIndex(
    ({ tag, text, clause }, index) => index > 0 && ((tag.is === "joint" && text === "and") || clause),
  );
  const [figure, top] = [pieces.slice(0, at), pieces.slice(at)];
  const isTop = top.some((_, index) => isTopWord(top, index)) && top.some(({ tag }) => THING.has(tag.is));
  const isFigure = figure.some(({ tag }) => FIGURE.has(tag.is)) && !figure.some(({ tag }) => ORDERS.has(tag.is));
  return at > 0 && isTop && isFigure ? { figure, top } : undefined;
};
const THING = new Set(["dimension", "unit", "who", "records"]);
const FIGURE = new Set(["measure", "records", "count"]);
const ORDERS = new Set(["order", "degree", "grade", "by", "dimension", "versus", "latest", "earliest", "bothEnds"]);

const isTopWord = (pieces: readonly Piece[], at: number): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "grade") return /^(?:best|worst)$/.test(text);
  return (
    tag.is === "order" || (tag.is === "degree" && (isSuperlative(pieces, at) || /^(?:best|worst|top) /.test(text)))
  );
};

/** One figure, and not split by anything. */
export const isOneFigure = (plan: Plan): plan is FiguresPlan =>
  plan.kind === "figures" &&
  plan.figures.length === 1 &&
  (plan.groups.length === 0 || plan.isSplit) &&
  plan.grain === undefined &&
  plan.compared === undefined &&
  !plan.share;

/** Things in the order of that figure. */
export const isOrderBy = (plan: Plan, figure: FiguresPlan): boolean =>
  plan.kind === "figures" &&
  plan.order !== undefined &&
  plan.groups.length + (plan.grain ? 1 : 0) > 0 &&
  areSame(plan.figures[0], figure.figures[0]);

/** Rows that are counted in a state are told by their state, or by all of them. */
const areSame = (one: Figure | undefined, other: Figure | undefined): boolean =>
  one?.name === other?.name || (one?.unit === "count" && other?.sql === "COUNT(*)");
