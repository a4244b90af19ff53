import { visible } from "../../src/text/sanitize.ts";
import { withoutSequences } from "../../src/text/sequences.ts";
import { oneLine } from "../../src/text/shorten.ts";

/*
 * A terminal obeys what it is sent: control sequences move the cursor, change the window's title, write the clipboard.
 * So no control character of data, models or people ever reaches it; only our own do.
 */

/** Untrusted text in lines, for a terminal. */
export const harmless = (text: string): string =>
  visible(withoutSequences(text.replaceAll("\r\n", "\n")))
    .replaceAll("\t", "    ")
    .replace(controls, pictureOf);

/** Untrusted text in one line. */
export const harmlessLine = (text: string): string => oneLine(harmless(text));

/** Everything but the line feed; also the eight-bit controls, which some terminals obey like an escape. */
const controls = /[[\p{Cc}\p{Zl}\p{Zp}]--\n]/gv;

/** What Unicode has to show a control character: ␛ for an escape. */
const pictureOf = (control: string): string => {
  const code = control.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
};
