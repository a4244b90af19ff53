import { withoutSequences } from "../../src/text/sequences.ts";

/** Columns that a text takes up in a terminal. Our own colours take up none. */
export const widthOf = (text: string): number => {
  const plain = withoutSequences(text);
  if (/^[ -~]*$/.test(plain)) return plain.length;
  return [...graphemes.segment(plain)].reduce((sum, { segment }) => sum + columnsOf(segment), 0);
};

/** The text with blanks at its end, or at its beginning. */
export const padded = (text: string, width: number, isRight = false): string => {
  const blanks = " ".repeat(Math.max(0, width - widthOf(text)));
  return isRight ? blanks + text : text + blanks;
};

/** A plain text cut to a width; an ellipsis shows the cut. */
export const fitted = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  let fit = "";
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += columnsOf(segment);
    if (used > width) break;
    fit += segment;
  }
  return `${fit}…`;
};

/** Lines of a width at most, broken between words. A longer word gets a line of its own. */
export const wrapped = (text: string, width: number): string[] =>
  text.split("\n").flatMap((line) => filled(line, width));

const filled = (line: string, width: number): string[] => {
  if (width === Number.POSITIVE_INFINITY) return [line];
  const [first = "", ...words] = line.split(" ");
  const lines: string[][] = [[first]];
  let used = widthOf(first);
  for (const word of words) {
    const more = widthOf(word);
    if (used + 1 + more > width) {
      lines.push([word]);
      used = more;
    } else {
      lines.at(-1)?.push(word);
      used += 1 + more;
    }
  }
  return lines.map((some) => some.join(" "));
};

const graphemes = new Intl.Segmenter();

const columnsOf = (grapheme: string): number => {
  if (/^\p{M}+$/u.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
};

/** Emoji, and the scripts whose characters are as wide as two Latin ones. */
const wide =
  /[\p{Emoji_Presentation}\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{a960}-\u{a97c}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff01}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\ufe0f/u;
