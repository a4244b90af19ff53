import { mostDelivered } from "../../../src/text/bounds.ts";
import { isBlank, isSpace, skip, skipBack } from "../../../src/text/scan.ts";

/*
 * Typed text arrives as mrkdwn: names and links are in angle brackets, & < > are entities.
 * https://docs.slack.dev/messaging/formatting-message-text
 */

/** The text as the person sees it, without the mentions of `bot`. */
export const typedText = (mrkdwn: string, bot: string | undefined): string =>
  decoded(
    withoutMention(mrkdwn.slice(0, mostDelivered), bot).replace(token, (_, inner: string) => shown(inner)),
  ).trim();

export const mentions = (mrkdwn: string, bot: string | undefined): boolean =>
  bot !== undefined && new RegExp(mentionOf(bot)).test(mrkdwn);

/** True if the text begins with the mention of another person or a group, and does not mention `bot`. */
export const addressesOthers = (mrkdwn: string, bot: string | undefined): boolean =>
  /^\s*<(?:@|!subteam\^|!(?:here|channel|everyone)\b)/.test(mrkdwn) && !mentions(mrkdwn, bot);

const token = /<([^<>\n]+)>/g;

const mentionOf = (bot: string): string => `<@${bot}(?:\\|[^<>]*)?>`;

/** Removes a mention at the beginning with its colon, and elsewhere with the comma and blanks before it. */
const withoutMention = (mrkdwn: string, bot: string | undefined): string => {
  if (bot === undefined) return mrkdwn;
  const parts: string[] = [];
  let at = 0;
  for (const { index, 0: whole } of mrkdwn.matchAll(new RegExp(mentionOf(bot), "g"))) {
    const isFirst = at === 0 && skip(mrkdwn, 0, isSpace) === index;
    if (!isFirst) parts.push(mrkdwn.slice(at, beforeMention(mrkdwn, index, at)));
    at = isFirst ? afterMention(mrkdwn, index + whole.length) : index + whole.length;
  }
  return parts.concat(mrkdwn.slice(at)).join("");
};

const beforeMention = (text: string, index: number, from: number): number => {
  const end = skipBack(text, index, isBlank, from);
  return end > from && text.charAt(end - 1) === "," ? end - 1 : end;
};

const afterMention = (text: string, index: number): number =>
  skip(text, /[:,]/.test(text.charAt(index)) ? index + 1 : index, isSpace);

/** `@U1|name`, `#C1|general`, `!here`, `!subteam^S1|@team`, `!date^…|fallback`, `https://x|label`. */
const shown = (inner: string): string => {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? "" : inner.slice(bar + 1);
  if (target.startsWith("@") || target.startsWith("#")) return `${target[0]}${label || target.slice(1)}`;
  if (target.startsWith("!")) return label || `@${target.slice(1).split("^").at(-1)}`;
  return shownLink(target, label);
};

const shownLink = (target: string, label: string): string => {
  const address = target.replace(/^mailto:/, "");
  if (!label || address === label || address.replace(/^https?:\/\//, "").replace(/\/$/, "") === label) {
    return label || address;
  }
  return `${label} (${address})`;
};

const decoded = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
