import { runsOf, type StyledRun } from "../../../src/reply/markdown/inline-markdown.ts";
import { type Block, blocksOf } from "../../../src/reply/markdown/markdown.ts";
import { codeBlock } from "./blocks.ts";
import { type Element, type Inline, type RichTextBlock, rich, run, type Style } from "./elements.ts";
import { link, verbatim } from "./escape.ts";
import { gridOf } from "./grid.ts";

/**
 * Untrusted markdown as elements. Teams' own markdown has no headings, tables or code, and clients disagree about it.
 */
export const markdownBlocks = (text: string, cited: Cited = nothing): Element[] =>
  blocksOf(text).flatMap((block) => elementOf(block, cited));

/** The address of the source that `[n]` cites. */
type Cited = (number: number) => string | undefined;

const nothing: Cited = () => undefined;

const elementOf = (block: Block, cited: Cited): Element[] => {
  switch (block.kind) {
    case "paragraph":
      return paragraph(block.text, {}, cited);
    case "heading":
      return paragraph(block.text, { weight: "Bolder", ...(block.level < 3 ? { size: "Medium" } : {}) });
    case "quote":
      return paragraph(block.text, { isSubtle: true, italic: true });
    case "item":
      return item(block.marker, block.depth, block.text, cited);
    case "code":
      return block.text.trim() ? [codeBlock(block.text, "PlainText")] : [];
    case "table":
      return gridOf(block.header, block.rows);
    case "rule":
      return [];
  }
};

const paragraph = (text: string, style: Style = {}, cited = nothing): RichTextBlock[] => {
  const inlines = inlinesOf(text, style, cited);
  return inlines.length > 0 ? [rich(inlines)] : [];
};

const item = (marker: string, depth: number, text: string, cited: Cited): RichTextBlock[] => {
  const indent = "\u2003".repeat(depth);
  return [rich([run(`${indent}${marker} `), ...inlinesOf(text, {}, cited)], { spacing: "Small" })];
};

const inlinesOf = (text: string, style: Style, cited: Cited): Inline[] =>
  runsOf(text).flatMap((one) => inlineOf(one, style, cited));

const inlineOf = ({ text, href, ...marks }: StyledRun, style: Style, cited: Cited): Inline[] => {
  const styled: Style = {
    ...style,
    ...(marks.bold ? { weight: "Bolder" } : {}),
    ...(marks.italic ? { italic: true } : {}),
    ...(marks.strike ? { strikethrough: true } : {}),
    ...(marks.code ? { fontType: "Monospace" } : {}),
  };
  if (href === undefined) return marks.code ? [run(verbatim(text), styled)] : withCitations(text, styled, cited);
  return isWeb(href) ? link(href, text, styled) : [run(verbatim(unlinked(text, href)), styled)];
};

/** A citation leads to its source; Teams shows none of its own in a card. */
const withCitations = (text: string, style: Style, cited: Cited): Inline[] =>
  text.split(/(\[\d{1,2}\])/).flatMap((part, at): Inline[] => {
    if (part === "") return [];
    const address = at % 2 === 1 ? cited(Number(part.slice(1, -1))) : undefined;
    return address === undefined ? [run(verbatim(part), style)] : link(address, part, style);
  });

const isWeb = (href: string): boolean => /^https?:\/\//i.test(href);

/** A link that is not to the web becomes text, with its address unless that is only a path. */
const unlinked = (text: string, href: string): string =>
  text !== href && /^\w+:/.test(href) ? `${text} (${href})` : text;
