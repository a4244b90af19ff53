import type { ContainerBlock } from "@slack/types";
import type { Folded } from "../../../src/ports/chat/answer-parts.ts";
import { unmarked } from "../../../src/reply/fit/plain-text.ts";
import { rowCount } from "../../../src/reply/format.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { type Block, markdownBlocks, sections, type Without } from "./blocks.ts";
import { verbatim } from "./escape.ts";
import { tableBlocks } from "./table.ts";

/** Blocks that a container may have. */
const mostChildren = 10;

/**
 * What supports an answer, collapsed. `hasTable`: the message has its one table already. What does not fit into one
 * container goes into the next; where there are none, everything is shown.
 */
export const foldedBlocks = (folded: Folded | undefined, hasTable: boolean, without: Without): Block[] => {
  if (!folded) return [];
  const { title, markdown, tables, isOpen } = folded;
  const named = tables.length > 1;
  if (without.has("container"))
    return [...markdownBlocks(markdown, without), ...tableBlocks(tables, named, limited(without, hasTable))];
  const children = [
    ...sections(unmarked(markdown)),
    ...tableBlocks(tables, named, limited(without, hasTable, "data_table")),
  ].filter(isChild);
  return Array.from({ length: Math.ceil(children.length / mostChildren) }, (_, at) => ({
    type: "container",
    title: { type: "plain_text", text: titleOf(title, folded, at), emoji: false },
    is_collapsible: true,
    default_collapsed: !isOpen,
    child_blocks: children.slice(at * mostChildren, (at + 1) * mostChildren),
  }));
};

const titleOf = (title: string, { tables }: Folded, at: number): string => {
  const [only] = tables;
  const rows = only && tables.length === 1 ? ` · ${rowCount(only.table.total, only.table.locale)}` : "";
  const more = at > 0 ? `, ${wordsIn(tables[0]?.table.locale).answers.continued}` : "";
  return shortened(verbatim(oneLine(`${title}${rows}${more}`)), 150).trim() || "…";
};

/** A message has one table; a container holds no `data_table`. */
const limited = (without: Without, hasTable: boolean, also?: string): Without =>
  new Set([...without, ...(hasTable ? ["table", "data_table"] : []), ...(also ? [also] : [])]);

type Child = ContainerBlock["child_blocks"][number];

const childTypes: ReadonlySet<string> = new Set(["actions", "context", "rich_text", "section", "table"]);
const isChild = (block: Block): block is Child & Block => childTypes.has(block.type);
