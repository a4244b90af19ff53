import { runsOf, type StyledRun } from "../../../src/reply/markdown/inline-markdown.ts";
import { type Block, blocksOf } from "../../../src/reply/markdown/markdown.ts";
import { mostCell } from "../../../src/reply/tables/column-view.ts";
import { joiner, pretends, visible, webAddress } from "../../../src/text/markup/sanitize.ts";
import { longestRun } from "../../../src/text/scan.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";

/*
 * Untrusted markdown, made safe for any client: no HTML, no images (clients would fetch them), and no link with a label
 * that names another address.
 */

/** Markdown that any client can show. */
export const safeMarkdown = (text: string): string =>
  blocksOf(text)
    .map((block, index, all) => `${gap(all[index - 1], block)}${written(block)}`)
    .join("");

/** Items of one list follow each other without a blank line. */
const gap = (before: Block | undefined, block: Block): string => {
  if (!before) return "";
  return before.kind === "item" && block.kind === "item" ? "\n" : "\n\n";
};

const written = (block: Block): string => {
  switch (block.kind) {
    case "paragraph":
      return inline(block.text);
    case "heading":
      return `${"#".repeat(block.level)} ${inline(oneLine(block.text))}`;
    case "quote":
      return inline(block.text).replace(/^/gm, "> ");
    case "item":
      return `${"   ".repeat(block.depth)}${block.marker === "•" ? "-" : block.marker} ${inline(oneLine(block.text))}`;
    case "code":
      return fenced(block.text);
    case "table":
      return grid(block.header, block.rows, []);
    case "rule":
      return "---";
  }
};

/** A table in pipes. `isRight`: the columns of numbers. */
export const grid = (header: string[], rows: string[][], isRight: readonly boolean[]): string =>
  [header.map(cell), header.map((_, at) => (isRight[at] ? "---:" : "---")), ...rows.map((row) => row.map(cell))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

const cell = (text: string): string => literal(oneLine(shortened(text, mostCell))).replaceAll("|", "\\|");

const inline = (text: string): string => runsOf(text).map(marked).join("");

const marked = ({ text, href, bold, italic, strike, code }: StyledRun): string => {
  if (href !== undefined) return link(href, text);
  if (code) return ticked(visible(text));
  const mark = `${bold ? "**" : ""}${italic ? "*" : ""}${strike ? "~~" : ""}`;
  return `${mark}${literal(text)}${[...mark].reverse().join("")}`;
};

/** A link with an honest label. Only its label if the address is not a web address. */
export const link = (address: string | undefined, label: string): string => {
  const url = webAddress(address);
  const text = literal(oneLine(label));
  if (!url) return text;
  return pretends(label, url) ? `${text} (${url})` : `[${text.replaceAll(/[[\]]/g, "")}](${url})`;
};

/** Text that no client takes for markup, HTML or a link. */
export const literal = (text: string): string =>
  visible(text)
    .replace(/[\\`*~]|!(?=\[|$)/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/<(?=[a-z/!?])/gi, "&lt;")
    .replace(/\](?=[([:]|$)/g, `]${joiner}`);

const ticked = (code: string): string => {
  const ticks = "`".repeat(longestRun(code, "`") + 1);
  return code.startsWith("`") || code.endsWith("`") ? `${ticks} ${code} ${ticks}` : `${ticks}${code}${ticks}`;
};

const fenced = (code: string): string => {
  const fence = "`".repeat(Math.max(3, longestRun(code, "`") + 1));
  return `${fence}\n${visible(code)}\n${fence}`;
};
