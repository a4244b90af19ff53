import { type Block, sections, type Without } from "./blocks.ts";

/**
 * Rows that are too wide for lines of text: one below the other, each beginning with its first value, the others behind
 * their headings and never apart from them. Slack breaks long preformatted lines anywhere.
 */
export const records = ([header = [], ...rows]: string[][], without: Without): Block[] => {
  if (rows.length === 0) return [];
  const parts = rows.map(([first = "", ...others]) => ({
    first: first || " ",
    rest: others.map((text, at) => ` · ${header[at + 1] ?? ""}\u00a0${text}`).join(""),
  }));
  if (without.has("rich_text")) return sections(parts.map(({ first, rest }) => `${first}${rest}`).join("\n"));
  const elements = parts.flatMap(({ first, rest }, at) => [
    { type: "text" as const, text: at === 0 ? first : `\n${first}`, style: { bold: true } },
    ...(rest ? [{ type: "text" as const, text: rest }] : []),
  ]);
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
};
