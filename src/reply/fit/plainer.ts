import type { AnswerTable } from "../../ports/chat/answer-parts.ts";
import type { Notice, Reply } from "../../ports/chat/reply.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { voteButtons } from "../answer/votes.ts";
import { extent } from "../format.ts";
import { columnViews } from "../tables/column-view.ts";
import { textInColumns } from "../tables/columns.ts";
import { shownPart, tableButtons } from "../tables/table-part.ts";
import { closing, plainText, sourceText } from "./plain-text.ts";
import { withoutSections } from "./sections.ts";

/* Replies in plainer forms, for a platform that refused the rich one. Nothing is left out that a person needs. */

/** Markdown alone: tables as lines of text, no chart, nothing that needs blocks or a card. */
export const inMarkdown = (reply: Reply): Reply => {
  if (reply.kind === "notice") return withoutSections(reply);
  if (reply.kind === "progress") return reply;
  const { markdown, folded, sources, notes, buttons, menu, question, rated } = reply;
  const tables = [...reply.tables, ...(folded?.tables ?? [])];
  return {
    kind: "notice",
    tone: "info",
    ...(question === undefined ? {} : { question }),
    markdown: [
      markdown,
      folded?.markdown,
      ...tables.map(tableBlock),
      [...sources.map((source) => sourceText(source, reply.locale)), ...notes, closing(reply)]
        .map(escapeMarkdown)
        .join("\n\n"),
    ]
      .filter(Boolean)
      .join("\n\n"),
    buttons: [
      ...tables.flatMap((table) => tableButtons(table, shownPart(table))),
      ...buttons,
      ...(rated === undefined ? [] : voteButtons(rated, reply.locale)),
    ],
    ...(menu ? { menu } : {}),
  };
};

/** Plain words: no button, and nothing that means something in any markup. */
export const inPlainWords = (reply: Reply): Notice => ({
  kind: "notice",
  tone: reply.kind === "notice" ? reply.tone : "info",
  markdown: escapeMarkdown(plainText(reply)),
  buttons: [],
});

const tableBlock = ({ title, ...item }: AnswerTable): string => {
  const { table } = item;
  const { rows, from } = shownPart(item);
  const cut = extent(rows.length, table, from);
  const views = columnViews({ ...table, rows });
  const cells = rows.map((row) => views.map(({ cell }, at) => line(cell(row[at]))));
  const text = textInColumns(
    [views.map(({ title }) => line(title)), ...cells],
    views.map(({ isQuantity }) => isQuantity),
  );
  return `${escapeMarkdown(cut ? `${title} (${cut})` : title)}\n\n~~~~\n${text}\n~~~~`;
};

const cellLength = 200;

/** A cell stays in its line, and cannot end the block. */
const line = (text: string): string => shortened(oneLine(text), cellLength).replaceAll("~", "∼");
