import { runsOf, type StyledRun } from "../../src/reply/markdown/inline-markdown.ts";
import { type Block, blocksOf } from "../../src/reply/markdown/markdown.ts";
import { oneLine } from "../../src/text/shorten.ts";
import { harmless } from "./escape.ts";
import type { OutputStyle } from "./output-style.ts";
import { gridLines } from "./table.ts";
import { wrapped } from "./width.ts";

/** Untrusted markdown as lines of a terminal. */
export const markdownLines = (text: string, style: OutputStyle): string[] =>
  blocksOf(harmless(text)).flatMap((block, at, all) => [...gap(all[at - 1], block), ...blockLines(block, style)]);

/** Items of one list follow each other without a blank line. */
const gap = (before: Block | undefined, block: Block): string[] =>
  !before || (before.kind === "item" && block.kind === "item") ? [] : [""];

const blockLines = (block: Block, style: OutputStyle): string[] => {
  switch (block.kind) {
    case "paragraph":
      return wrapped(inline(block.text, style), style.width);
    case "heading":
      return [style.paint("bold", inline(oneLine(block.text), style))];
    case "quote":
      return hanging("│ ", "│ ", block.text, style);
    case "item": {
      const indent = "  ".repeat(block.depth);
      return hanging(`${indent}${block.marker} `, `${indent}  `, oneLine(block.text), style);
    }
    case "code":
      return block.text.split("\n").map((line) => `    ${line}`);
    case "table":
      return gridLines(block.header, block.rows, [], style);
    case "rule":
      return ["───"];
  }
};

/** Lines of which the first one begins differently. */
const hanging = (first: string, others: string, text: string, style: OutputStyle): string[] =>
  wrapped(inline(text, style), style.width - others.length).map((line, at) => (at === 0 ? first : others) + line);

const inline = (text: string, style: OutputStyle): string =>
  runsOf(text)
    .map((run) => styled(run, style))
    .join("");

/** A link shows its address, so that its label cannot lie. */
const styled = ({ text, href, bold, italic, code }: StyledRun, { paint }: OutputStyle): string => {
  if (href !== undefined && href !== text) return `${text} (${href})`;
  if (code) return paint("cyan", text);
  const strong = bold ? paint("bold", text) : text;
  return italic ? paint("italic", strong) : strong;
};
