import type { Block, Workspace } from "../workspace.ts";

type Ids = Pick<Workspace, "nextId">;

/** Blocks as Slack stores them: every block and every interactive element has an id. */
export const identified = (ids: Ids, blocks: readonly Block[]): Block[] =>
  blocks.map((block) => ({ ...named(ids, block), block_id: block.block_id ?? ids.nextId("b") }));

const usable = new Set([
  "button",
  "checkboxes",
  "feedback_buttons",
  "icon_button",
  "multi_static_select",
  "overflow",
  "plain_text_input",
  "radio_buttons",
  "static_select",
]);

const named = <Node>(ids: Ids, node: Node): Node => {
  if (Array.isArray(node)) return node.map((one) => named(ids, one)) as Node;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, named(ids, value)]);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  if (usable.has(String(copy["type"]))) copy["action_id"] ??= ids.nextId("a");
  return copy as Node;
};
