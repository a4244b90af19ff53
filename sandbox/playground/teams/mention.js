import { el } from "../dom.js";

/** The rule that reads `<at>Name</at>` as a mention where an entity says so; else it is text. */
export const mention = (entities) => ({
  pattern: /<at>([^<]*)<\/at>/y,
  make: ([tag, name]) => (isMentioned(entities, tag) ? el("span", { class: "at" }, name) : undefined),
});

const isMentioned = (entities, tag) => entities.some(({ type, text }) => type === "mention" && text === tag);
