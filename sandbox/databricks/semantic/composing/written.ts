import type { Plan } from "../plan.ts";
import type { Flag } from "../subject.ts";
import { compose } from "./compose.ts";
import { unrounded } from "./figures.ts";
import { filledIn } from "./sql.ts";

/** A plan with its query. */
export interface Written {
  plan: Plan;
  /** With its values in place. */
  sql: string;
}

export const writtenOf = (plan: Plan): Written => {
  const { sql, bindings } = compose(plan);
  return { plan, sql: filledIn(sql, bindings) };
};

/** A state is counted by a figure, or by a limit of one, and is no condition of the whole query. */
export const isCountedBy = ({ name, where }: Flag, plan: Plan): boolean => {
  if (plan.kind !== "figures") return false;
  const written = [...plan.figures, ...plan.groupLimits.map(({ figure }) => figure)].map(({ sql }) => sql);
  const counts = plan.subject.measures.filter(({ flag }) => flag === name).map(({ sql }) => unrounded(sql));
  return [where, ...counts].some((part) => written.some((sql) => sql.includes(part)));
};
