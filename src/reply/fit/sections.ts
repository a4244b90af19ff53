import type { Notice, Section, SectionItem } from "../../ports/chat/reply.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine } from "../../text/shorten.ts";
import { markdownLink } from "../format.ts";

/** A notice whose sections are lists in its text, for places that have no headings and no buttons beside a line. */
export const withoutSections = ({ sections = [], ...notice }: Notice): Notice => ({
  ...notice,
  markdown: [notice.markdown, ...sections.map(sectionText)].filter(Boolean).join("\n\n"),
  buttons: [...sections.flatMap(({ items }) => items.flatMap(({ buttons }) => buttons)), ...notice.buttons],
});

const sectionText = ({ title, items }: Section): string =>
  [`**${escapeMarkdown(oneLine(title))}**`, items.map(itemText).join("\n")].join("\n\n");

const itemText = ({ title, url, text }: SectionItem): string => {
  const words = escapeMarkdown(oneLine(title));
  const named = url === undefined ? `**${words}**` : markdownLink(words, url);
  return `- ${named}${text ? `: ${escapeMarkdown(oneLine(text))}` : ""}`;
};
