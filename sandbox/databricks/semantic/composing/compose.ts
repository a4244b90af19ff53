import type { Period } from "../../data/calendar.ts";
import { distinctCount } from "../counts.ts";
import type { AbsentPlan, FiguresPlan, ListPlan, Plan } from "../plan.ts";
import { wholeOf } from "../shares.ts";
import type { Bounds } from "../tags.ts";
import { columnOf, type Figure, unrounded } from "./figures.ts";
import { rateColumns } from "./rates.ts";
import { type Bindings, createBindings, written } from "./sql.ts";
import { streaks } from "./streaks.ts";
import { grainColumn } from "./times.ts";
import { firstAndLast, firstTogether, type Key } from "./together.ts";
import { among, type Bind, conditions, groupConditions, limits, source } from "./where.ts";

/** A statement with the values that it is run with. */
export interface Statement {
  sql: string;
  bindings: Bindings;
}

/** Writes the query of a plan. */
export const compose = (plan: Plan): Statement => {
  const { bindings, bind } = createBindings();
  return { sql: statement(plan, bind), bindings };
};

const statement = (plan: Plan, bind: Bind): string => {
  switch (plan.kind) {
    case "list":
      return listed(plan, bind);
    case "absent":
      return absent(plan, bind);
    case "streaks":
      return streaks(plan, bind);
    case "figures":
      return plan.compared ? comparing(plan, plan.compared, bind) : grouped(plan, bind);
  }
};

/** The things that no row names. */
const absent = (plan: AbsentPlan, bind: Bind): string => {
  const { dimension, subject, counts } = plan;
  const column = columnOf(dimension);
  const known = [subject.from, ...(dimension.join ? [subject.joins?.[dimension.join] ?? ""] : [])].join("\n  ");
  // What the things themselves are, where their rows are in a table of their own: "premium customers".
  const own = plan.filters
    .filter(({ dimension: { join }, values }) => subject.secondary && !dimension.join && !join && values.length > 0)
    .map((filter) => among(columnOf(filter.dimension), filter.values, filter.not, bind));
  const rows = written({ select: column, from: source(plan), where: conditions(plan, plan.period, bind) });
  return written({
    select: counts
      ? distinctCount(dimension).sql.concat(` AS ${distinctCount(dimension).name}`)
      : `DISTINCT ${keyOf(dimension.name, column).select}`,
    from: known,
    where: [
      ...(dimension.where ? [dimension.where] : []),
      ...own,
      `${column} NOT IN (\n  ${rows.replaceAll("\n", "\n  ")}\n)`,
    ],
    ...(!counts && { order: dimension.name }),
  });
};

const listed = (plan: ListPlan, bind: Bind): string => {
  const whole = written({
    select: plan.columns,
    from: source(plan),
    where: conditions(plan, plan.period, bind),
    order: plan.order,
    ...rowsOf(plan),
  });
  return plan.bothEnds
    ? firstAndLast(orderedBy(plan), plan.order.slice(plan.order.lastIndexOf(" ") + 1), whole)
    : whole;
};

/** The name of the column that rows are ordered by, as the list shows it. */
const orderedBy = ({ order, columns }: ListPlan): string => {
  const column = order.slice(0, order.lastIndexOf(" "));
  const alias = columns.split(", ").find((shown) => shown.startsWith(`${column} AS `));
  return alias?.slice(column.length + 4) ?? column;
};

/** So many rows, or the one at a place in the order. */
const rowsOf = ({ limit, nth }: FiguresPlan | ListPlan): { limit?: number; offset?: number } =>
  nth ? { limit: 1, offset: nth - 1 } : limit ? { limit } : {};

