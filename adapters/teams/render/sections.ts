import type { Section, SectionItem } from "../../../src/ports/chat/reply.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { buttonRows, titleOf } from "./blocks.ts";
import { type Element, rich, run } from "./elements.ts";
import { link, verbatim } from "./escape.ts";

/** Parts of a notice: a heading each, then one paragraph for each thing with its buttons. */
export const sectionBlocks = (sections: readonly Section[] = []): Element[] =>
  sections.flatMap(({ title, items }) => [
    rich([run(titleOf(title) || "…", { weight: "Bolder", size: "Medium" })], { separator: true, spacing: "Medium" }),
    ...items.flatMap(itemBlocks),
  ]);

const itemBlocks = ({ title, url, text, buttons }: SectionItem): Element[] => {
  const name = shortened(oneLine(title), 200) || "…";
  const named = url === undefined ? [run(verbatim(name), { weight: "Bolder" })] : link(url, name, { weight: "Bolder" });
  const words = text ? [run(` · ${verbatim(shortened(oneLine(text), textLimit))}`)] : [];
  const paragraph = rich([...named, ...words]);
  const rows = buttonRows(buttons);
  const [only, second] = buttons;
  if (only && !second && only.label.length <= mostBeside) return [besides(paragraph, rows)];
  return [{ ...paragraph, spacing: "Medium" }, ...rows];
};

/** A short button stands beside its thing. */
const besides = (paragraph: Element, buttons: Element[]): Element => ({
  type: "ColumnSet",
  spacing: "Small",
  columns: [
    { type: "Column", width: "stretch", items: [paragraph] },
    { type: "Column", width: "auto", items: buttons },
  ],
});

/** Characters of a button that leaves room for words on a phone. */
const mostBeside = 16;

const textLimit = 400;
