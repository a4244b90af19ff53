import { el } from "../../dom.js";
import { entity, inline } from "../../render/inline.js";
import { markdown } from "../../render/markdown.js";
import { mention } from "./mention.js";

/**
 * The text of a message as nodes, read as markdown if the bot sent it so. `<at>` is a mention only with an entity, and `[1]`
 * a citation only if the message has a source of that number.
 */
export const words = ({ text, text_format: format, entities }) => {
  const rules = [mention(entities), citation(claimsOf(entities))];
  if (format === "markdown") return el("div", { class: "rich" }, markdown(text, rules));
  return el("p", { class: "plain" }, inline(text, { plain: /[^<&[]+/y, rules: [...rules, blank] }));
};

/** The sources of a message: `[{ position, appearance }]`. */
export const claimsOf = (entities) => entities.flatMap(({ citation: claims }) => claims ?? []);

/** True if the message is marked as made with AI. */
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
