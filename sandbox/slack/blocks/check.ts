import { z } from "zod";
import { fromJson } from "../api/args.ts";
import { Refusal } from "../api/refusal.ts";
import type { Block } from "../workspace.ts";
import { messageBlock, viewBlock } from "./blocks.ts";
import { complaint } from "./complaint.ts";
import { type MarkdownPart, markdownParts } from "./markdown.ts";

/*
 * What Slack rejects in `blocks`. Slack publishes no limit for a whole message. 13,297 characters were measured for one
 * markdown block, 125 less for each further block (github.com/slackapi/bolt-js/issues/2509), and about 100 less for each
 * heading. A markdown block counts as the blocks that Slack turns it into.
 */
const messageBudget = {
  blocks: 50,
  chars: 13_297,
  perFurtherBlock: 125,
  perHeading: 100,
  markdown: 12_000,
  cells: 10_000,
};

/** Checks the blocks of a message. Throws the refusal that Slack would answer with. */
export const messageBlocks = (given: unknown): Block[] => {
  const blocks = checked(given, messageBlock, messageBudget.blocks);
  const parts = blocks.filter(isMarkdown).flatMap(({ text }) => markdownParts(text));
  checkTables(blocks, parts);
  if (blocks.filter((block) => block.type === "data_visualization").length > 2)
    throw new Refusal("invalid_blocks", ["[ERROR] no more than 2 data_visualization blocks allowed"]);
  if (isTooLong(blocks, parts)) throw new Refusal("msg_blocks_too_long");
  return blocks;
};

const isMarkdown = (block: Block): block is Block & { text: string } => block.type === "markdown";

/** Tables in markdown count, too. */
const checkTables = (blocks: readonly Block[], parts: readonly MarkdownPart[]): void => {
  const tables = all(blocks).filter((node) => node["type"] === "table" || node["type"] === "data_table");
  const written = parts.filter(({ type }) => type === "table");
  if (tables.length + written.length > 1) throw new Refusal("invalid_attachments", ["[ERROR] only_one_table_allowed"]);
  if (tables.some((table) => chars(table) > messageBudget.cells))
    throw new Refusal("invalid_blocks", ["[ERROR] table cells must be less than 10001 characters in total"]);
};

const isTooLong = (blocks: readonly Block[], parts: readonly MarkdownPart[]): boolean => {
  const markdown = blocks.filter(isMarkdown);
  const headings = parts.filter(({ type }) => type === "header").length;
  const further = Math.max(0, blocks.length - 1);
  return (
    blocks.length - markdown.length + parts.length > messageBudget.blocks ||
    chars(markdown) > messageBudget.markdown ||
    chars(blocks) + messageBudget.perFurtherBlock * further + messageBudget.perHeading * headings > messageBudget.chars
  );
};

/** Checks the blocks of a modal or Home tab. */
export const viewBlocks = (given: unknown): Block[] => checked(given, viewBlock, 100);

const checked = (given: unknown, shape: z.ZodType, most: number): Block[] => {
  const list = z.array(z.unknown()).safeParse(fromJson(given));
  if (!list.success) throw new Refusal("invalid_blocks_format");
  const parsed = z.array(shape).max(most).safeParse(list.data);
  if (!parsed.success)
    throw new Refusal(
      "invalid_blocks",
      parsed.error.issues.map((issue) => complaint(issue)),
    );
  const blocks = list.data as Block[];
  const twice = repeated(blocks);
  if (twice) throw new Refusal("invalid_blocks", [`[ERROR] ${twice}`]);
  return blocks;
};

/** A block id must be unique in the message, an action id within its block. */
const repeated = (blocks: readonly Block[]): string | undefined => {
  const block = duplicate(blocks.flatMap((one) => one.block_id ?? []));
  if (block) return `block_id "${block}" already exists`;
  for (const [index, one] of blocks.entries()) {
    const id = duplicate(all(one).flatMap((node) => (typeof node["action_id"] === "string" ? node["action_id"] : [])));
    if (id) return `action_id "${id}" already exists in this block [json-pointer:/blocks/${index}]`;
  }
  return undefined;
};

const duplicate = (ids: readonly string[]): string | undefined => ids.find((id, index) => ids.indexOf(id) !== index);

/** Every object in a tree of blocks. */
export const all = (node: unknown): Record<string, unknown>[] => {
  if (Array.isArray(node)) return node.flatMap(all);
  if (typeof node !== "object" || node === null) return [];
  return [node as Record<string, unknown>, ...Object.values(node).flatMap(all)];
};

/** The length of all text in a tree of blocks. */
const chars = (node: unknown): number =>
  all(node).reduce((sum, one) => sum + (typeof one["text"] === "string" ? one["text"].length : 0), 0);
