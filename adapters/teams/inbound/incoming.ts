import { isBlank, isSpace, skip, skipBack, withoutLineEnds } from "../../../src/text/scan.ts";
import type { Mention } from "./activity.ts";

/*
 * What a person typed arrives as text with mentions in <at> tags, some blanks as &nbsp; and, from some clients, markup.
 */

/** The text as the person sees it, without the mentions of `bot`. */
export const typedText = (text: string, entities: readonly Mention[], bot: string): string => {
  const ours = entities.filter(({ mentioned }) => mentioned.id === bot).map((mention) => mention.text);
  const words = decoded(untagged(without(text.replaceAll("&nbsp;", " ").replaceAll("\u00a0", " "), ours)));
  return withoutLineEnds(words, isBlank).trim();
};

export const mentions = (entities: readonly Mention[], bot: string): boolean =>
  entities.some(({ mentioned }) => mentioned.id === bot);

/**
 * The SDK's own function takes out the first mention only. At the beginning mentions go with their colons, elsewhere with
 * the comma and blanks before them.
 */
const without = (text: string, mentioned: string[]): string => {
  const names = new Set(mentioned.map((mention) => mention.replace(/<[^<>]*>/g, "").toLowerCase()));
  const parts: string[] = [];
  let at = 0;
  let isFirst = true;
  for (const { index, 0: whole, 1: name = "" } of text.matchAll(/<at[^<>]*>([^<>]*)<\/at>/gi)) {
    if (!names.has(name.toLowerCase())) continue;
    isFirst &&= skip(text, at, isSpace) === index;
    if (!isFirst) parts.push(text.slice(at, beforeMention(text, index, at)));
    at = isFirst ? afterMention(text, index + whole.length) : index + whole.length;
  }
  return parts.concat(text.slice(at)).join("");
};

const beforeMention = (text: string, index: number, from: number): number => {
  const end = skipBack(text, index, isBlank, from);
  return end > from && text.charAt(end - 1) === "," ? end - 1 : end;
};

const afterMention = (text: string, index: number): number =>
  skip(text, /[:,]/.test(text.charAt(index)) ? index + 1 : index, isSpace);

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
