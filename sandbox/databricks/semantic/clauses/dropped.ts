import { writtenOf } from "../composing/written.ts";
import type { Plan } from "../plan.ts";
import type { Piece } from "../tags.ts";
import { asksWhatThing, clausesOf, clauseText, MOST_CLAUSES } from "./asks-again.ts";

/** Clauses that ask by themselves and leave no trace in the query. `planOf`: the plan of the question without a clause. */
export const dropped = (
  pieces: readonly Piece[],
  plan: Plan,
  planOf: (pieces: Piece[]) => Plan | undefined,
): string[] => {
  const clauses = clausesOf(pieces);
  const [own = [], ...others] = clauses;
  if (clauses.length > MOST_CLAUSES) return others.map(clauseText);
  const alone = others.length > 0 ? planOf(own) : undefined;
  if (alone && isOther(alone, plan)) return others.map(clauseText);
  return clauses.slice(1).flatMap((clause, at) => {
    if (clause.every((_, index) => isShown(clause, index, plan))) return [];
    const other = planOf(clauses.toSpliced(at + 1, 1).flat());
    return other && writtenOf(other).sql === writtenOf(plan).sql ? [clauseText(clause)] : [];
  });
};

/**
 * "What is the pass rate and which table has the lowest", "how many jobs do we have and which of them failed": the one figure
 * that is asked for first is not in the answer to all of it.
 */
const isOther = (first: Plan, whole: Plan): boolean => {
  if (first.kind !== "figures" || whole.kind !== "figures" || first.groups.length > 0 || first.grain || first.share)
    return false;
  if (first.compared || whole.compared || first.groupLimits.length > 0) return false;
  const isCut = whole.flags.length > first.flags.length || whole.filters.length > first.filters.length;
  const isSplit = whole.groups.length > 0 && !first.figures.every(({ adds }) => adds);
  return isSplit || (isCut && whole.groups.length === 0 && !whole.share);
};

/** What is asked for there stands in the rows; words that ask for nothing of their own always do. */
const isShown = (clause: readonly Piece[], index: number, plan: Plan): boolean => {
  const { tag, text } = clause[index] ?? { tag: { is: "filler" }, text: "" };
  const { who, where, what, time, day, record } = plan.subject;
  switch (tag.is) {
    case "dimension":
      return hasColumn(plan, tag.dimension.name);
    case "who":
      return hasColumn(plan, who);
    case "where":
      return hasColumn(plan, where);
    case "which":
      return !(asksWhatThing(clause, index) || isOfEach(clause)) || hasColumn(plan, what ?? record.dimension);
    case "records":
      return (
        plan.kind === "list" ||
        !record.dimension ||
        clause[index - 1]?.tag.is !== "which" ||
        hasColumn(plan, record.dimension)
      );
    case "when":
    case "unit":
      return (plan.kind === "figures" && plan.grain !== undefined) || hasColumn(plan, time ?? day);
    case "measure":
    case "degree":
      if (/sellers?\b/.test(text)) return hasColumn(plan, what);
      return plan.kind === "figures"
        ? plan.figures.some(({ name, unit }) => name === tag.measure.name || unit === tag.measure.unit)
        : hasColumn(plan, tag.measure.value) || /\b(?:sold|bought)\b/.test(text);
    default:
      return true;
  }
};

/** "What is in each of them" */
const isOfEach = (clause: readonly Piece[]): boolean =>
  clause.some(({ tag, text }) => tag.is === "by" && text === "each");

/** `plan` shows rows that have it, or figures that are split by it. */
const hasColumn = (plan: Plan, name: string | undefined): boolean => {
  if (name === undefined) return false;
  if (plan.kind === "list") return plan.columns.split(", ").includes(name);
  return plan.kind === "figures" && plan.groups.some((group) => group.name === name);
};
