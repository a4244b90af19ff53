import { mostCell } from "../../../src/reply/tables/column-view.ts";
import { textInColumns } from "../../../src/reply/tables/columns.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { preformatted } from "./blocks.ts";
import { type Element, type Inline, type RichTextBlock, rich, run, type Style, type TableElement } from "./elements.ts";
import { verbatim } from "./escape.ts";

/*
 * Rows and columns on the narrowest screen. A client gives each column its share of the width and breaks what is wider,
 * also within a number. So a table is drawn only where each column has room for its longest word, in small print if need
 * be; everything else becomes records: one row below the other, each value behind its label.
 */

const cellLimit = 120;

/** Texts in a grid, or as records; columns of quantities are aligned right. */
export const gridOf = (header: string[], rows: string[][], isRight: boolean[] = []): Element[] => {
  const texts = [header, ...rows].map((row) => row.map(cell));
  const style = looks.find((look) => sum(leastWidths(texts, look)) <= narrowWidth);
  return style ? [tableOf(texts, isRight, style)] : records(texts);
};

/** Pixels of a card's content on a phone that is 340 pixels wide. */
const narrowWidth = 282;

interface Look {
  /** Pixels of an average character, and of one in a bold heading. */
  character: number;
  bold: number;
  style: Style;
}

const looks: Look[] = [
  { character: 8.2, bold: 8.8, style: {} },
  { character: 7, bold: 7.5, style: { size: "Small" } },
];

/** Pixels between columns. */
const gap = 16;

/** Longer words may be broken. */
const longestWord = 20;

/** What each column needs so that none of its words is broken. */
const leastWidths = ([header = [], ...rows]: string[][], { character, bold }: Look): number[] =>
  header.map((title, at) => {
    const widest = Math.max(...rows.map((row) => wordWidth(row[at] ?? "", character)));
    return Math.ceil(gap + Math.max(wordWidth(title, bold), widest, 2 * character));
  });

const wordWidth = (text: string, character: number): number =>
  Math.max(...text.split(breaks).map((word) => Math.min(longestWord, columnsIn(word)) * character));

/** Clients begin a new line at blanks, and behind a hyphen between letters. */
const breaks = /\s+|(?<=\p{L}-)(?=\p{L})/u;

/** Wide letters, as of Chinese, count twice. */
const columnsIn = (word: string): number =>
  [...word].reduce((total, letter) => total + ((letter.codePointAt(0) ?? 0) > 0x10ff ? 2 : 1), 0);

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

const tableOf = (texts: string[][], isRight: boolean[], look: Look): TableElement => ({
  type: "Table",
  columns: widths(texts, look).map((width, at) => ({
    width,
    ...(isRight[at] ? { horizontalCellContentAlignment: "Right" } : {}),
  })),
  rows: texts.map((row, index) => ({
    type: "TableRow",
    cells: row.map((text, at) => ({
      type: "TableCell",
      items: [cellBlock(text, { ...look.style, ...(index === 0 ? { weight: "Bolder" } : {}) }, isRight[at] ?? false)],
    })),
  })),
  fallback: preformatted(textInColumns(texts, isRight)),
});

/** Relative widths: what a column needs, and of what is left a share by how much longer its texts are. */
const widths = (texts: string[][], look: Look): number[] => {
  const least = leastWidths(texts, look);
  const left = narrowWidth - sum(least);
  const more = least.map((need, at) => {
    const longest = Math.max(...texts.map((row) => columnsIn(row[at] ?? "")));
    return Math.max(0, Math.min(longest, 40) * look.character + gap - need);
  });
  const all = sum(more);
  return least.map((need, at) => Math.round(need + (all === 0 ? 0 : (left * (more[at] ?? 0)) / all)));
};

const cell = (text: string): string => shortened(verbatim(oneLine(shortened(text, mostCell))), cellLimit) || " ";

const cellBlock = (text: string, style: Style, isRight: boolean): RichTextBlock => ({
  ...rich([run(text, style)]),
  ...(isRight ? { horizontalAlignment: "Right" } : {}),
});

/** Keeps a value beside its heading. */
const kept = "\u00a0";

/** Each row as a paragraph that begins with its first value. */
const records = ([header = [], ...rows]: string[][]): Element[] =>
  rows.map((row, index) => {
    const [first = " ", ...others] = row;
    const values = others.flatMap((text, at): Inline[] => [
      run(`${at === 0 ? "  " : " · "}${header[at + 1] ?? ""}${kept}`, { isSubtle: true }),
      run(text),
    ]);
    const head = header.length > 1 ? [run(first, { weight: "Bolder" })] : [run(first)];
    return rich([...head, ...values], index === 0 ? {} : { spacing: "Small", separator: true });
  });
