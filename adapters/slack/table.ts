import type { RawNumberElement, RawTextElement } from "@slack/types";
import { cellText, extent, isQuantity } from "../../src/reply/format.ts";
import { shownRows, tableText } from "../../src/reply/plain.ts";
import type { Table } from "../../src/reply/reply.ts";
import { type Block, bold, context, preformatted, type Without } from "./blocks.ts";
import { mrkdwn, oneLine, shortened, verbatim } from "./escape.ts";

export interface Titled {
  title: string;
  table: Table;
}

/** Tables under their titles. Slack takes one `table` a message; further ones can be paged through. */
export const tableBlocks = (tables: Titled[], without: Without): Block[] =>
  tables.flatMap((titled, index) => {
    const shown = fitted(titled.table);
    const cut = extent(shown.rows.length, titled.table);
    const head = context([bold(titled.title), cut && mrkdwn(cut)].filter(Boolean).join(" · "));
    return [head, ...bodyBlocks({ ...titled, table: shown }, index === 0, without), ...hiddenColumns(titled.table)];
  });

const bodyBlocks = ({ title, table }: Titled, first: boolean, without: Without): Block[] => {
  if (first && !without.has("table")) return [grid(table)];
  if (!without.has("data_table") && table.rows.length > 0) return [pages(title, table)];
  return preformatted(tableText(title, table).split("\n").slice(1).join("\n"), without);
};

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

const hiddenColumns = (table: Table): Block[] => {
  const names = table.columns.slice(columnLimit).map((column) => column.name);
  return names.length > 0 ? [context(mrkdwn(`Not shown for want of room: ${shortened(names.join(", "), 1_000)}`))] : [];
};

const grid = (table: Table): Block => ({
  type: "table",
  rows: [header(table), ...table.rows.map((row) => table.columns.map((column, at) => raw(cellText(row[at], column))))],
  column_settings: table.columns.map((column) =>
    isQuantity(column) ? { align: "right" as const } : { align: "left" as const, is_wrapped: true },
  ),
});

const pages = (title: string, table: Table): Block => ({
  type: "data_table",
  caption: shortened(verbatim(oneLine(title)), 150) || "Result",
  page_size: shownRows,
  rows: [
    header(table),
    ...table.rows.map((row) => table.columns.map((column, at) => sortable(row[at] ?? null, column))),
  ],
});

const header = (table: Table): RawTextElement[] => table.columns.map((column) => raw(column.name));

/** A cell may not be empty. */
const raw = (text: string): RawTextElement => ({
  type: "raw_text",
  text: shortened(verbatim(oneLine(text)), cellLimit) || " ",
});

const sortable = (value: string | null, column: Table["columns"][number]): RawTextElement | RawNumberElement => {
  const { text } = raw(cellText(value, column));
  const number = value !== null && value.trim() !== "" && column.type === "number" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? { type: "raw_number", value: number, text } : { type: "raw_text", text };
};
