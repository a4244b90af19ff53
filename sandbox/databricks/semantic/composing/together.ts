import type { FiguresPlan } from "../plan.ts";
import { unrounded } from "./figures.ts";
import { written } from "./sql.ts";
import { type Bind, source } from "./where.ts";

/** A column that rows are grouped by. */
export interface Key {
  name: string;
  select: string;
}

/** The first so many in one figure, and as a share of all. */
export const firstTogether = (plan: FiguresPlan, first: number, keys: Key[], where: string[], bind: Bind): string => {
  const [figure] = plan.figures;
  const total = unrounded(figure?.sql ?? "");
  const ranked = written({
    select: `${keys.map(({ select }) => select).join(", ")}, ${total} AS total, ROW_NUMBER() OVER (ORDER BY ${total} ${(plan.order ?? "desc").toUpperCase()}) AS place`,
    from: source(plan),
    where,
    group: keys.map(({ name }) => name).join(", "),
  });
  if (plan.averaged)
    return `SELECT ROUND(AVG(total), 2) AS average_${figure?.name}\nFROM (\n${ranked}\n) AS ranked\nWHERE place <= ${bind(first)}`;
  const own = `SUM(CASE WHEN place <= ${bind(first)} THEN total ELSE 0 END)`;
  return `SELECT ROUND(${own}, 2) AS ${figure?.name}, ROUND(100.0 * ${own} / SUM(total), 1) AS share_percent\nFROM (\n${ranked}\n) AS ranked`;
};

/** Those with the highest and with the lowest value of a column. */
export const firstAndLast = (column: string, order: string, inner: string): string => {
  const end = (fold: string) => `(SELECT ${fold}(${column}) FROM ranked)`;
  return `WITH ranked AS (\n${inner}\n)\nSELECT *\nFROM ranked\nWHERE ${column} IN (${end("MAX")}, ${end("MIN")})\nORDER BY ${column} ${order.toUpperCase()}`;
};
