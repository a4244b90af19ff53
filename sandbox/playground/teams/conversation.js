import { el } from "../dom.js";
import { composer } from "../parts/composer.js";
import { scroller } from "../parts/scroller.js";
import { samples } from "../samples.js";
import { pictureOf, titleOf } from "./chats.js";
import { bubble, post, typingLine } from "./messages.js";
import { welcome } from "./welcome.js";

/** The right side: a chat as bubbles or a channel as posts, and the composer. */
export const conversationView = (context) => {
  const head = el("header", { class: "conversation-head" });
  const start = el("div", { class: "welcome" });
  const list = scroller(
    "Teams messages",
    {
      key: ({ message }) => message.id,
      create: (item) => (item.replies ? post(context) : bubble(context)),
      goesOn: isContinued,
    },
    start,
  );
  const typing = typingLine();
  const field = composer({ id: "teams-composer", send: (text) => context.send(text), hints: context.hints });
  const node = el(
    "section",
    { class: "conversation", "aria-label": "Teams conversation" },
    head,
    list.node,
    typing.node,
    field.node,
  );
  let shown;
  const show = (view, messages) => {
    const { conversation } = view;
    const isChannel = conversation.kind === "channel";
    if (shown !== conversation.id) {
      shown = conversation.id;
      const ask = (question) => context.send(mentioned(conversation, question));
      start.replaceChildren(...welcome(conversation, context.names, ask));
      field.chips.replaceChildren(...chips(field, conversation, ask));
    }
    head.replaceChildren(...header(conversation, context));
    field.at(conversation.id, isChannel ? "Start a post" : `Message ${titleOf(conversation)}`);
    node.classList.toggle("is-empty", messages.length === 0);
    node.classList.toggle("is-channel", isChannel);
    typing.show(view.typing.some(({ thread }) => thread === null));
    list.show(conversation.id, isChannel ? posts(messages, view.typing) : bubbles(messages, view.user));
  };
  return { node, show, focus: field.focus };
};

/** Messages of one author within five minutes belong together. */
const closeMs = 5 * 60_000;

const bubbles = (messages, user) =>
  messages.map((message, index) => {
    const before = messages[index - 1];
    const follows = before?.user === message.user && message.at - before.at < closeMs && !message.targeted_to;
    return { message, mine: message.user === user, follows: Boolean(follows) };
  });

const posts = (messages, typing) =>
  messages
    .filter(({ thread }) => !thread)
    .map((message) => ({
      message,
      replies: messages.filter(({ thread }) => thread === message.id),
      typing: typing.some(({ thread }) => thread === message.id),
    }));

/** True if a long answer continues in the next message. */
const isContinued = ({ message: before, replies }, { message: after }) =>
  !replies && before.bot && after.bot && Math.abs(after.at - (before.edits.at(-1)?.at ?? before.at)) < 2_000;

const header = (conversation, { names, people, install, isInstalled }) => [
  pictureOf(conversation, names),
  el("div", {}, el("h2", {}, titleOf(conversation)), el("small", {}, subtitle(conversation, people))),
  el(
    "button",
    { type: "button", class: "chip", onclick: () => install(isInstalled(conversation) ? "remove" : "add") },
    isInstalled(conversation) ? "Remove Genie" : "Add Genie",
  ),
];

const subtitle = ({ kind }, people) => {
  if (kind === "personal") return "App · only you and Genie";
  return kind === "channel" ? "Data › channel" : `${people.join(", ")} and Genie`;
};

const mentioned = ({ kind }, question) => (kind === "personal" ? question : `@Genie ${question}`);

const chips = (field, conversation, ask) =>
  [
    conversation.kind !== "personal" && chip("@Genie", "Mention Genie", () => field.insert("@Genie ")),
    conversation.kind !== "personal" &&
      chip("/genie", "Ask Genie where only you can see it", () => field.write("/genie ")),
    conversation.kind === "personal" && chip("help", "What Genie can do", () => ask("help")),
    ...samples.map((question) => chip(question, "Ask this", () => ask(question), "sample")),
  ].filter(Boolean);

const chip = (label, title, onclick, kind) =>
  el("button", { type: "button", class: kind ? `chip ${kind}` : "chip", title, onclick }, label);
