import type { StreakPlan } from "../streaks.ts";
import { columnOf } from "./figures.ts";
import { written } from "./sql.ts";
import { type Bind, conditions, limits, source } from "./where.ts";

/** The longest run of days of each thing: days that lie one after the other have the same distance to their number. */
export const streaks = (plan: StreakPlan, bind: Bind): string => {
  const { groups, groupLimits, bounds, endsOn } = plan;
  const day = plan.subject.day ?? "day";
  const keys = groups.map((group) => ({ name: group.name, column: columnOf(group) }));
  const selected = keys.map(({ name, column }) => (name === column ? name : `${column} AS ${name}`));
  const names = keys.map(({ name }) => name);
  const within = keys.length > 0 ? `PARTITION BY ${keys.map(({ column }) => column).join(", ")} ` : "";
  const days = written({
    select: [...selected, day, `date_sub(${day}, ROW_NUMBER() OVER (${within}ORDER BY ${day})) AS island`].join(", "),
    from: source(plan),
    where: conditions(plan, plan.period, bind),
    group: [...keys.map(({ column }) => column), day].join(", "),
    ...(groupLimits.length > 0 && {
      having: groupLimits.flatMap(({ figure, bounds: limit }) => limits(figure.sql, limit, bind)).join(" AND "),
    }),
  });
  const runs = written({
    select: [...names, "COUNT(*) AS days", `MAX(${day}) AS last_day`].join(", "),
    from: `(\n${days}\n) AS fitting_days`,
    group: [...names, "island"].join(", "),
  });
  const where = [
    ...(bounds ? limits("days", bounds, bind) : []),
    ...(endsOn === undefined ? [] : [`last_day = ${bind(endsOn)}`]),
  ];
  return written({
    select: [...names, `${names.length > 0 ? "MAX(days)" : "COALESCE(MAX(days), 0)"} AS days_in_a_row`].join(", "),
    from: `(\n${runs}\n) AS streaks`,
    where,
    ...(names.length > 0 && { group: names.join(", "), order: `days_in_a_row DESC, ${names.join(", ")}` }),
  });
};
