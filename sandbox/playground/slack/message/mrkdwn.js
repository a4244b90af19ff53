import { el, link } from "../../dom.js";
import { emojiOf } from "../../render/emoji.js";
import { entity, inline } from "../../render/inline.js";

/*
 * Slack's own markup in the text of sections, contexts and plain messages. `names` is `{ user(id), channel(id) }`.
 */

/** Renders mrkdwn into nodes: fenced code, quotes, and inline marks. */
export const mrkdwn = (text, names) => {
  const dialect = { plain: /[^\\`*_~<&:\n]+/y, rules: [...platformRules(names), ...rules] };
  return String(text)
    .split(/```\n?([\s\S]*?)```\n?/)
    .map((part, index) => (index % 2 ? el("pre", {}, el("code", {}, unescaped(part))) : paragraphs(part, dialect)));
};

/** Plain text. It has no markup except names of emoji, if the block allows them. */
export const plainText = ({ text, emoji }) =>
  emoji === false ? text : String(text).replace(/:([a-z0-9_+-]+):/g, (_, name) => emojiOf(name));

/** What markdown blocks have in addition to CommonMark: mentions, channels, emoji. */
export const platformRules = (names) => [
  { pattern: /<@(\w+)(?:\|([^<>]*))?>/y, make: ([, id, label]) => mention(`@${names.user(id) ?? label ?? id}`) },
  { pattern: /<#(\w+)(?:\|([^<>]*))?>/y, make: ([, id, label]) => mention(`#${names.channel(id) ?? label ?? id}`) },
  { pattern: /<!(here|channel|everyone)(?:\|[^<>]*)?>/y, make: ([, range]) => mention(`@${range}`, "broadcast") },
  { pattern: /<!date\^\d+\^[^<>|]*\|([^<>]*)>/y, make: ([, fallback]) => unescaped(fallback) },
  { pattern: /<!subteam\^(\w+)(?:\|([^<>]*))?>/y, make: ([, id, label]) => mention(label || `@${id}`) },
  { pattern: /:([a-z0-9_+-]+):/y, make: ([whole, name]) => (emojiOf(name) === whole ? undefined : emojiOf(name)) },
];

/** A mention, in a colour that nobody overlooks. */
export const mention = (label, kind) => el("span", { class: kind ? `mention ${kind}` : "mention" }, label);

const unescaped = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => entity(name));

const rules = [
  { pattern: /`([^`\n]+)`/y, make: ([, code]) => el("code", {}, unescaped(code)) },
  {
    pattern: /<([^<>|\s]+)(?:\|([^<>]*))?>/y,
    make: ([, address, label]) => link(unescaped(address), unescaped(label ?? address)),
  },
  {
    pattern: /(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/y,
    make: ([, part], inner) => el("strong", {}, inner(part)),
  },
  { pattern: /(?<![\w*])\*([^\s*])\*(?![\w*])/y, make: ([, part], inner) => el("strong", {}, inner(part)) },
  { pattern: /(?<!\w)_(?=[^\s_])([^\n]*?[^\s_]|[^\s_])_(?!\w)/y, make: ([, part], inner) => el("em", {}, inner(part)) },
  { pattern: /(?<!\w)~(?=[^\s~])([^~\n]*[^\s~]|[^\s~])~(?!\w)/y, make: ([, part], inner) => el("s", {}, inner(part)) },
  { pattern: /&(amp|lt|gt);/y, make: ([, name]) => entity(name) },
];

const paragraphs = (text, dialect) => {
  const groups = [];
  for (const line of text.replace(/^\n+|\n+$/g, "").split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const last = groups.at(-1);
    if (last && last.quoted === Boolean(quoted)) last.lines.push(quoted?.[1] ?? line);
    else groups.push({ quoted: Boolean(quoted), lines: [quoted?.[1] ?? line] });
  }
  return groups
    .filter(({ quoted, lines }) => quoted || lines.join("").trim() !== "")
    .map(({ quoted, lines }) => el(quoted ? "blockquote" : "p", { class: "lines" }, inline(lines.join("\n"), dialect)));
};
