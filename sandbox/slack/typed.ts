import { BOT, BOT_NAMES, PEOPLE } from "./seed.ts";
import type { Content } from "./workspace.ts";

/**
 * What Slack makes of typed text: the wire text, in which `&`, `<` and `>` are escaped and mentions and links are in angle
 * brackets, and the rich text block that a client adds. `@name` becomes a mention.
 */
export const typed = (words: string): Content => {
  const parts = words.split(token).filter((part) => part !== undefined && part !== "");
  const inline = parts.map(element);
  return {
    text: inline.map((one) => one.text).join(""),
    blocks: [
      {
        type: "rich_text",
        block_id: "typed",
        elements: [{ type: "rich_text_section", elements: inline.map((one) => one.element) }],
      },
    ],
  };
};

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** True if the text mentions the person or bot: `<@U0123>`. */
export const mentions = (text: string, user: string): boolean => text.includes(`<@${user}>`);

const token = /(<[@#!][A-Za-z0-9^|-]+>|(?<![\w.])@[A-Za-z][\w-]*|https?:\/\/[^\s<>|]+)/;

const element = (part: string): { text: string; element: Record<string, unknown> } => {
  const user = part.startsWith("<@") ? part.slice(2, -1) : part.startsWith("@") ? idOf(part.slice(1)) : undefined;
  if (user) return { text: `<@${user}>`, element: { type: "user", user_id: user } };
  if (/^https?:\/\//.test(part)) return { text: `<${escaped(part)}>`, element: { type: "link", url: part } };
  const special = /^<[#!]/.test(part);
  return { text: special ? part : escaped(part), element: { type: "text", text: part } };
};

const idOf = (name: string): string | undefined =>
  BOT_NAMES.includes(name.toLowerCase()) ? BOT.user : PEOPLE.find((person) => person.name === name.toLowerCase())?.id;