const grouped = (plan: FiguresPlan, bind: Bind): string => {
  const { figures, share, groupLimits } = plan;
  const keys = keysOf(plan);
  const rated = share?.of === "rows";
  const columns = rated ? rateColumns(plan) : [...figures.map(aliased), ...shareColumns(plan), ...runningColumns(plan)];
  const places = placeColumns(plan);
  const where = conditions(rated ? { ...plan, flags: wholeOf(plan.flags) } : plan, plan.period, bind);
  const totals = totalsOf(plan, keys, where);
  const whole = written({
    select: [...keys.map(({ select, name }) => (totals ? name : select)), ...columns, ...places].join(", "),
    from: totals ?? source(plan),
    ...(!totals && { where }),
    ...(keys.length > 0 && { group: keys.map(({ name }) => name).join(", ") }),
    ...(groupLimits.length > 0 && { having: groupConditions(plan, keys, bind).join(" AND ") }),
    ...orderOf(plan, keys, rated ? "share_percent" : figures[0]?.name),
    ...(places.length === 0 && rowsOf(plan)),
  });
  if (plan.bothEnds) return firstAndLast(figures[0]?.name ?? "", plan.order ?? "desc", whole);
  if (plan.together) return firstTogether(plan, plan.together, keys, where, bind);
  const folded = plan.folded ? foldedRows(plan, whole) : whole;
  if (plan.tally) return `SELECT COUNT(*) AS ${tallyName(plan)}\nFROM (\n${folded}\n) AS fitting`;
  if (plan.folded) return folded;
  if (places.length > 0) return placed(plan, whole, bind);
  if (share?.of === "groups" && share.bounds) return aboveShare(plan, share.bounds, whole, bind);
  if (share?.of !== "values") return whole;
  return `SELECT *\nFROM (\n${whole}\n) AS shares\nWHERE ${among(share.filter.dimension.name, share.filter.values, false, bind)}`;
};

/** On how many days, or their like, each thing fits. */
const foldedRows = ({ groups, grain }: FiguresPlan, inner: string): string => {
  const names = groups.map(({ name }) => name).join(", ");
  return `SELECT ${names}, COUNT(*) AS ${grain}s\nFROM (\n${inner}\n) AS occasions\nGROUP BY ${names}\nORDER BY ${grain}s DESC, ${names}`;
};

/** The groups that make up a part of the whole. */
const aboveShare = (plan: FiguresPlan, bounds: Bounds, inner: string, bind: Bind): string => {
  const names = [...plan.groups, ...plan.figures].map(({ name }) => name).join(", ");
  return `SELECT ${names}, ROUND(share_percent, 1) AS share_percent\nFROM (\n${inner}\n) AS shares\nWHERE ${limits("share_percent", bounds, bind).join(" AND ")}`;
};

/** The figure of each group in one period and in the one before. */
const comparing = (plan: FiguresPlan, before: Period, bind: Bind): string => {
  const keys = keysOf({ ...plan, grain: undefined });
  const [figure] = plan.figures;
  if (!figure) throw new Error("a comparison has a figure");
  const part = (period: Period | undefined, name: string) =>
    written({
      select: [...keys.map(({ select }) => select), `${figure.sql} AS ${name}`].join(", "),
      from: source(plan),
      where: conditions(plan, period, bind),
      ...(keys.length > 0 && { group: keys.map((key) => key.name).join(", ") }),
    }).replaceAll("\n", "\n  ");
  const name = figure.name;
  const [now, then] = [`COALESCE(current.${name}, 0)`, `COALESCE(previous.${name}_before, 0)`];
  const join =
    keys.length > 0
      ? `current LEFT JOIN previous USING (${keys.map((key) => key.name).join(", ")})`
      : "current, previous";
  return written({
    with: `current AS (\n  ${part(plan.period, name)}\n), previous AS (\n  ${part(before, `${name}_before`)}\n)`,
    select: [
      ...keys.map((key) => key.name),
      `${then} AS ${name}_before`,
      `${now} AS ${name}`,
      `ROUND(${now} - ${then}, 2) AS change`,
      `ROUND(100.0 * (${now} - ${then}) / NULLIF(${then}, 0), 1) AS change_percent`,
    ].join(", "),
    from: join,
    ...(plan.course && { where: [`${now} ${plan.course === "up" ? ">" : "<"} ${then}`] }),
    ...(keys.length > 0 && {
      order: `${plan.relative ? "change_percent" : "change"} ${plan.course === "down" ? "ASC" : (plan.order ?? "desc").toUpperCase()}`,
    }),
    ...rowsOf(plan),
  });
};

