import { el } from "../dom.js";
import { entity, inline } from "../render/inline.js";
import { markdown } from "../render/markdown.js";
import { mention } from "./mention.js";

/**
 * The words of a message as nodes: markdown where the bot wrote it, else as they are. `<at>` is a mention only with an
 * entity beside it, and `[1]` a citation only when the message cites something under that number.
 */
export const words = ({ text, text_format: format, entities }) => {
  const rules = [mention(entities), citation(claimsOf(entities))];
  if (format === "markdown") return el("div", { class: "rich" }, markdown(text, rules));
  return el("p", { class: "plain" }, inline(text, { plain: /[^<&[]+/y, rules: [...rules, blank] }));
};

/** What a message cites: `[{ position, appearance }]`. */
export const claimsOf = (entities) => entities.flatMap(({ citation: claims }) => claims ?? []);

/** True: the message says that AI made it. */
export const isGenerated = (entities) =>
  entities.some(({ additionalType: types }) => types?.includes("AIGeneratedContent"));

const citation = (claims) => ({
  pattern: /\[(\d{1,2})\](?!\()/y,
  make: ([, number]) => {
    const claim = claims.find(({ position }) => position === Number(number));
    return claim && el("sup", { class: "cite", title: claim.appearance.name }, number);
  },
});

const blank = { pattern: /&(nbsp);/y, make: ([, name]) => entity(name) };
