import { z } from "zod";
import { oneLine } from "../../../src/text/shorten.ts";
import { optional } from "./fields.ts";

/** The text of a block, without formatting. */
export const blockText = (block: unknown): string => words(block, deepest);

/** A `table` block as lines, with bars between the cells; undefined for any other block. */
export const tableText = (block: unknown): string | undefined =>
  Table.safeParse(block)
    .data?.rows.slice(0, mostRows)
    .map((row) =>
      row
        .slice(0, mostColumns)
        .map((cell) => oneLine(blockText(cell)))
        .join(" | "),
    )
    .join("\n");

const mostRows = 200;
const mostColumns = 50;

/** Nothing that a person can write is nested more deeply. */
const deepest = 6;

const words = (node: unknown, depth: number): string => {
  const found = Node.safeParse(node).data;
  if (!found || depth === 0) return "";
  const own = ownWords(found);
  if (own !== undefined) return own;
  const parts = (found.elements ?? []).map((element) => words(element, depth - 1));
  return parts.join(multiline.has(found.type) ? "\n" : "");
};

/** Blocks whose elements are lines. */
const multiline: ReadonlySet<string> = new Set(["rich_text", "rich_text_list"]);

const ownWords = (node: Node): string | undefined => {
  const { text, url, user_id, channel_id, usergroup_id, name, range } = node;
  if (typeof text === "string") return node.type === "link" && text === "" ? url : text;
  if (typeof text === "object") return text.text;
  if (url) return url;
  if (user_id ?? usergroup_id) return `@${user_id ?? usergroup_id}`;
  if (channel_id) return `#${channel_id}`;
  if (range) return `@${range}`;
  return node.type === "emoji" && name ? `:${name}:` : undefined;
};

const Node = z.object({
  type: z.string(),
  text: optional(z.union([z.string(), z.object({ text: z.string() })])),
  elements: optional(z.array(z.unknown())),
  url: optional(z.string()),
  user_id: optional(z.string()),
  usergroup_id: optional(z.string()),
  channel_id: optional(z.string()),
  name: optional(z.string()),
  range: optional(z.string()),
});
type Node = z.infer<typeof Node>;

const Table = z.object({ type: z.literal("table"), rows: z.array(z.array(z.unknown())) });
