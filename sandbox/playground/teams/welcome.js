import { el } from "../dom.js";
import { samples } from "../samples.js";
import { pictureOf, titleOf } from "./chats.js";

/** The beginning of a conversation: what it is for and how to start. `ask(question)` asks as if it had been typed. */
export const welcome = (room, names, ask) => [
  el("div", { class: "welcome-mark" }, pictureOf(room, names)),
  el("h2", {}, titleOf(room)),
  el("p", {}, purposes[room.kind]),
  el(
    "div",
    { class: "welcome-questions" },
    samples.map((question) => el("button", { type: "button", onclick: () => ask(question) }, question)),
  ),
];

const purposes = {
  personal: "Your concierge for data. Just write a question; nobody else reads along here.",
  groupChat: "Mention @Genie with a question about the company's data. Everybody in the chat sees the answer.",
  channel: "Start a post that mentions @Genie. The answer comes as a reply to it.",
};
