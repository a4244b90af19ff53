import type { Block } from "./blocks.ts";
import { type MarkdownSize, markdownSize } from "./markdown-size.ts";

/*
 * Slack's documented limits for a message, and an undocumented one: about 13,200 characters of blocks, minus about a
 * hundred for each further block and each heading (https://github.com/slackapi/bolt-js/issues/2509).
 */
const most = { blocks: 50, tables: 1, markdown: 11_900, characters: 13_000 };
const perBlock = 100;

/** Space for the marks that close a fence at the end of one part and open it again in the next. */
const fenceSpace = 300;

/**
 * Whether these blocks fit into a share of one message. `isPart`: the markdown may begin within a fence that was cut, so
 * it must fit whether it does or not.
 */
export const fitsMessage = (blocks: Block[], { share = 1, isPart = false } = {}): boolean => {
  const texts = blocks.flatMap((block) => (block.type === "markdown" ? [block.text] : []));
  const markdown = texts.map((text) => sizeOf(text, isPart));
  const sum = (key: keyof MarkdownSize): number => markdown.reduce((total, one) => total + one[key], 0);
  const count = blocks.length - texts.length + sum("blocks");
  const shown = blocks.flatMap((block) => [block, ...(block.type === "container" ? block.child_blocks : [])]);
  const tables = shown.filter(({ type }) => type === "table" || type === "data_table").length + sum("tables");
  const characters = JSON.stringify(blocks).length + perBlock * (blocks.length + sum("headings"));
  return (
    count <= most.blocks * share &&
    tables <= most.tables &&
    texts.join("").length + fenceSpace <= most.markdown * share &&
    characters + fenceSpace <= most.characters * share
  );
};

const sizeOf = (text: string, isPart: boolean): MarkdownSize => {
  const size = markdownSize(text);
  if (!isPart) return size;
  const rest = markdownSize(text, true);
  return {
    blocks: Math.max(size.blocks, rest.blocks),
    headings: Math.max(size.headings, rest.headings),
    tables: Math.max(size.tables, rest.tables),
  };
};
