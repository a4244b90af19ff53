import { z } from "zod";
import { type AnswerTable, ChartType } from "../../ports/chat/answer-parts.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Table } from "../../ports/table.ts";
import { wordsIn } from "../words/words.ts";
import { shownRows } from "./table-limits.ts";

/** Rows of a table that a message shows, and the number of the first of them in the whole result. */
export interface ShownPart {
  rows: Table["rows"];
  from: number;
}

/** As many rows as `fit`: at most `most`, at least one. `fits` may be asked about any number of rows. */
export const shownPart = (
  { table, part }: Omit<AnswerTable, "title">,
  fits: (rows: Table["rows"]) => boolean = () => true,
  most = shownRows,
): ShownPart => {
  const keepsLast = part?.keeps === "last";
  const take = (count: number) => (keepsLast ? table.rows.slice(-count) : table.rows.slice(0, count));
  let least = 1;
  let top = Math.min(most, table.rows.length);
  while (least < top) {
    const middle = Math.ceil((least + top) / 2);
    if (fits(take(middle))) least = middle;
    else top = middle - 1;
  }
  const rows = take(least);
  return { rows, from: (part?.from ?? 0) + (keepsLast ? table.rows.length - rows.length : 0) };
};

const fileFormats = ["csv", "xlsx", "png"] as const;
export type FileFormat = (typeof fileFormats)[number];

const OfAnswer = z.object({ turn: z.string().max(1_000), table: z.number().int().min(0).max(1_000) });
const row = z.number().int().min(0).max(1_000_000);

/** How rows are shown. */
const ShownAs = z.enum(["table", ...ChartType.options]);
type ShownAs = z.infer<typeof ShownAs>;

/** Value of a button that shows a table differently: the rows from a number on, those before it, or as a chart. */
export const PageValue = z.union([
  OfAnswer.extend({ from: row }),
  OfAnswer.extend({ before: row }),
  OfAnswer.extend({ as: ShownAs }),
]);
export type PageValue = z.infer<typeof PageValue>;

/** Value of a button that makes a file of a whole table. */
export const FileValue = OfAnswer.extend({ format: z.enum(fileFormats), as: ChartType.optional() });
export type FileValue = z.infer<typeof FileValue>;

/** Below a table: the way to its other rows, and to the whole of it as a file. */
export const tableButtons = ({ table, part, charts = [] }: AnswerTable, shown: ShownPart): Button[] => {
  if (!part) return [];
  const of = { turn: part.turn, table: part.index };
  const next = shown.from + shown.rows.length;
  const page = (label: string, value: PageValue): Button => ({ action: "page", value: JSON.stringify(value), label });
  const file = (label: string, format: FileFormat): Button => {
    const value: FileValue = { ...of, format };
    return { action: "file", value: JSON.stringify(value), label };
  };
  const words = wordsIn(table.locale).answers;
  return [
    ...(shown.from > 0 ? [page(words.previousRows, { ...of, before: shown.from })] : []),
    ...(next < table.total ? [page(words.nextRows, { ...of, from: next })] : []),
    ...(table.total > 1 ? [file("CSV", "csv"), file("Excel", "xlsx")] : []),
    ...(charts.length > 0 ? viewButtons(of, charts.slice(0, 1), charts[0], table.locale) : []),
  ];
};

/** Other ways to see a table, and the way in which it is drawn as an image. */
export const viewButtons = (
  { turn, table }: { turn: string; table: number },
  views: readonly ShownAs[],
  drawn: ChartType | undefined,
  locale: string | undefined,
): Button[] => {
  const words = wordsIn(locale).answers;
  const image: FileValue = { turn, table, format: "png", ...(drawn ? { as: drawn } : {}) };
  return [
    ...views.map((as): Button => {
      const value: PageValue = { turn, table, as };
      return { action: "page", value: JSON.stringify(value), label: words.views[as] };
    }),
    { action: "file", value: JSON.stringify(image), label: words.image },
  ];
};
