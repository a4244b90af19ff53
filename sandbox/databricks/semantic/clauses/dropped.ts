import { writtenOf } from "../composing/written.ts";
import type { Plan } from "../plan.ts";
import type { Piece } from "../tags.ts";
import { asksWhatThing, clausesOf, clauseText } from "./asks-again.ts";

/** Clauses that ask by themselves and leave no trace in the query. `planOf`: the plan of the question without a clause. */
export const dropped = (
  pieces: readonly Piece[],
  plan: Plan,
  planOf: (pieces: Piece[]) => Plan | undefined,
): string[] => {
  const clauses = clausesOf(pieces);
  return clauses.slice(1).flatMap((clause, at) => {
    if (clause.every((_, index) => isShown(clause, index, plan))) return [];
    const other = planOf(clauses.toSpliced(at + 1, 1).flat());
    return other && writtenOf(other).sql === writtenOf(plan).sql ? [clauseText(clause)] : [];
  });
};

/** What is asked for there stands in the rows; words that ask for nothing of their own always do. */
const isShown = (clause: readonly Piece[], index: number, plan: Plan): boolean => {
  const { tag, text } = clause[index] ?? { tag: { is: "filler" }, text: "" };
  const { who, where, what, time, day } = plan.subject;
  switch (tag.is) {
    case "dimension":
      return hasColumn(plan, tag.dimension.name);
    case "who":
      return hasColumn(plan, who);
    case "where":
      return hasColumn(plan, where);
    case "which":
      return !asksWhatThing(clause, index) || hasColumn(plan, what);
    case "when":
    case "unit":
      return (plan.kind === "figures" && plan.grain !== undefined) || hasColumn(plan, time ?? day);
    case "measure":
    case "degree":
      return plan.kind === "figures"
        ? plan.figures.some(({ name, unit }) => name === tag.measure.name || unit === tag.measure.unit)
        : hasColumn(plan, tag.measure.value) || /\b(?:sold|bought)\b/.test(text);
    default:
      return true;
  }
};

/** `plan` shows rows that have it, or figures that are split by it. */
const hasColumn = (plan: Plan, name: string | undefined): boolean => {
  if (name === undefined) return false;
  if (plan.kind === "list") return plan.columns.split(", ").includes(name);
  return plan.kind === "figures" && plan.groups.some((group) => group.name === name);
};
