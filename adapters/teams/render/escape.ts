import { hasRightToLeft, isolated } from "../../../src/text/direction.ts";
import { joiner, pretends, visible, webAddress } from "../../../src/text/sanitize.ts";
import { type Inline, linked, run, type Style } from "./elements.ts";

/*
 * Text that comes from data, models or people, made harmless for cards. All of it goes into text runs, titles and code,
 * which Teams shows as they are: no markup is read there. What is left are the tags of mentions and the functions for
 * dates, which Teams looks for everywhere.
 */

/** For everything that Teams shows as it is. */
export const verbatim = (text: string): string =>
  visible(text.toWellFormed()).replace(mentionTag, `$&${joiner}`).replace(cardFunction, `$&${joiner}`);

const mentionTag = /<(?=\s*(?:\/\s*)?at\b)/gi;
const cardFunction = /\{(?=\{)/g;

/** A link with an honest label; the label alone when the address is not one of the web. */
export const link = (address: string | undefined, label: string, style: Style = {}): Inline[] => {
  const url = webAddress(address);
  if (!url) return [run(verbatim(label), style)];
  const words = verbatim(label);
  const text = hasRightToLeft(words) ? isolated(words) : words;
  if (!pretends(label, url)) return [linked(text || url, url, style)];
  return [run(`${text} (`, style), linked(url, url, style), run(")", style)];
};
