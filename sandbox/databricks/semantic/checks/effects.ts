import { isCountedBy, writtenOf } from "../composing/written.ts";
import type { Plan } from "../plan.ts";
import type { Piece } from "../tags.ts";

/*
 * Whether a word changes anything: the question is planned once more without it. A value, a limit or a denial without which
 * the query would be the same came into no part of it, whatever else of the query looks like it.
 */

/** The words whose absence would leave the query as it is. `planWithout`: the plan of the question without one piece. */
export const ineffective = (
  pieces: readonly Piece[],
  plan: Plan,
  planWithout: (index: number) => Plan | undefined,
): string[] => {
  const { sql } = writtenOf(plan);
  return pieces.flatMap(({ text }, index) => {
    if (!hasToTell(pieces, index, plan)) return [];
    const other = planWithout(index);
    return other && writtenOf(other).sql === sql ? [text] : [];
  });
};

/** Such a word says something in every question; the others may only say again what is said already. */
const hasToTell = (pieces: readonly Piece[], index: number, plan: Plan): boolean => {
  const piece = pieces[index];
  if (!piece || piece.isEcho) return false;
  const { tag, text } = piece;
  if (ALWAYS.has(tag.is)) return true;
  switch (tag.is) {
    case "flag":
      return (
        !pieces.some((other) => other !== piece && other.tag.is === "flag" && other.tag.flag === tag.flag) &&
        !isCountedBy(tag.flag, plan)
      );
    case "unit":
      return pieces[index - 1]?.tag.is === "by";
    case "average":
      return plan.kind === "figures" && plan.figures.some(({ adds }) => adds) && !isOfMean(pieces, index);
    case "change":
      return plan.kind !== "figures" || plan.compared === undefined;
    case "versus":
      return plan.kind === "list" && text !== "than" && !plan.bothEnds;
    case "all":
      return isSaidOfAll(pieces, index);
    default:
      return false;
  }
};
const ALWAYS = new Set(
  "value threshold not nth median relative part like streak occasion nothing rest over running".split(" "),
);

/** "The slowest on average, and how many did he run": said of a figure that is one by itself. */
const isOfMean = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");
  // "How long did they take on average"
  if (before?.tag.is === "measure" && !before.tag.measure.adds && before.text.startsWith("how ")) return true;
  const isLast = pieces[index + 1]?.clause || pieces[index + 1]?.tag.is === "joint";
  return before?.tag.is === "degree" && !before.tag.measure.adds && isLast === true;
};

/** "Are all men standard", "passed all checks": true of each of them. */
const isSaidOfAll = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler");
  const isAsked = before === undefined && /^(?:is|are|was|were|do|does|did|have|has|had)$/.test(pieces[0]?.text ?? "");
  return isAsked || before?.tag.is === "flag";
};
