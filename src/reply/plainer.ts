import type { Answer, Notice, Reply } from "../ports/reply.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { textInColumns } from "./columns.ts";
import { cellText, extent, isQuantity } from "./format.ts";
import { closing, plainText, sourceText } from "./plain-text.ts";
import { shownRows } from "./table-limits.ts";

/* Replies in plainer forms, for a platform that refused the rich one. Nothing is left out that a person needs. */

/** Markdown alone: tables as lines of text, no chart, nothing that needs blocks or a card. */
export const inMarkdown = (reply: Reply): Reply => {
  if (reply.kind !== "answer") return reply;
  const { markdown, tables, sources, notes, buttons, question } = reply;
  return {
    kind: "notice",
    tone: "info",
    ...(question === undefined ? {} : { question }),
    markdown: [
      markdown,
      ...tables.map(tableBlock),
      [...sources.map(sourceText), ...notes, closing(reply)].map(escaped).join("\n\n"),
    ]
      .filter(Boolean)
      .join("\n\n"),
    buttons,
  };
};

/** Plain words: no button, and nothing that means something in any markup. */
export const inPlainWords = (reply: Reply): Notice => ({
  kind: "notice",
  tone: reply.kind === "notice" ? reply.tone : "info",
  markdown: escaped(plainText(reply)),
  buttons: [],
});

const tableBlock = ({ title, table }: Answer["tables"][number]): string => {
  const rows = table.rows.slice(0, shownRows);
  const cut = extent(rows.length, table);
  const cells = rows.map((row) => table.columns.map((column, at) => line(cellText(row[at], column))));
  const text = textInColumns([table.columns.map(({ name }) => line(name)), ...cells], table.columns.map(isQuantity));
  return `${escaped(cut ? `${title} (${cut})` : title)}\n\n~~~~\n${text}\n~~~~`;
};

const cellLength = 200;

/** A cell stays in its line, and cannot end the block. */
const line = (text: string): string => shortened(oneLine(text), cellLength).replaceAll("~", "∼");

/** Markdown in which every mark stands for itself. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>#~|]/g, (mark) => `\\${mark}`);
