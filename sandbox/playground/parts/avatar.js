import { el } from "../dom.js";
import { icon } from "../icons.js";

/** The picture of a person: the first letter on a colour of their own. The bot has its bell. */
export const avatar = (user, names) => {
  if (names.isBot(user)) return el("span", { class: "avatar avatar-bot" }, icon("bell"));
  const name = names.user(user) ?? user;
  return el("span", { class: `avatar hue-${hue(user)}`, "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());
};

const hue = (user) => [...user].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 997, 7) % 6;
