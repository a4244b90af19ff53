import { el, sync } from "../dom.js";
import { avatar } from "../parts/avatar.js";
import { composer } from "../parts/composer.js";
import { contentView, headOf } from "./message/message.js";

/** A message of a chat: `{ node, update({ message, mine, follows }) }`. `follows`: by the author of the message before it. */
export const bubble = (context) => {
  const head = el("header");
  const picture = el("div", { class: "picture" });
  const content = contentView(context);
  const node = el("article", { class: "bubble" }, picture, el("div", { class: "bubble-main" }, head, content.node));
  const update = ({ message, mine, follows }) => {
    node.classList.toggle("mine", mine);
    node.classList.toggle("follows", follows);
    node.classList.toggle("has-card", Boolean(message.card));
    node.classList.toggle("targeted", Boolean(message.targeted_to));
    picture.replaceChildren(avatar(message.user, context.names));
    head.replaceChildren(...headOf(message, context));
    content.update(message);
  };
  return { node, update };
};

/** A post of a channel with its replies: `{ node, update({ message, replies, typing }) }`. */
export const post = (context) => {
  const first = part(context);
  const replies = el("div", { class: "replies" });
  const typing = typingLine();
  const reply = el("button", { type: "button", class: "reply" }, "Reply");
  const node = el("article", { class: "post" }, first.node, replies, typing.node, reply);
  let field;
  let thread;
  const open = () => {
    field ??= replyField(`teams-reply-${thread}`, context, (text) => context.send(text, thread));
    reply.replaceWith(field.node);
    field.focus();
  };
  reply.addEventListener("click", open);
  const update = ({ message, replies: answers, typing: isTyping }) => {
    thread = message.id;
    node.classList.toggle("targeted", Boolean(message.targeted_to));
    first.update(message);
    sync(
      replies,
      answers,
      ({ id }) => id,
      () => part(context),
    );
    typing.show(isTyping);
  };
  return { node, update };
};

/** Dots that move while the bot is typing. */
export const typingLine = () => {
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  const node = el("p", { class: "typing", role: "status", hidden: true }, dots, "Genie is typing");
  return {
    node,
    show: (on) => {
      node.hidden = !on;
    },
  };
};

const replyField = (id, { hints }, send) => {
  const field = composer({ id, send, hints });
  field.at(id, "Reply");
  field.insert("@Genie ");
  return field;
};

const part = (context) => {
  const head = el("header");
  const picture = el("div", { class: "picture" });
  const content = contentView(context);
  const node = el("div", { class: "part" }, picture, el("div", { class: "part-main" }, head, content.node));
  const update = (message) => {
    node.classList.toggle("targeted", Boolean(message.targeted_to));
    picture.replaceChildren(avatar(message.user, context.names));
    head.replaceChildren(...headOf(message, context));
    content.update(message);
  };
  return { node, update };
};
