import type { AnswerTable } from "../../src/ports/chat/answer-parts.ts";
import { extent } from "../../src/reply/format.ts";
import { columnViews, mostCell } from "../../src/reply/tables/column-view.ts";
import { shownPart } from "../../src/reply/tables/table-part.ts";
import { wordsIn } from "../../src/reply/words/words.ts";
import { shortened } from "../../src/text/shorten.ts";
import { harmlessLine } from "./escape.ts";
import type { OutputStyle } from "./output-style.ts";
import { fitted, padded, widthOf } from "./width.ts";

/** A table under its title, in aligned columns. */
export const tableLines = ({ title, ...item }: AnswerTable, style: OutputStyle): string[] => {
  const { table } = item;
  const { rows, from } = shownPart(item);
  const cut = extent(rows.length, table, from);
  const views = columnViews({ ...table, rows });
  const names = views.map((view) => view.title);
  const cells = rows.map((row) => views.map(({ cell }, at) => cell(row[at])));
  const heading = style.paint("bold", harmlessLine(title)) + (cut ? ` (${cut})` : "");
  return [
    heading,
    ...gridLines(
      names,
      cells,
      views.map(({ isQuantity }) => isQuantity),
      style,
    ),
  ];
};

/** Texts in aligned columns. `isRight`: the columns of numbers. Columns that do not fit are named below. */
export const gridLines = (
  header: string[],
  rows: string[][],
  isRight: readonly boolean[],
  style: OutputStyle,
): string[] => {
  const cells = [header, ...rows].map((row) => row.map((text) => harmlessLine(shortened(text, mostCell))));
  const natural = header.map((_, at) => Math.max(1, ...cells.map((row) => widthOf(row[at] ?? ""))));
  const widths = squeezed(natural, style.width - indent.length);
  const line = (row: string[]): string =>
    indent +
    widths
      .map((width, at) => padded(fitted(row[at] ?? "", width), width, isRight[at]))
      .join(gap)
      .trimEnd();
  const [head = [], ...body] = cells;
  const hidden = head.slice(widths.length);
  return [
    style.paint("bold", line(head)),
    indent + widths.map((width) => "─".repeat(width)).join(gap),
    ...body.map(line),
    ...(hidden.length > 0
      ? [style.paint("dim", `${indent}${wordsIn(style.locale).answers.hiddenColumns(hidden.join(", "), 0)}`)]
      : []),
  ];
};

const indent = "  ";
const gap = "  ";
/** No column gets narrower than this. */
const narrowest = 8;

/** Widths that fit: the widest columns shrink first, then the last ones are left out. */
const squeezed = (natural: number[], space: number): number[] => {
  const widths = natural.slice(0, Math.max(1, Math.floor((space + gap.length) / (1 + gap.length))));
  for (let excess = totalOf(widths) - space; excess > 0; excess = totalOf(widths) - space) {
    const widest = Math.max(...widths);
    if (widest > narrowest) widths[widths.indexOf(widest)] = Math.max(narrowest, widest - Math.ceil(excess / 2));
    else if (widths.length > 1) widths.pop();
    else break;
  }
  return widths;
};

const totalOf = (widths: number[]): number => widths.reduce((sum, width) => sum + width + gap.length, -gap.length);
