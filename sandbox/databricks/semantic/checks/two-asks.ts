import type { Written } from "../composing/written.ts";
import { isTrade } from "../gathering/asks.ts";
import type { Plan } from "../plan.ts";
import type { Piece } from "../tags.ts";

/** "How many" and "how much", where two are asked for and the query has no figure for one of them. */
export const unanswered = (pieces: readonly Piece[], query: Written): string[] => [
  ...pieces.flatMap(({ text }, index) =>
    isOneOfTwoAsks(pieces, index) && !isAnswered(pieces, index, query.plan) ? [text] : [],
  ),
  ...unnamed(pieces, query),
];

/** "What has our best customer bought": things are asked for, and the query shows none. */
const unnamed = (pieces: readonly Piece[], { plan }: Written): string[] => {
  const { what } = plan.subject;
  const at = pieces.findIndex(({ tag, text }) => tag.is === "which" && text === "what");
  const isAsked =
    at >= 0 && /^(?:has|have|did|does|do)$/.test(pieces[at + 1]?.text ?? "") && pieces.slice(at).some(isTrade);
  const isOfTop = pieces.slice(at).some(({ tag }) => tag.is === "grade" || tag.is === "order");
  const isShown = plan.kind !== "figures" || plan.grain !== undefined || plan.groups.some(({ name }) => name === what);
  return what !== undefined && isAsked && isOfTop && !isShown && plan.kind === "figures" && plan.groups.length > 0
    ? ["what"]
    : [];
};

/** "How many mice did we sell and how much money was that": each asks for a figure of its own. */
const isOneOfTwoAsks = (pieces: readonly Piece[], index: number): boolean => {
  // "And how much was it" is the figure that is asked for already.
  const isAsk = ({ tag, text }: Piece, at: number) =>
    (tag.is === "count" || (text === "much" && pieces[at - 1]?.text === "how")) &&
    !/^(?:is|was|were)$/.test(pieces[at + 1]?.text ?? "");
  const isSecond = (piece: Piece, at: number): boolean => {
    const from = pieces.findLastIndex((each, place) => place <= at && (each.clause || each.tag.is === "joint"));
    return (
      isAsk(piece, at) &&
      from > 0 &&
      pieces.slice(from, at).every(({ tag: { is } }) => is === "joint" || is === "filler")
    );
  };
  const piece = pieces[index];
  return piece !== undefined && isAsk(piece, index) && pieces.some((each, at) => at >= index && isSecond(each, at));
};

/** A number, or an amount, is one of the figures. */
const isAnswered = (pieces: readonly Piece[], index: number, plan: Plan): boolean => {
  if (plan.kind !== "figures" || plan.tally) return true;
  const end = pieces.findIndex(({ clause, tag }, at) => at > index && (clause || tag.is === "joint"));
  const isNamed = pieces
    .slice(index, end < 0 ? undefined : end)
    .some(({ tag }) => tag.is === "measure" || tag.is === "degree");
  if (pieces[index]?.tag.is !== "count" && isNamed) return true;
  return plan.figures.some(({ unit, sql }) =>
    pieces[index]?.tag.is === "count" ? unit === "count" : !/^COUNT\(/.test(sql),
  );
};
