import { el } from "../dom.js";
import { composer } from "../parts/composer.js";
import { samples } from "../samples.js";
import { homeTab, tabBar } from "./home.js";
import { intro } from "./intro.js";
import { postedAt } from "./message/message.js";
import { messageList } from "./messages.js";
import { titleOf } from "./titles.js";

/** The middle: the messages of a channel or direct message, and the field to write in. */
export const channelView = (context, { send, hints, invite, tab, actAtHome }) => {
  const title = el("h2");
  const start = el("div", { class: "intro" });
  const list = messageList(context, "Messages", start);
  const field = composer({ id: "slack-composer", send, hints });
  const tabs = tabBar(tab);
  const home = homeTab(context, actAtHome);
  const node = el(
    "section",
    { class: "channel", "aria-label": "Channel" },
    el("header", {}, title, tabs.node),
    home.node,
    list.node,
    field.node,
  );
  let shown;
  const show = (conversation, messages, view) => {
    const direct = conversation.kind === "im";
    const prompts = view.threads.find(({ thread_ts: ts }) => ts === "")?.prompts ?? [];
    const key = JSON.stringify([conversation.id, conversation.bot, prompts]);
    if (shown !== key) {
      shown = key;
      const ask = (question) => send(direct ? question : `@genie ${question}`);
      title.textContent = titleOf(conversation);
      start.replaceChildren(...intro(conversation, ask, invite));
      field.chips.replaceChildren(...chips(field, direct, prompts, ask));
    }
    field.at(conversation.id, `Message ${titleOf(conversation).replace("# ", "#")}`);
    const atHome = direct && view.tab === "home";
    node.classList.toggle("is-empty", messages.length === 0);
    node.classList.toggle("at-home", atHome);
    tabs.show(direct, view.tab);
    home.show(atHome, view.home);
    list.show(conversation.id, roots(messages));
  };
  return { node, show, focus: field.focus };
};

/** Messages outside of threads, each with a summary of its replies. */
const roots = (messages) =>
  messages.filter(isRoot).map((message) => {
    const answers = messages.filter((one) => one.thread_ts === message.ts && one !== message);
    const last = answers.at(-1);
    const users = [...new Set(answers.map(({ user }) => user))];
    return { message, replies: { count: answers.length, last: last && postedAt(last), users } };
  });

const isRoot = ({ thread_ts: root, ts }) => !root || root === ts;

/** In a direct message the bot's own prompts take the place of the samples. */
const chips = (field, direct, prompts, ask) => [
  ...(direct ? [] : [chip("@genie", "Mention Genie", () => field.insert("@genie "))]),
  chip("/genie", "Commands", () => field.write("/genie ")),
  ...prompts.map(({ title, message }) => chip(title, message, () => ask(message), "prompt")),
  ...(prompts.length > 0 ? [] : samples).map((question) => chip(question, "Ask this", () => ask(question), "sample")),
];

const chip = (label, title, onclick, kind) =>
  el("button", { type: "button", class: kind ? `chip ${kind}` : "chip", title, onclick }, label);
