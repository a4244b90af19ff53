import type { RawTextElement } from "@slack/types";
import { cellText, extent, isQuantity } from "../../src/reply/format.ts";
import { shownRows } from "../../src/reply/plain.ts";
import type { Table } from "../../src/reply/reply.ts";
import { type Block, bold, context, contexts, preformatted, type Without } from "./blocks.ts";
import { oneLine, shortened, verbatim } from "./escape.ts";

export interface Titled {
  title: string;
  table: Table;
}

/** Tables under their titles. Slack takes one `table` a message; further ones are shown as text in columns. */
export const tableBlocks = (tables: Titled[], without: Without): Block[] =>
  tables.flatMap(({ title, table }, index) => {
    if (table.columns.length === 0) return [];
    const shown = fitted(table);
    const head = [bold(title), extent(shown.rows.length, table)].filter(Boolean).join(" · ");
    return [
      ...(head ? [context(head)] : []),
      ...(index === 0 && !without.has("table") ? [grid(shown)] : preformatted(columnsText(shown), without)),
      ...contexts(hiddenColumns(table)),
    ];
  });

const columnLimit = 20;
const cellLimit = 120;
/** Characters of one table as Slack counts them, so that it leaves room for the answer. */
const tableLimit = 9_000;

/** The part of a table that one message can show: some rows, twenty columns. */
const fitted = (table: Table): Table => {
  const columns = table.columns.slice(0, columnLimit);
  const rows = table.rows.slice(0, shownRows).map((row) => row.slice(0, columnLimit));
  while (rows.length > 1 && JSON.stringify(grid({ ...table, columns, rows })).length > tableLimit) rows.pop();
  return { ...table, columns, rows };
};

const hiddenColumns = (table: Table): string => {
  const names = table.columns.slice(columnLimit).map((column) => column.name);
  return names.length > 0 ? `Not shown for want of room: ${names.join(", ")}` : "";
};

const grid = (table: Table): Block => ({
  type: "table",
  rows: [header(table), ...table.rows.map((row) => table.columns.map((column, at) => raw(cellText(row[at], column))))],
  column_settings: table.columns.map((column) =>
    isQuantity(column) ? { align: "right" as const } : { align: "left" as const, is_wrapped: true },
  ),
});

/** The rows as lines, every column as wide as its widest cell. */
const columnsText = (table: Table): string => {
  const lines = [
    table.columns.map((column) => cell(column.name)),
    ...table.rows.map((row) => table.columns.map((column, at) => cell(cellText(row[at], column)))),
  ];
  const widths = table.columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const padded = (text: string, at: number): string => {
    const column = table.columns[at];
    return column && isQuantity(column) ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
  };
  return lines.map((line) => line.map(padded).join("  ").trimEnd()).join("\n");
};

const header = (table: Table): RawTextElement[] => table.columns.map((column) => raw(column.name));

/** A cell may not be empty. */
const raw = (text: string): RawTextElement => ({ type: "raw_text", text: cell(text) || " " });

const cell = (text: string): string => shortened(verbatim(oneLine(text)), cellLimit);
