import { BOT, BOT_NAMES, PEOPLE } from "./seed.ts";

export interface Mention {
  type: "mention";
  mentioned: { id: string; name: string };
  text: string;
}

export interface Typed {
  text: string;
  mentions: Mention[];
  /** The same words as the client wrote them, in markup. */
  html: string;
}

/**
 * What Teams makes of the words that a person types: `@name` becomes `<at>name</at>` with an entity beside the text and
 * a span in the markup; the blank after it is one that does not break.
 */
export const typed = (words: string): Typed => {
  const mentions: Mention[] = [];
  let text = "";
  let html = "";
  let rest = words;
  for (let hit = token.exec(rest); hit; hit = token.exec(rest)) {
    const named = accountOf(hit[1] ?? "");
    const before = rest.slice(0, hit.index);
    rest = rest.slice(hit.index + hit[0].length);
    if (!named) {
      text += before + hit[0];
      html += escaped(before + hit[0]);
      continue;
    }
    const blank = rest.startsWith(" ") ? "&nbsp;" : "";
    text += `${before}<at>${named.name}</at>${blank}`;
    html += `${escaped(before)}${span(named.name, mentions.length)}${blank}`;
    rest = blank ? rest.slice(1) : rest;
    mentions.push({ type: "mention", mentioned: named, text: `<at>${named.name}</at>` });
  }
  return { text: text + rest, mentions, html: `<p>${html}${escaped(rest)}</p>` };
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
