import type { Finding } from "../../ports/agent.ts";
import type { Chart, Table } from "../../ports/reply.ts";
import { type ColumnView, columnViews } from "./column-view.ts";

/** Bars compare at most this many categories. */
const mostBars = 12;
/** A line has at most so many points: a day each for a quarter and a bit. */
const mostPoints = 120;
const fewestRows = 3;
const mostSeries = 3;

/** A chart where one helps: one column of names or dates and one to three of amounts, at least three rows. */
export const chartOf = ({ table }: Finding): Chart[] => {
  if (!table || table.total !== table.rows.length || table.rows.length < fewestRows) return [];
  const views = columnViews(table);
  const amounts = indexesOf(views, ({ isQuantity }) => isQuantity);
  const [label, ...others] = indexesOf(views, ({ isQuantity }) => !isQuantity);
  if (label === undefined || others.length > 0 || amounts.length === 0 || amounts.length > mostSeries) return [];
  const isLine = isOverTime(table, label);
  if (table.rows.length > (isLine ? mostPoints : mostBars)) return [];
  return [
    {
      type: isLine ? "line" : "bar",
      title: `${amounts.map((at) => spoken(table, at)).join(", ")} by ${spoken(table, label)}`,
      categories: table.rows.map((row) => views[label]?.cell(row[label]) ?? ""),
      series: amounts.map((at) => ({ name: spoken(table, at), values: valuesOf(table, at) })),
    },
  ];
};

const indexesOf = (views: ColumnView[], fits: (view: ColumnView) => boolean): number[] =>
  views.flatMap((view, at) => (fits(view) ? [at] : []));

/** Dates and times, also those that the warehouse gives as text or number: `2026-09`, `2026-Q3`, `2026-09-30`, 202609. */
const isOverTime = ({ columns, rows }: Table, label: number): boolean => {
  const type = columns[label]?.type;
  if (type === "date" || type === "time") return true;
  const pattern = type === "number" ? /^(?:19|20|21)\d\d(?:\d\d){0,2}$/ : /^\d{4}-(?:\d\d|Q[1-4]|W\d\d)(?:-\d\d)?$/;
  return rows.every((row) => pattern.test(row[label] ?? ""));
};

const spoken = ({ columns }: Table, at: number): string => (columns[at]?.name ?? "").replaceAll("_", " ");

/** No value is no 0. */
const valuesOf = (table: Table, at: number): (number | null)[] =>
  table.rows.map((row) => {
    const cell = row[at];
    return cell === null || cell === undefined ? null : Number(cell);
  });
