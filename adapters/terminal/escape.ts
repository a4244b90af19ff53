import { visible } from "../../src/text/markup/sanitize.ts";
import { withoutSequences } from "../../src/text/sequences.ts";
import { oneLine } from "../../src/text/shorten.ts";

/*
 * A terminal obeys control sequences: they move the cursor, change the window's title, write to the clipboard. So no
 * control character from data, models or people may reach it.
 */

/** Untrusted text in lines, for a terminal. */
export const harmless = (text: string): string =>
  visible(withoutSequences(text.replaceAll("\r\n", "\n")))
    .replaceAll("\t", "    ")
    .replace(controls, pictureOf);

/** Untrusted text in one line. */
export const harmlessLine = (text: string): string => oneLine(harmless(text));

/** All controls but the line feed. Some terminals obey the eight-bit ones, too. */
const controls = /[[\p{Cc}\p{Zl}\p{Zp}]--\n]+/gv;

/** Unicode's pictures of control characters: ␛ for an escape. */
const pictureOf = (run: string): string => {
  let pictures = "";
  for (let at = 0; at < run.length; at += 1) {
    const code = run.charCodeAt(at);
    pictures += code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
  }
  return pictures;
};
