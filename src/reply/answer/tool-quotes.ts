import type { Quote } from "../../ports/tool.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { visible, webAddress } from "../../text/markup/sanitize.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";

/* What tools found, as quotations. Their words come from outside: they stay words, whatever is in them. Ours are in the language of `locale`. */

const mostQuotes = 5;
const mostText = 700;

export const foundMarkdown = (quotes: readonly Quote[], locale?: string): string =>
  quotes
    .slice(0, mostQuotes)
    .map((quote) => quotation(quote, locale))
    .join("\n\n");

export const nothingFound = (title: string, locale: string | undefined): string =>
  wordsIn(locale).answers.nothingFits(title);

const quotation = ({ title, text, where, url, date = "", why = "" }: Quote, locale: string | undefined): string => {
  const address = webAddress(url);
  const name = shownLine(title, 150);
  const head = address ? `[${name}](${address})` : `**${name}**`;
  const said = (words: string, limit: number): string => shownLine(phraseIn(words, locale), limit);
  const facts = [said(where, 200), said(date, 40), said(why, 150)];
  return [
    [head, ...facts.filter((fact) => fact && fact !== name)].join(" · "),
    ...shortened(visible(text).trim(), mostText)
      .split("\n")
      .filter((line) => line.trim())
      .map((line) => `> ${escapeMarkdown(oneLine(line))}`),
  ].join("\n");
};

const shownLine = (text: string, limit: number): string => escapeMarkdown(shortened(oneLine(visible(text)), limit));
