import type { Finding } from "../ports/agent.ts";
import type { Chart, Table } from "../ports/reply.ts";

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
      type: isOverTime(table, label) ? "line" : "bar",
      title: `${numbers.map((index) => spoken(table, index)).join(", ")} by ${spoken(table, label)}`,
      categories: table.rows.map((row) => row[label] ?? "–"),
      series: numbers.map((index) => ({ name: spoken(table, index), values: column(table, index) })),
    },
  ];
};

/** Dates and times, also those that the warehouse gives as text: `2026-09`, `2026-Q3`, `2026-09-30`. */
const isOverTime = ({ columns, rows }: Table, label: number): boolean =>
  columns[label]?.type !== "text" ||
  rows.every((row) => /^\d{4}-(?:\d\d|Q[1-4]|W\d\d)(?:-\d\d)?$/.test(row[label] ?? ""));

const spoken = ({ columns }: Table, index: number): string => (columns[index]?.name ?? "").replaceAll("_", " ");

const column = (table: Table, index: number): number[] => table.rows.map((row) => Number(row[index] ?? 0));
