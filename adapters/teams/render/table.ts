import type { Answer, Table } from "../../../src/ports/reply.ts";
import { extent } from "../../../src/reply/format.ts";
import { columnViews, mostCell } from "../../../src/reply/tables/column-view.ts";
import { textInColumns } from "../../../src/reply/tables/columns.ts";
import { hiddenColumns } from "../../../src/reply/tables/table-limits.ts";
import { shownPart, tableButtons } from "../../../src/reply/tables/table-part.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { buttonRows, context, preformatted, titleOf } from "./blocks.ts";
import { type Element, type RichTextBlock, rich, run, type TableElement } from "./elements.ts";
import { verbatim } from "./escape.ts";

/** Tables, with their titles where they are `named`. */
export const tableBlocks = (tables: Answer["tables"], named: boolean): Element[] =>
  tables
    .filter(({ table }) => table.columns.length > 0)
    .flatMap((item) => {
      const { title, table } = item;
      const columns = table.columns.slice(0, columnLimit);
      const part = shownPart(item, (rows) => Buffer.byteLength(JSON.stringify(grid({ columns, rows }))) <= tableLimit);
      const cut = extent(part.rows.length, table, part.from);
      const head = [
        ...(named ? [run(titleOf(title) || "…", { weight: "Bolder" })] : []),
        ...(cut ? [run(named ? ` · ${cut}` : cut, { isSubtle: true })] : []),
      ];
      return [
        ...(head.length > 0 ? [rich(head, { spacing: "Medium" })] : []),
        grid({ columns, rows: part.rows }),
        ...context(hiddenColumns(table.columns, columnLimit)),
        ...buttonRows(tableButtons(item, part)),
      ];
    });

const columnLimit = 12;
const cellLimit = 120;
/** Bytes of one table with its fallback, so that it leaves room for the answer. */
const tableLimit = 12_000;

const grid = (table: Pick<Table, "columns" | "rows">): TableElement => {
  const views = columnViews(table);
  return gridOf(
    views.map(({ title }) => title),
    table.rows.map((row) => views.map((view, at) => view.cell(row[at]))),
    views.map(({ isQuantity }) => isQuantity),
  );
};

/** Texts in a grid; columns of quantities are aligned right. */
export const gridOf = (header: string[], rows: string[][], isRight: boolean[] = []): TableElement => {
  const texts = [header, ...rows].map((row) => row.map(cell));
  return {
    type: "Table",
    columns: header.map((_, at) => ({
      width: widthOf(texts.map((row) => row[at] ?? "")),
      ...(isRight[at] ? { horizontalCellContentAlignment: "Right" } : {}),
    })),
    rows: texts.map((row, index) => ({
      type: "TableRow",
      cells: row.map((text, at) => ({
        type: "TableCell",
        items: [cellBlock(text, index === 0, isRight[at] ?? false)],
      })),
    })),
    fallback: preformatted(textInColumns(texts, isRight)),
  };
};

const cell = (text: string): string => shortened(verbatim(oneLine(shortened(text, mostCell))), cellLimit) || " ";

const cellBlock = (text: string, isHeader: boolean, isRight: boolean): RichTextBlock => ({
  ...rich([run(text, isHeader ? { weight: "Bolder" } : {})]),
  ...(isRight ? { horizontalAlignment: "Right" } : {}),
});

/** Relative width: the longest text plus margins, within a factor of five. */
const widthOf = (texts: string[]): number =>
  Math.min(40, Math.max(8, Math.max(...texts.map(({ length }) => length)) + 3));
