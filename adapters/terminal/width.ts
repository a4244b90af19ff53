import { withoutSequences } from "../../src/text/sequences.ts";

/** Columns that a text takes up in a terminal. Our own colours take up none. */
export const widthOf = (text: string): number => {
  const plain = withoutSequences(text);
  if (simple.test(plain)) return plain.length;
  let width = 0;
  for (const { segment } of graphemes.segment(plain)) width += columnsOf(segment);
  return width;
};

/** Only characters that take up one column each, and that nothing joins. */
const simple = /^[\0-\t\v-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2400-\u2426\ufffd]*$/;

/** The text with blanks at its end, or at its beginning. */
export const padded = (text: string, width: number, isRight = false): string => {
  const blanks = " ".repeat(Math.max(0, width - widthOf(text)));
  return isRight ? blanks + text : text + blanks;
};

/** A plain text cut to a width; an ellipsis shows the cut. */
export const fitted = (text: string, width: number): string => {
  if (simple.test(text)) return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
  let end = 0;
  let used = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    used += columnsOf(segment);
    if (used < width) end = index + segment.length;
    if (used > width) return `${text.slice(0, end)}…`;
  }
  return text;
};

/** Lines of a width at most, broken between words. A longer word gets a line of its own. */
export const wrapped = (text: string, width: number): string[] =>
  text.split("\n").flatMap((line) => filled(line, width));

const filled = (line: string, width: number): string[] => {
  if (width === Number.POSITIVE_INFINITY) return [line];
  const widths = wordWidths(withoutSequences(line));
  const lines: string[] = [];
  let start = 0;
  let used = widths[0] ?? 0;
  let at = line.indexOf(" ");
  for (const more of widths.slice(1)) {
    if (used + 1 + more > width) {
      lines.push(line.slice(start, at));
      start = at + 1;
      used = more;
    } else used += 1 + more;
    at = line.indexOf(" ", at + 1);
  }
  return [...lines, line.slice(start)];
};

/** Columns of each word of a text: of what stands between two blanks. */
const wordWidths = (plain: string): number[] => {
  if (simple.test(plain)) return plain.split(" ").map((word) => word.length);
  const widths = [0];
  const add = (columns: number) => widths.push((widths.pop() ?? 0) + columns);
  for (const { segment } of graphemes.segment(plain)) {
    const [first = "", ...others] = segment.split(" ");
    add(columnsOf(first));
    // A blank can have marks of its own.
    for (const other of others) widths.push(columnsOf(other));
  }
  return widths;
};

const graphemes = new Intl.Segmenter();

const columnsOf = (grapheme: string): number => {
  if (grapheme === "" || /^\p{M}+$/u.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
};

/** Emoji, and the scripts whose characters are as wide as two Latin ones. */
const wide =
  /[\p{Emoji_Presentation}\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{a960}-\u{a97c}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff01}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\ufe0f/u;
