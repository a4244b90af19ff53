import type { Quote } from "../../ports/tool.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { visible, webAddress } from "../../text/markup/sanitize.ts";
import { oneLine, shortened } from "../../text/shorten.ts";

/* What tools found, as quotations. Their words come from outside: they stay words, whatever is in them. */

const mostQuotes = 5;
const mostText = 700;

export const foundMarkdown = (quotes: readonly Quote[]): string =>
  quotes.slice(0, mostQuotes).map(quotation).join("\n\n");

export const nothingFound = (title: string): string => `${title}: I found nothing that fits.`;

const quotation = ({ title, text, where, url, date, why }: Quote): string => {
  const address = webAddress(url);
  const name = shownLine(title, 150);
  const head = address ? `[${name}](${address})` : `**${name}**`;
  const facts = [shownLine(where, 200), date ? shownLine(date, 40) : "", why ? shownLine(why, 150) : ""];
  return [
    [head, ...facts.filter((fact) => fact && fact !== name)].join(" · "),
    ...shortened(visible(text).trim(), mostText)
      .split("\n")
      .filter((line) => line.trim())
      .map((line) => `> ${escapeMarkdown(oneLine(line))}`),
  ].join("\n");
};

const shownLine = (text: string, limit: number): string => escapeMarkdown(shortened(oneLine(visible(text)), limit));
