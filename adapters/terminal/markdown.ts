import { type Run, runsOf } from "../../src/reply/inline-markdown.ts";
import { type Block, blocksOf } from "../../src/reply/markdown.ts";
import { oneLine } from "../../src/text/shorten.ts";
import { harmless } from "./escape.ts";
import type { Look } from "./look.ts";
import { gridLines } from "./table.ts";
import { wrapped } from "./width.ts";

/** Untrusted markdown as lines of a terminal. */
export const markdownLines = (text: string, look: Look): string[] =>
  blocksOf(harmless(text)).flatMap((block, at, all) => [...gap(all[at - 1], block), ...blockLines(block, look)]);

/** Items of one list stand together. */
const gap = (before: Block | undefined, block: Block): string[] =>
  !before || (before.kind === "item" && block.kind === "item") ? [] : [""];

const blockLines = (block: Block, look: Look): string[] => {
  switch (block.kind) {
    case "paragraph":
      return wrapped(inline(block.text, look), look.width);
    case "heading":
      return [look.paint("bold", inline(oneLine(block.text), look))];
    case "quote":
      return hanging("│ ", "│ ", block.text, look);
    case "item": {
      const indent = "  ".repeat(block.depth);
      return hanging(`${indent}${block.marker} `, `${indent}  `, oneLine(block.text), look);
    }
    case "code":
      return block.text.split("\n").map((line) => `    ${line}`);
    case "table":
      return gridLines(block.header, block.rows, [], look);
    case "rule":
      return ["───"];
  }
};

/** Lines whose first one begins differently. */
const hanging = (first: string, others: string, text: string, look: Look): string[] =>
  wrapped(inline(text, look), look.width - others.length).map((line, at) => (at === 0 ? first : others) + line);

const inline = (text: string, look: Look): string =>
  runsOf(text)
    .map((run) => styled(run, look))
    .join("");

/** A link shows where it leads, so that no label can pretend. */
const styled = ({ text, href, bold, italic, code }: Run, { paint }: Look): string => {
  if (href !== undefined && href !== text) return `${text} (${href})`;
  if (code) return paint("cyan", text);
  const strong = bold ? paint("bold", text) : text;
  return italic ? paint("italic", strong) : strong;
};
