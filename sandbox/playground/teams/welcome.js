import { el } from "../dom.js";
import { samples } from "../samples.js";
import { pictureOf, titleOf } from "./chats.js";

/** An empty conversation: what it is for and how to start. `ask(question)` sends a question. */
export const welcome = (conversation, names, ask) => [
  el("div", { class: "welcome-mark" }, pictureOf(conversation, names)),
  el("h2", {}, titleOf(conversation)),
  el("p", {}, purposes[conversation.kind]),
  el(
    "div",
    { class: "welcome-questions" },
    samples.map((question) => el("button", { type: "button", onclick: () => ask(question) }, question)),
  ),
];

const purposes = {
  personal: "Your concierge for data. Just write a question; only you and Genie can read this chat.",
  groupChat: "Mention @Genie with a question about the company's data. Everybody in the chat sees the answer.",
  channel: "Start a post that mentions @Genie. The answer comes as a reply to it.",
};
