import type { Answer } from "../../../src/ports/chat/reply.ts";
import type { Table } from "../../../src/ports/table.ts";
import { extent } from "../../../src/reply/format.ts";
import { columnViews } from "../../../src/reply/tables/column-view.ts";
import { hiddenColumns } from "../../../src/reply/tables/table-limits.ts";
import { shownPart, tableButtons } from "../../../src/reply/tables/table-part.ts";
import { buttonRows, context, titleOf } from "./blocks.ts";
import { type Element, rich, run } from "./elements.ts";
import { gridOf } from "./grid.ts";

/** Tables, with their titles where they are `named`. */
export const tableBlocks = (tables: Answer["tables"], named: boolean): Element[] =>
  tables
    .filter(({ table }) => table.columns.length > 0)
    .flatMap((item) => {
      const { title, table } = item;
      const columns = table.columns.slice(0, columnLimit);
      const part = shownPart(
        item,
        (rows) => Buffer.byteLength(JSON.stringify(grid({ ...table, columns, rows }))) <= tableLimit,
      );
      const cut = extent(part.rows.length, table, part.from);
      const head = [
        ...(named ? [run(titleOf(title) || "…", { weight: "Bolder" })] : []),
        ...(cut ? [run(named ? ` · ${cut}` : cut, { isSubtle: true })] : []),
      ];
      return [
        ...(head.length > 0 ? [rich(head, { spacing: "Medium" })] : []),
        ...grid({ ...table, columns, rows: part.rows }),
        ...context(hiddenColumns(table, columnLimit)),
        ...buttonRows(tableButtons(item, part)),
      ];
    });

const columnLimit = 12;
/** Bytes of one table with its fallback, so that it leaves room for the answer. */
const tableLimit = 12_000;

const grid = (table: Table): Element[] => {
  const views = columnViews(table);
  return gridOf(
    views.map(({ title }) => title),
    table.rows.map((row) => views.map((view, at) => view.cell(row[at]))),
    views.map(({ isQuantity }) => isQuantity),
  );
};
