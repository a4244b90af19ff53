import type { RawTextElement } from "@slack/types";
import type { Answer, Table } from "../../../src/ports/reply.ts";
import { columnViews, mostCell } from "../../../src/reply/column-view.ts";
import { textInColumns } from "../../../src/reply/columns.ts";
import { extent } from "../../../src/reply/format.ts";
import { shownColumns, shownRows } from "../../../src/reply/table-limits.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { type Block, bold, context, contexts, preformatted, type Without } from "./blocks.ts";
import { verbatim } from "./escape.ts";

/** Tables, with their titles if `named`. Slack allows one `table` per message; the others become text in columns. */
export const tableBlocks = (tables: Answer["tables"], named: boolean, without: Without): Block[] =>
  tables
    .filter(({ table }) => table.columns.length > 0)
    .flatMap(({ title, table }, index) => {
      const isGrid = index === 0 && !without.has("table");
      const { body, rows } = fitted(table, isGrid ? grid : (part) => preformatted(columnsText(part), without));
      const head = [named ? bold(title) : undefined, extent(rows, table)].filter(Boolean).join(" · ");
      return [...(head ? [context(head)] : []), ...body, ...contexts(hiddenColumns(table))];
    });

const cellLimit = 120;
/** Most characters of one table, as Slack counts them. The rest of the message is for the answer. */
const tableLimit = 9_000;

/** As much of a table as fits in one message: up to twenty columns, and as many rows as fit. */
const fitted = (table: Table, show: (part: Table) => Block[]): { body: Block[]; rows: number } => {
  const columns = table.columns.slice(0, shownColumns);
  const rows = table.rows.slice(0, shownRows);
  let body = show({ ...table, columns, rows });
  while (rows.length > 1 && JSON.stringify(body).length > tableLimit) {
    rows.pop();
    body = show({ ...table, columns, rows });
  }
  return { body, rows: rows.length };
};

const hiddenColumns = (table: Table): string => {
  const names = table.columns.slice(shownColumns).map((column) => column.name);
  return names.length > 0 ? `Columns not shown: ${names.join(", ")}` : "";
};

const grid = (table: Table): Block[] => {
  const views = columnViews(table);
  return [
    {
      type: "table",
      rows: [
        views.map(({ title }) => raw(title)),
        ...table.rows.map((row) => views.map((view, at) => raw(view.cell(row[at])))),
      ],
      column_settings: views.map(({ isQuantity }, at) => ({
        align: isQuantity ? ("right" as const) : ("left" as const),
        ...(table.columns[at]?.type === "text" ? { is_wrapped: true } : {}),
      })),
    },
  ];
};

/** The rows as lines. */
const columnsText = (table: Table): string => {
  const views = columnViews(table);
  return textInColumns(
    [
      views.map(({ title }) => cell(title)),
      ...table.rows.map((row) => views.map((view, at) => cell(view.cell(row[at])))),
    ],
    views.map(({ isQuantity }) => isQuantity),
  );
};

/** Slack rejects an empty cell. */
const raw = (text: string): RawTextElement => ({ type: "raw_text", text: cell(text) || " " });

const cell = (text: string): string => shortened(verbatim(oneLine(shortened(text, mostCell))), cellLimit);
