import type { Written } from "./activities.ts";
import { PEOPLE } from "./seed.ts";
import type { Message } from "./workspace.ts";

/** How clients send a quoted reply: as an entity, or as markup in the text or beside it. */
export const quoteForms = ["entity", "markup", "attachment"] as const;
export type QuoteForm = (typeof quoteForms)[number];

/** A message that quotes another one. */
export const withQuote = (written: Written, quoted: Message, form: QuoteForm): Written => {
  if (form === "entity") {
    const text = `<quoted messageId="${quoted.id}"/> ${written.text}`;
    return { ...written, text, entities: [...written.entities, entityOf(quoted)] };
  }
  const html = `${blockOf(quoted)}\n${written.html}`;
  return form === "markup"
    ? { ...written, html, text: `${blockOf(quoted)}\n<p>${written.text}</p>` }
    : { ...written, html };
};

/** A message that forwards another one. Its text holds both. */
export const withForward = (written: Written, forwarded: Message): Written => {
  const words = preview(forwarded);
  return {
    ...written,
    text: [written.text, words].filter(Boolean).join("\r\n\r\n"),
    html: `${written.html}\n<blockquote itemtype="http://schema.skype.com/Forward">\n<p>${escaped(words)}</p>\n</blockquote>`,
  };
};

const entityOf = (message: Message) => ({
  type: "quotedReply",
  quotedReply: {
    messageId: message.id,
    senderId: message.user,
    senderName: nameOf(message),
    preview: preview(message),
    time: message.id,
    isReplyDeleted: false,
    validatedMessageReference: true,
  },
});

const blockOf = (message: Message): string =>
  [
    `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${message.id}">`,
    `<strong itemprop="mri" itemid="${message.user}">${escaped(nameOf(message))}</strong>`,
    `<span itemprop="time" itemid="${message.id}"></span>`,
    `<p itemprop="preview">${escaped(preview(message))}</p>`,
    "</blockquote>",
  ].join("");

const nameOf = ({ user, bot }: Message): string =>
  bot ? "Genie" : (PEOPLE.find(({ id }) => id === user)?.name ?? "Somebody");

/** Characters of the preview. */
const longestPreview = 120;

const preview = ({ text, card }: Message): string => {
  const words = (text || textsIn(card).join(" ")).replace(/<[^<>]*>/g, "").replaceAll("&nbsp;", " ");
  return words.slice(0, longestPreview);
};

/** The texts of a card, in order. */
const textsIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  const { fallback: _, fallbackText: __, data: ___, ...shown } = value as Record<string, unknown>;
  return Object.entries(shown).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [inner] : textsIn(inner),
  );
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");