const keysOf = ({ groups, grain, subject }: FiguresPlan): Key[] => [
  ...(grain ? [keyOf(grain === "day" ? (subject.day ?? "day") : grain, grainColumn(grain, subject))] : []),
  ...groups.map((dimension) => keyOf(dimension.name, columnOf(dimension))),
];

const keyOf = (name: string, column: string): Key => ({
  name,
  select: column === name ? name : `${column} AS ${name}`,
});

const aliased = ({ sql, name }: Figure): string => (sql === name ? name : `${sql} AS ${name}`);

const shareColumns = ({ share, figures }: FiguresPlan): string[] => {
  const [figure] = figures;
  if (!share || !figure) return [];
  const bare = /^ROUND\((.*), \d\)$/s.exec(figure.sql)?.[1] ?? figure.sql;
  const percent = `100.0 * ${bare} / SUM(${bare}) OVER ()`;
  return [
    share.of === "groups" && share.bounds ? `${percent} AS share_percent` : `ROUND(${percent}, 1) AS share_percent`,
  ];
};

/** The totals that a figure is one of; undefined: it is one of rows. */
const totalsOf = (plan: FiguresPlan, keys: Key[], where: string[]): string | undefined => {
  const inner = plan.figures[0]?.inner;
  if (!inner) return undefined;
  const totals = written({
    select: [...keys.map(({ select }) => select), `${inner.total} AS total`].join(", "),
    from: source(plan),
    where,
    group: [...keys.map(({ name }) => name), ...inner.units].join(", "),
  });
  return `(\n  ${totals.replaceAll("\n", "\n  ")}\n) AS totals`;
};

/** "Running total": each figure with all before it. */
const runningColumns = ({ running, figures, groups, grain, subject }: FiguresPlan): string[] => {
  const [figure] = figures;
  if (!running || !figure || !grain) return [];
  const within = groups.length > 0 ? `PARTITION BY ${groups.map(columnOf).join(", ")} ` : "";
  return [
    `ROUND(SUM(${unrounded(figure.sql)}) OVER (${within}ORDER BY ${grainColumn(grain, subject)}), 2) AS running_total`,
  ];
};

/** The place of each row within its group. */
const placeColumns = (plan: FiguresPlan): string[] => {
  const { placed: wanted, figures, order } = plan;
  const [figure] = figures;
  if (!wanted || !figure) return [];
  const columns = [
    ...plan.groups.map((dimension) => ({ name: dimension.name, column: columnOf(dimension) })),
    ...(plan.grain ? [{ name: keysOf(plan)[0]?.name ?? "", column: grainColumn(plan.grain, plan.subject) }] : []),
  ];
  const within = columns.filter(({ name }) => wanted.within.includes(name)).map(({ column }) => column);
  return [
    `ROW_NUMBER() OVER (PARTITION BY ${within.join(", ")} ORDER BY ${unrounded(figure.sql)} ${(order ?? "desc").toUpperCase()}) AS place`,
  ];
};

const placed = (plan: FiguresPlan, inner: string, bind: Bind): string => {
  const { within = [], first = 1 } = plan.placed ?? {};
  const place = plan.nth ? `place = ${bind(plan.nth)}` : `place <= ${bind(first)}`;
  return `SELECT *\nFROM (\n${inner}\n) AS ranked\nWHERE ${place}\nORDER BY ${[...within, "place"].join(", ")}`;
};

/** What is counted: "days", "teams". */
export const tallyName = ({ groups, grain }: FiguresPlan): string =>
  groups[0]?.many.replaceAll(" ", "_").toLowerCase() ?? `${grain}s`;

const orderOf = (
  { order, grain, limit, byTime }: FiguresPlan,
  keys: Key[],
  figure: string | undefined,
): { order?: string } => {
  if (keys.length === 0 || !figure) return {};
  if (byTime) return { order: `${keys[0]?.name} ${byTime.toUpperCase()}` };
  if (grain && !order) return { order: keys.map(({ name }) => name).join(", ") };
  if (grain && keys.length > 1 && !limit) return { order: `${keys[0]?.name}, ${figure} ${order?.toUpperCase()}` };
  return { order: `${figure} ${(order ?? "desc").toUpperCase()}, ${keys.map(({ name }) => name).join(", ")}` };
};
