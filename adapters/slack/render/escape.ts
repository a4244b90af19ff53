import { joiner, pretends, visible, webAddress } from "../../../src/text/markup/sanitize.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";

/*
 * Escapes text of data, models and people for each kind of field in Slack. Escaped text cannot notify anybody
 * (`<!channel>`, `<@U1>`, `<!subteam^S1>`, a bare `@here`) and cannot pose as a link.
 */

/** For fields without markup: plain_text, table cells, rich text. */
export const verbatim = (text: string): string => quiet(visible(text)).replace(control, `$&${joiner}`);

/** For mrkdwn: the text of sections and contexts, and the `text` of a message. */
export const mrkdwn = (text: string): string => entities(quiet(visible(text)));

/** A mrkdwn link with an escaped label; the label alone if the address is not a web address or is too long. */
export const link = (address: string | undefined, label: string): string => {
  const url = webAddress(address);
  const shown = mrkdwn(shortened(oneLine(label), labelLimit));
  if (!url || entities(url).length > addressLimit) return shown;
  return pretends(label, url) ? `${shown} (${entities(url)})` : `<${entities(url)}|${shown.replaceAll("|", "/")}>`;
};

/** Together they fit into one text object of 3,000 characters, even when the label is escaped. */
const addressLimit = 2_000;
const labelLimit = 150;

/** Mentions a person; empty if the id is not a person's. Nothing else that we send notifies anybody. */
export const mention = (user: string): string => (/^[UW][A-Z0-9]{2,}$/.test(user) ? `<@${user}>` : "");

/** Keeps `@channel` and the like from notifying anybody, however they are written. */
export const quiet = (text: string): string => text.replace(broadcast, `$1${joiner}`);

const entities = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A `<` that begins a mention, a command or a link in mrkdwn. */
const control = /<(?=\s*(?:[!@#]|[a-z][a-z0-9+.-]*:))/gi;

const broadcast = /([@＠﹫])(?=(?:channel|here|everyone|group)\b)/gi;
