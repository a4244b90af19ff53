import { hostsIn } from "../hosts.ts";
import { type CharacterTest, oneOf } from "../scan.ts";

/*
 * Makes text from data, models and people harmless wherever it is shown: nothing hidden in it, no false addresses.
 */

/**
 * Without characters that nobody sees but that hide or reorder others (zero-width, bidirectional controls, tags), and without
 * halves of a character, which many readers of JSON refuse.
 */
export const visible = (text: string): string =>
  asciiOnly.test(text)
    ? text
    : text
        .toWellFormed()
        .replace(invisible, "")
        .replace(joiners, (run, at: number, whole: string) => {
          const hides = isAscii(whole.charCodeAt(at - 1)) || isMark(whole.charCodeAt(at + run.length));
          return hides ? "" : run;
        });

/** Most texts, and nothing in them hides. */
const asciiOnly = /^[\0-\x7f]*$/;

/** True for a label that reads like an address, but of another host than the link's. */
export const pretends = (label: string, url: string): boolean => {
  if (label.length > longestLabel) return true;
  const plain = visible(label).replace(/[*_~`\\]/g, "");
  const text = plain.normalize("NFKC").replace(/[。｡]/g, ".").toLowerCase().trim();
  const { host, hostname } = new URL(url);
  const hosts = hostsIn(text);
  if (hosts.length > 0) return hosts.some((name) => name !== hostname && !hostname.endsWith(`.${name}`));
  return /[a-z]\s*:\s*[/∕⁄⧸]|\bwww\b/.test(text) && !(URL.canParse(text) && new URL(text).host === host);
};

/** Characters of a label that is compared with its address; a longer one is told with it. */
const longestLabel = 1_000;

/** An http(s) address, normalised so that no character of it has a meaning in any markup; undefined for any other. */
export const webAddress = (address: string | undefined): string | undefined => {
  if (!address || address.length > longestAddress || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  return url.href.replace(/[<>|()[\]\\`]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
};

/** Browsers and both platforms take no longer one. */
const longestAddress = 4_000;

/** Word joiner: invisible, breaks no line, and separates two characters that together would be markup. */
export const joiner = "\u2060";

const invisible =
  /[[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]--[\p{Join_Control}\p{Variation_Selector}]]/gv;

/** Joiners and variants that scripts and emoji need are kept; beside ASCII they only hide something. */
const joiners = /[\p{Join_Control}\p{Variation_Selector}]+/gu;

const isAscii: CharacterTest = (code) => code < 0x80;

const isMark = oneOf("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
