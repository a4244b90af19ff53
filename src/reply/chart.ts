import type { Finding } from "../ports.ts";
import type { Chart, Table } from "./reply.ts";

/** Bars compare at most this many categories; a line may have as many points. */
const mostCategories = 12;

/** A chart where one helps: one column of names or dates and one to three of numbers, at least three rows. */
export const chartOf = (finding: Finding): Chart[] => {
  const { table } = finding;
  if (!table || table.total !== table.rows.length || table.rows.length < 3) return [];
  const label = table.columns.findIndex(({ type }) => type === "text" || type === "date" || type === "time");
  const numbers = table.columns.flatMap(({ type }, index) => (type === "number" ? [index] : []));
  if (label < 0 || numbers.length === 0 || numbers.length > 3 || table.columns.length !== numbers.length + 1) return [];
  if (table.rows.length > mostCategories) return [];
  return [
    {
      type: table.columns[label]?.type === "text" ? "bar" : "line",
      title: numbers.map((index) => table.columns[index]?.name ?? "").join(", "),
      categories: table.rows.map((row) => row[label] ?? "–"),
      series: numbers.map((index) => ({ name: table.columns[index]?.name ?? "", values: column(table, index) })),
    },
  ];
};

const column = (table: Table, index: number): number[] => table.rows.map((row) => Number(row[index] ?? 0));
