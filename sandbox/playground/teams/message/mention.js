import { el } from "../../dom.js";

/** The rule for `<at>Name</at>`: a mention if there is an entity for it, else text. */
export const mention = (entities) => ({
  pattern: /<at>([^<]*)<\/at>/y,
  make: ([tag, name]) => (isMentioned(entities, tag) ? el("span", { class: "at" }, name) : undefined),
});

const isMentioned = (entities, tag) => entities.some(({ type, text }) => type === "mention" && text === tag);
