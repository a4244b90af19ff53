import { BOT, BOT_NAMES, PEOPLE } from "./seed.ts";

export interface Mention {
  type: "mention";
  mentioned: { id: string; name: string };
  text: string;
}

export interface Typed {
  text: string;
  mentions: Mention[];
  /** The same words in markup. */
  html: string;
}

/**
 * What Teams makes of typed words: `@name` becomes `<at>name</at>` in the text, with an entity, and a span in the markup.
 * The blank after it becomes a no-break space.
 */
export const readTyped = (words: string): Typed => {
  const mentions: Mention[] = [];
  let text = "";
  let html = "";
  let remaining = words;
  for (let hit = token.exec(remaining); hit; hit = token.exec(remaining)) {
    const named = accountOf(hit[1] ?? "");
    const before = remaining.slice(0, hit.index);
    remaining = remaining.slice(hit.index + hit[0].length);
    if (!named) {
      text += before + hit[0];
      html += escaped(before + hit[0]);
      continue;
    }
    const blank = remaining.startsWith(" ") ? "&nbsp;" : "";
    text += `${before}<at>${named.name}</at>${blank}`;
    html += `${escaped(before)}${span(named.name, mentions.length)}${blank}`;
    remaining = blank ? remaining.slice(1) : remaining;
    mentions.push({ type: "mention", mentioned: named, text: `<at>${named.name}</at>` });
  }
  return { text: text + remaining, mentions, html: `<p>${html}${escaped(remaining)}</p>` };
};

const token = /(?<![\w.])@([A-Za-z][\w-]*)/;

const accountOf = (name: string): { id: string; name: string } | undefined => {
  if (BOT_NAMES.includes(name.toLowerCase())) return { ...BOT };
  const person = PEOPLE.find((one) => one.name === name.toLowerCase());
  return person && { id: person.id, name: person.name };
};

const span = (name: string, index: number): string =>
  `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="${index}">${escaped(name)}</span>`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");
