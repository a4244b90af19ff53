import type { RawNumberElement, RawTextElement } from "@slack/types";
import type { AnswerTable } from "../../../src/ports/chat/answer-parts.ts";
import type { Answer } from "../../../src/ports/chat/reply.ts";
import type { Table } from "../../../src/ports/table.ts";
import { extent } from "../../../src/reply/format.ts";
import { columnViews, mostCell } from "../../../src/reply/tables/column-view.ts";
import { textInColumns } from "../../../src/reply/tables/columns.ts";
import { hiddenColumns, shownColumns, shownRows } from "../../../src/reply/tables/table-limits.ts";
import { type ShownPart, shownPart, tableButtons } from "../../../src/reply/tables/table-part.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { type Block, bold, buttonBlocks, context, contexts, preformatted, type Without } from "./blocks.ts";
import { verbatim } from "./escape.ts";
import { records } from "./records.ts";

/** Tables, with their titles if `named`. Slack allows one table per message; the others become text. */
export const tableBlocks = (tables: Answer["tables"], named: boolean, without: Without): Block[] =>
  tables
    .filter(({ table }) => table.columns.length > 0)
    .flatMap((item, index) => {
      const { table } = item;
      const { body, part } = shown(item, formOf(item, index, without), without);
      const cut = extent(part.rows.length, table, part.from);
      const head = [named ? bold(item.title) : undefined, cut].filter(Boolean).join(" · ");
      return [
        ...(head ? [context(head)] : []),
        ...body,
        ...contexts(hiddenColumns(table, shownColumns)),
        ...buttonBlocks(tableButtons(item, part)),
      ];
    });

const cellLimit = 120;
/** Most characters of one table, as Slack counts them. The rest of the message is for the answer. */
const tableLimit = 9_000;

/** `sortable`: Slack's `data_table`, in which people turn pages and sort. It cannot align, so short tables are a `grid`. */
type Form = "sortable" | "grid" | "text";

/** Rows of a `data_table`. https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
const mostSortable = 100;

const formOf = (item: AnswerTable, index: number, without: Without): Form => {
  const { table } = item;
  if (index > 0) return "text";
  const isWhole = table.rows.length === table.total && table.rows.length <= mostSortable;
  const isLong = table.rows.length > shownRows && table.columns.length <= shownColumns;
  if (isLong && isWhole && !without.has("data_table") && fitsIn(table.rows, table, "sortable", without))
    return "sortable";
  return without.has("table") ? "text" : "grid";
};

/** As much of a table as fits in one message: up to twenty columns, and as many rows as fit. */
const shown = (item: AnswerTable, form: Form, without: Without): { body: Block[]; part: ShownPart } => {
  const { table } = item;
  const most = form === "sortable" ? mostSortable : shownRows;
  const part = shownPart(item, (rows) => fitsIn(rows, table, form, without), most);
  return { part, body: bodyOf({ ...table, rows: part.rows }, item.title, form, without) };
};

const fitsIn = (rows: Table["rows"], table: Table, form: Form, without: Without): boolean =>
  JSON.stringify(bodyOf({ ...table, rows }, "", form, without)).length <= tableLimit;

const bodyOf = (table: Table, title: string, form: Form, without: Without): Block[] => {
  const part = { ...table, columns: table.columns.slice(0, shownColumns) };
  switch (form) {
    case "sortable":
      return [sortable(part, title)];
    case "grid":
      return [grid(part)];
    case "text":
      return textBlocks(part, without);
  }
};

const sortable = (table: Table, title: string): Block => {
  const views = columnViews(table);
  return {
    type: "data_table",
    caption: cell(title) || wordsIn(table.locale).answers.result,
    page_size: shownRows,
    rows: [
      views.map(({ title }) => raw(title)),
      ...table.rows.map((row) =>
        views.map((view, at) => (view.isQuantity ? rawNumber : raw)(view.cell(row[at]), row[at])),
      ),
    ],
  };
};

const grid = (table: Table): Block => {
  const views = columnViews(table);
  return {
    type: "table",
    rows: [
      views.map(({ title }) => raw(title)),
      ...table.rows.map((row) => views.map((view, at) => raw(view.cell(row[at])))),
    ],
    column_settings: views.map(({ isQuantity }, at) => ({
      align: isQuantity ? ("right" as const) : ("left" as const),
      ...(table.columns[at]?.type === "text" ? { is_wrapped: true } : {}),
    })),
  };
};

/** Characters of a line that even a phone shows unbroken. */
const mostInLine = 40;

/** The rows as lines, or as records where a line would be broken. */
const textBlocks = (table: Table, without: Without): Block[] => {
  const views = columnViews(table);
  const texts = [
    views.map(({ title }) => cell(title)),
    ...table.rows.map((row) => views.map((view, at) => cell(view.cell(row[at])))),
  ];
  const lines = textInColumns(
    texts,
    views.map(({ isQuantity }) => isQuantity),
  );
  const isNarrow = lines.split("\n").every((line) => line.length <= mostInLine);
  return isNarrow ? preformatted(lines, without) : records(texts, without);
};

/** Slack rejects an empty cell. */
const raw = (text: string): RawTextElement => ({ type: "raw_text", text: cell(text) || " " });

/** Sorted by its value. What is no number that JSON can hold is text. */
const rawNumber = (text: string, value: string | null | undefined): RawTextElement | RawNumberElement => {
  const number = value?.trim() ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? { type: "raw_number", value: number, text: cell(text) || " " } : raw(text);
};

const cell = (text: string): string => shortened(verbatim(oneLine(shortened(text, mostCell))), cellLimit);
