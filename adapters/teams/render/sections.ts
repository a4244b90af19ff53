import type { Section, SectionItem } from "../../../src/ports/chat/reply.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { buttonRows, titleOf } from "./blocks.ts";
import { type Element, rich, run } from "./elements.ts";
import { link, verbatim } from "./escape.ts";

/** Parts of a notice: a heading each, then one line for each thing with its buttons. */
export const sectionBlocks = (sections: readonly Section[] = []): Element[] =>
  sections.flatMap(({ title, items }) => [
    rich([run(titleOf(title) || "…", { weight: "Bolder", size: "Medium" })], { separator: true, spacing: "Medium" }),
    ...items.flatMap(itemBlocks),
  ]);

const itemBlocks = ({ title, url, text, buttons }: SectionItem): Element[] => {
  const name = shortened(oneLine(title), 200) || "…";
  const named = url === undefined ? [run(verbatim(name), { weight: "Bolder" })] : link(url, name, { weight: "Bolder" });
  const words = text ? [run(` · ${verbatim(shortened(oneLine(text), textLimit))}`)] : [];
  return [rich([...named, ...words], { spacing: "Small" }), ...buttonRows(buttons)];
};

const textLimit = 400;
