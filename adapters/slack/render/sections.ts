import type { HeaderBlock, SectionBlock } from "@slack/types";
import type { Section, SectionItem } from "../../../src/ports/chat/reply.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { type Block, bold, buttonBlocks, section } from "./blocks.ts";
import { link, mrkdwn, verbatim } from "./escape.ts";

/** Parts of a notice: a heading each, then one section for each thing with its buttons. */
export const sectionBlocks = (sections: readonly Section[] = []): Block[] =>
  sections.flatMap(({ title, items }) => [{ type: "divider" }, heading(title), ...items.flatMap(itemBlocks)]);

/** A line that stands out, plain. */
export const heading = (title: string): HeaderBlock => ({
  type: "header",
  text: { type: "plain_text", text: shortened(verbatim(oneLine(title)), 150) || "…", emoji: false },
});

/** A single short button stands beside its thing, a long one or several in a row below it. */
const itemBlocks = (item: SectionItem): Block[] => {
  const { buttons } = item;
  const [row, ...rows] = buttonBlocks(buttons);
  const [only] = row?.elements ?? [];
  const isShort = buttons.every(({ label }) => label.length <= mostBeside);
  if (buttons.length === 1 && isShort && only?.type === "button") return [{ ...itemText(item), accessory: only }];
  return [itemText(item), ...(row ? [row, ...rows] : [])];
};

/** Characters of a button that leaves room for words on a phone. */
const mostBeside = 16;

const itemText = ({ title, url, text }: SectionItem): SectionBlock => {
  const words = text ? mrkdwn(shortened(oneLine(text), textLimit)) : "";
  const named = url === undefined ? bold(title) : link(url, title);
  return section([named, words].filter(Boolean).join("\n") || "…");
};

/** Longer than anything that we say there; a section takes 3,000 characters, in which one may become five. */
const textLimit = 400;
