import type { Mention } from "./activity.ts";

/*
 * What a person typed arrives as text with mentions in <at> tags, some blanks as &nbsp; and, from some clients, markup.
 */

/** The text as the person sees it, without the mentions of `bot`. */
export const typedText = (text: string, entities: readonly Mention[], bot: string): string => {
  const ours = entities.filter(({ mentioned }) => mentioned.id === bot).map((mention) => mention.text);
  return decoded(untagged(without(text.replaceAll("&nbsp;", " ").replaceAll("\u00a0", " "), ours)))
    .replace(/[ \t]+$/gm, "")
    .trim();
};

export const mentions = (entities: readonly Mention[], bot: string): boolean =>
  entities.some(({ mentioned }) => mentioned.id === bot);

/** The SDK's own function takes out the first mention only. */
const without = (text: string, mentioned: string[]): string =>
  [...new Set(mentioned)].filter(Boolean).reduce((rest, mention) => {
    const token = `<at[^<>]*>${escaped(mention.replace(/<[^<>]*>/g, ""))}</at>`;
    return rest
      .replace(new RegExp(`^\\s*(?:${token}[:,]?\\s*)+`, "i"), "")
      .replace(new RegExp(`,?[ \\t]*${token}`, "gi"), "");
  }, text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** Other people's mentions as `@name`, line breaks as such; what only looks like a tag stays. */
const untagged = (text: string): string =>
  text
    .replace(/<at\b[^<>]*>([^<>]*)<\/at>/gi, "@$1")
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6]|pre|blockquote)>/gi, "\n")
    .replace(knownTag, "");

const knownTag =
  /<\/?(?:a|attachment|b|blockquote|code|codeblock|div|em|emoji|font|h[1-6]|hr|i|img|li|ol|p|pre|s|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)\b(?:\s[^<>]*)?\/?>/gi;

/** Once: `&amp;lt;` was typed as `&lt;`. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name) return named[String(name).toLowerCase() as keyof typeof named];
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

const named = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" } as const;
