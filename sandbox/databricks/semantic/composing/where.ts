import type { Period } from "../../data/calendar.ts";
import type { FiguresPlan, Plan } from "../plan.ts";
import { type Bounds, signs } from "../tags.ts";
import { columnOf, unrounded } from "./figures.ts";
import { flagConditions } from "./rates.ts";
import { written } from "./sql.ts";

/* The conditions of a query: of rows and of groups. */

/** Gives out the name of a parameter for a value. */
export type Bind = (value: string | number) => string;

/** The tables of a plan. */
export const source = ({ subject, joins }: Plan): string => [subject.from, ...joins].join("\n  ");

/** What each row has to fulfil. */
export const conditions = (plan: Plan, period: Period | undefined, bind: Bind): string[] => [
  ...plan.conditions,
  ...plan.filters
    .filter(({ values }) => values.length > 0)
    .map(({ dimension, values, not }) => among(columnOf(dimension), values, not, bind)),
  ...flagConditions(plan.flags),
  ...plan.rowLimits.flatMap(({ sql, bounds, of }) =>
    limits(sql, bounds, bind, of && averageOf({ ...plan, rowLimits: [] }, `AVG(${sql})`, period, bind)),
  ),
  ...(period && plan.subject.day ? [`${plan.subject.day} BETWEEN ${bind(period.from)} AND ${bind(period.to)}`] : []),
];

export const among = (column: string, values: readonly string[], not: boolean, bind: Bind): string => {
  const [first = ""] = values;
  if (values.length === 1) return `${column} ${not ? "<>" : "="} ${bind(first)}`;
  return `${column} ${not ? "NOT IN" : "IN"} (${values.map(bind).join(", ")})`;
};

/** What each group has to fulfil; `keys`: what the groups are of. */
export const groupConditions = (
  plan: FiguresPlan,
  keys: readonly { name: string; select: string }[],
  bind: Bind,
): string[] =>
  plan.groupLimits.flatMap(({ figure, bounds, of }) => {
    if (!of) return limits(figure.sql, bounds, bind);
    const sql = unrounded(figure.sql);
    if (!figure.adds) return limits(sql, bounds, bind, averageOf(plan, sql, plan.period, bind));
    const totals = written({
      select: [...keys.map(({ select }) => select), `${sql} AS total`].join(", "),
      from: source(plan),
      where: conditions(plan, plan.period, bind),
      group: keys.map(({ name }) => name).join(", "),
    });
    return limits(sql, bounds, bind, `(SELECT AVG(total) FROM (${totals.replaceAll("\n", " ")}) AS totals)`);
  });

/** The average over the same rows. */
const averageOf = (plan: Plan, sql: string, period: Period | undefined, bind: Bind): string =>
  `(${written({ select: sql, from: source(plan), where: conditions(plan, period, bind) }).replaceAll("\n", " ")})`;

/** `of`: what the bounds are multiples of. */
export const limits = (sql: string, bounds: Bounds, bind: Bind, of?: string): string[] =>
  signs.flatMap(([name, sign]) => {
    const bound = bounds[name];
    if (bound === undefined) return [];
    const factor = bound === 1 ? "" : `${bound} * `;
    return [`${sql} ${sign} ${of === undefined ? bind(bound) : `${factor}${of}`}`];
  });
