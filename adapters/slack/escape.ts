import { oneLine } from "./shorten.ts";

/*
 * Text that comes from data, models or people, made harmless for each place where Slack shows it. It can never ping
 * (`<!channel>`, `<@U1>`, `<!subteam^S1>`, a bare `@here`) and never pretend to be a link.
 */

/** For fields that Slack shows as they are: plain_text, table cells, rich text. */
export const verbatim = (text: string): string => quiet(visible(text)).replace(control, `$&${joiner}`);

/** For mrkdwn: section and context text, and the `text` of a message. */
export const mrkdwn = (text: string): string => entities(quiet(visible(text)));

/** A mrkdwn link with a harmless label; the label alone when the address is not one of the web. */
export const link = (address: string | undefined, label: string): string => {
  const url = webAddress(address);
  const shown = mrkdwn(oneLine(label));
  if (!url) return shown;
  return pretends(label, url) ? `${shown} (${entities(url)})` : `<${entities(url)}|${shown.replaceAll("|", "/")}>`;
};

/** True for a label that reads like an address, but of another host than the link's. */
export const pretends = (label: string, url: string): boolean => {
  const plain = visible(label).replace(/[*_~`\\]/g, "");
  const text = plain.normalize("NFKC").replace(/[。｡]/g, ".").toLowerCase().trim();
  const { host, hostname } = new URL(url);
  const hosts = text.match(/(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+|\d+(?:\.\d+){3}/gu) ?? [];
  if (hosts.length > 0) return hosts.some((name) => name !== hostname && !hostname.endsWith(`.${name}`));
  return /[a-z]\s*:\s*[/∕⁄⧸]|\bwww\b/.test(text) && !(URL.canParse(text) && new URL(text).host === host);
};

/** A person's mention, or nothing when the id is not one. The only way in which we ping. */
export const mention = (user: string): string => (/^[UW][A-Z0-9]{2,}$/.test(user) ? `<@${user}>` : "");

/** An http(s) address, normalised so that no character of it has a meaning in Slack's markup; undefined for any other. */
export const webAddress = (address: string | undefined): string | undefined => {
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  return url.href.replace(/[<>|()[\]\\`]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
};

/** Without characters that nobody sees but that hide or reorder others (zero-width, bidirectional controls, tags). */
export const visible = (text: string): string => text.replace(invisible, "").replace(joinersBesideAscii, "");

/** `@channel` and its like pinging nobody, however they are written. */
export const quiet = (text: string): string => text.replace(broadcast, `$1${joiner}`);

const entities = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Word joiner: takes no room, breaks no line, and stands between two characters that together would mean something. */
export const joiner = "\u2060";

/** `<` that begins a mention, a command or a link in Slack's markup. */
const control = /<(?=\s*(?:[!@#]|[a-z][a-z0-9+.-]*:))/gi;

const broadcast = /([@＠﹫])(?=(?:channel|here|everyone|group)\b)/gi;

const invisible =
  /[[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]--[\p{Join_Control}\p{Variation_Selector}]]/gv;

/** Joiners and variants that scripts and emoji need are kept; beside ASCII they only hide something. */
const joinersBesideAscii =
  /(?<=\p{ASCII})[\p{Join_Control}\p{Variation_Selector}]+|[\p{Join_Control}\p{Variation_Selector}]+(?=[!-/:-@[-`{-~])/gu;
