import type { Plan } from "../plan.ts";
import { compose } from "./compose.ts";
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
