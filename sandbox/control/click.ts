import type { Clicked } from "../slack/acts.ts";
import { all } from "../slack/blocks/check.ts";
import type { Block } from "../slack/workspace.ts";
import { Bad } from "./answer.ts";

export interface Click {
  action_id: string;
  value?: string | undefined;
  block_id?: string | undefined;
}

/** The element with this action id, as it is in the payload. A value that the message does not have is forged. */
export const clicked = (message: { blocks: readonly Block[] }, { action_id, value, block_id }: Click): Clicked => {
  const found = message.blocks
    .filter((block) => !block_id || block.block_id === block_id)
    .flatMap((block) => all(block).map((element) => ({ block: block.block_id ?? "", element })))
    .filter(({ element }) => element["action_id"] === action_id);
  const hit = found.find(({ element }) => value === undefined || valuesOf(element).includes(value)) ?? found[0];
  if (!hit && value === undefined) throw new Bad(`There is no button "${action_id}".`, 404);
  const element = hit?.element ?? { type: "button", text: { type: "plain_text", text: action_id, emoji: true } };
  return { ...chosen(element, value), action_id, block_id: hit?.block ?? block_id ?? "forged" };
};

const chosen = (element: Record<string, unknown>, value: string | undefined): { type: string } => {
  const type = String(element["type"]);
  const { options, confirm: _, ...rest } = element;
  if (type === "static_select" || type === "overflow") {
    const selected = all(options).find((one) => one["value"] === value && "text" in one);
    const text = { type: "plain_text", text: value ?? "", emoji: true };
    return { ...{ selected_option: selected ?? { text, value } }, type };
  }
  if (type === "feedback_buttons") {
    const pressed = all(element).find((one) => one["value"] === value && "text" in one);
    return { ...{ value: value ?? "", ...(pressed?.["text"] ? { text: pressed["text"] } : {}) }, type };
  }
  return { ...rest, type, ...(value === undefined ? {} : { value }) };
};

const valuesOf = (element: Record<string, unknown>): unknown[] => all(element).map((node) => node["value"]);
