import type { Notice } from "../../ports/chat/reply.ts";
import { markdownLink, rowCount } from "../format.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* Files that go with an answer. */

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).notices;

/** The rows under an answer are only the first ones, and the file with all of them is missing. */
export const fileNotAttached = (agent: string, rows: number, link: string | undefined, locale: Locale): Notice => {
  const words = said(locale);
  const rest = link === undefined ? "" : ` ${words.restInGenie((label) => markdownLink(label, link))}`;
  return notice("warning", `${words.fileNotAttached(rowCount(rows, locale), agent)}${rest}`);
};

/** A chat that takes no files, and a link instead: for the person who wanted it, alone. */
export const fileLink = (url: string, locale: Locale): Notice =>
  notice(
    "success",
    said(locale).fileLink((label) => markdownLink(label, url)),
  );

export const noPublicAddress = (locale: Locale): Notice => notice("warning", said(locale).noPublicAddress);
