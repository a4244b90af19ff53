import { joiner, pretends, visible, webAddress } from "../../../src/text/sanitize.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";

/*
 * Text that comes from data, models or people, made harmless for each place where Slack shows it. It can never ping
 * (`<!channel>`, `<@U1>`, `<!subteam^S1>`, a bare `@here`) and never pretend to be a link.
 */

/** For fields that Slack shows as they are: plain_text, table cells, rich text. */
export const verbatim = (text: string): string => quiet(visible(text)).replace(control, `$&${joiner}`);

/** For mrkdwn: section and context text, and the `text` of a message. */
export const mrkdwn = (text: string): string => entities(quiet(visible(text)));

/** A mrkdwn link with a harmless label; the label alone when the address is not one of the web, or longer than a line. */
export const link = (address: string | undefined, label: string): string => {
  const url = webAddress(address);
  const shown = mrkdwn(shortened(oneLine(label), labelLimit));
  if (!url || entities(url).length > addressLimit) return shown;
  return pretends(label, url) ? `${shown} (${entities(url)})` : `<${entities(url)}|${shown.replaceAll("|", "/")}>`;
};

/** Both together fit one text object of 3,000 characters, the label escaped. */
const addressLimit = 2_000;
const labelLimit = 150;

/** A person's mention, or nothing when the id is not one. The only way in which we ping. */
export const mention = (user: string): string => (/^[UW][A-Z0-9]{2,}$/.test(user) ? `<@${user}>` : "");

/** `@channel` and its like pinging nobody, however they are written. */
export const quiet = (text: string): string => text.replace(broadcast, `$1${joiner}`);

const entities = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** `<` that begins a mention, a command or a link in Slack's markup. */
const control = /<(?=\s*(?:[!@#]|[a-z][a-z0-9+.-]*:))/gi;

const broadcast = /([@＠﹫])(?=(?:channel|here|everyone|group)\b)/gi;
