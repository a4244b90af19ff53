import { hasRightToLeft, isolated } from "../../../src/text/direction.ts";
import { joiner, pretends, visible, webAddress } from "../../../src/text/markup/sanitize.ts";
import { type Inline, linked, run, type Style } from "./elements.ts";

/*
 * Makes text from data, models or people harmless for cards. It goes into text runs, titles and code, where Teams reads no
 * markup except the tags of mentions and the functions for dates.
 */

/** For text runs, titles and code. */
export const verbatim = (text: string): string =>
  harmless.test(text) ? text : visible(text).replace(mentionTag, `$&${joiner}`).replace(cardFunction, `$&${joiner}`);

/** Nothing in such a text means anything anywhere. */
const harmless = /^[\0-;=-z|}~]*$/;

const mentionTag = /<(?=\s*(?:\/\s*)?at\b)/gi;
const cardFunction = /\{(?=\{)/g;

/** A link with an honest label; the label alone when the address is not a web address. */
export const link = (address: string | undefined, label: string, style: Style = {}): Inline[] => {
  const url = webAddress(address);
  if (!url) return [run(verbatim(label), style)];
  const words = verbatim(label);
  const text = hasRightToLeft(words) ? isolated(words) : words;
  if (!pretends(label, url)) return [linked(text || url, url, style)];
  return [run(`${text} (`, style), linked(url, url, style), run(")", style)];
};
