import { el } from "../dom.js";
import { composer } from "../parts/composer.js";
import { scroller } from "../parts/scroller.js";
import { samples } from "../samples.js";
import { pictureOf, titleOf } from "./chats.js";
import { bubble, post, typingLine } from "./talk.js";
import { welcome } from "./welcome.js";

/** The main side: a chat as bubbles or a channel as posts, and the field to write. */
export const conversationView = (context) => {
  const head = el("header", { class: "talk-head" });
  const start = el("div", { class: "welcome" });
  const list = scroller(
    "Teams messages",
    { key: ({ message }) => message.id, create: (item) => (item.replies ? post(context) : bubble(context)), goesOn },
    start,
  );
  const typing = typingLine();
  const field = composer({ id: "teams-composer", send: (text) => context.send(text), hints: context.hints });
  const node = el(
    "section",
    { class: "talk", "aria-label": "Teams conversation" },
    head,
    list.node,
    typing.node,
    field.node,
  );
  let shown;
  const show = (view, messages) => {
    const { room } = view;
    const isChannel = room.kind === "channel";
    if (shown !== room.id) {
      shown = room.id;
      const ask = (question) => context.send(mentioned(room, question));
      start.replaceChildren(...welcome(room, context.names, ask));
      field.chips.replaceChildren(...chips(field, room, ask));
    }
    head.replaceChildren(...header(room, context));
    field.at(room.id, isChannel ? "Start a post" : `Message ${titleOf(room)}`);
    node.classList.toggle("is-empty", messages.length === 0);
    node.classList.toggle("is-channel", isChannel);
    typing.show(view.typing.some(({ thread }) => thread === null));
    list.show(room.id, isChannel ? posts(messages, view.typing) : bubbles(messages, view.user));
  };
  return { node, show, focus: field.focus };
};

/** Two messages of one author belong together for five minutes. */
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

/** A long answer came in several messages. */
const goesOn = ({ message: before, replies }, { message: after }) =>
  !replies && before.bot && after.bot && Math.abs(after.at - (before.edits.at(-1)?.at ?? before.at)) < 2_000;

const header = (room, { names, people, install, isInstalled }) => [
  pictureOf(room, names),
  el("div", {}, el("h2", {}, titleOf(room)), el("small", {}, subtitle(room, people))),
  el(
    "button",
    { type: "button", class: "chip", onclick: () => install(isInstalled(room) ? "remove" : "add") },
    isInstalled(room) ? "Remove Genie" : "Add Genie",
  ),
];

const subtitle = ({ kind }, people) => {
  if (kind === "personal") return "App · only you and Genie";
  return kind === "channel" ? "Data › channel" : `${people.join(", ")} and Genie`;
};

const mentioned = ({ kind }, question) => (kind === "personal" ? question : `@Genie ${question}`);

const chips = (field, room, ask) =>
  [
    room.kind !== "personal" && chip("@Genie", "Mention Genie", () => field.insert("@Genie ")),
    room.kind !== "personal" && chip("/genie", "Ask Genie where only you can see it", () => field.write("/genie ")),
    room.kind === "personal" && chip("help", "What Genie can do", () => ask("help")),
    ...samples.map((question) => chip(question, "Ask this", () => ask(question), "sample")),
  ].filter(Boolean);

const chip = (label, title, onclick, kind) =>
  el("button", { type: "button", class: kind ? `chip ${kind}` : "chip", title, onclick }, label);
