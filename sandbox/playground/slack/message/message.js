import { el, sync } from "../../dom.js";
import { icon } from "../../icons.js";
import { avatar } from "../../parts/avatar.js";
import { history } from "../../parts/history.js";
import { emojiOf } from "../../render/emoji.js";
import { clock, clockExact } from "../../render/time.js";
import { showBlocks } from "./blocks.js";
import { fileView } from "./files.js";

/**
 * One message on the screen: `{ node, update({ message, replies }) }`. `context` is the context of blocks.js and
 * `openThread(ts)`; without that, the message is shown inside its thread.
 */
export const messageView = (context) => {
  const parts = {
    head: el("header"),
    body: el("div", { class: "message-body" }),
    files: el("div", { class: "files" }),
  };
  const foot = el("footer");
  const picture = el("div", { class: "picture" });
  let current;
  const past = history((version, isPast) => showVersion(parts.body, version, isPast, current, context), contentOf);
  const words = el("div", { class: "message-main" }, parts.head, parts.body, parts.files, past.bar, foot);
  const node = el("article", { class: "message" }, picture, words);
  const update = ({ message, replies }) => {
    current = message;
    node.classList.toggle("only-you", Boolean(message.ephemeral_to));
    picture.replaceChildren(avatar(message.user, context.names));
    parts.head.replaceChildren(...head(message, context));
    sync(parts.files, message.files ?? [], ({ id }) => id, fileItem);
    past.follow(message);
    foot.replaceChildren(...footer(message, replies, past, context));
  };
  return { node, update };
};

/** The time of a message in milliseconds. Its ts counts seconds. */
export const postedAt = ({ at, ts }) => at ?? Number(ts) * 1000;

const contentOf = ({ text, blocks }) => ({ text, blocks });

const fileItem = (file) => ({ node: fileView(file), update: () => {} });

const head = (message, { names }) =>
  [
    el("strong", { class: "author" }, names.user(message.user) ?? message.user),
    message.bot && el("span", { class: "badge" }, "APP"),
    el("time", { title: clockExact(postedAt(message)) }, clock(postedAt(message))),
    message.ephemeral_to && el("span", { class: "only-you-note" }, icon("eye"), "Only visible to you"),
  ].filter(Boolean);

/** The blocks if there are any, else the text. A past version cannot be clicked. */
const showVersion = (body, version, isPast, message, context) => {
  const act = (action) => context.act({ ...action, ts: message.ts });
  const blocks = version.blocks?.length > 0 ? version.blocks : [textBlock(version.text)];
  body.inert = isPast;
  body.classList.toggle("past", isPast);
  body.classList.toggle("streaming", Boolean(message.streaming) && !isPast);
  showBlocks(body, withoutIds(blocks), { ...context, act });
};

/** Slack gives blocks new ids with every edit, so blocks are compared without their ids. */
const withoutIds = (blocks) =>
  JSON.parse(JSON.stringify(blocks, (name, value) => (name === "block_id" ? undefined : value)));

const textBlock = (text) => ({ type: "section", text: { type: "mrkdwn", text } });

const footer = (message, replies, past, context) =>
  [
    ...(message.reactions ?? []).map((reaction) => reactionView(reaction, context.names)),
    context.openThread && replies?.count > 0 && threadButton(message, replies, context),
    !message.ephemeral_to && messageMenu(message, replies, context),
    message.edits?.length > 0 && past.chip(message.edits.length),
  ].filter(Boolean);

const reactionView = ({ name, users = [] }, names) =>
  el(
    "span",
    { class: "reaction", title: `${users.map((user) => names.user(user) ?? user).join(", ")} reacted with :${name}:` },
    emojiOf(name),
    el("span", {}, String(users.length || 1)),
  );

const threadButton = (message, { count, last, users }, context) =>
  el(
    "button",
    { type: "button", class: "thread-link", onclick: () => context.openThread(message.ts) },
    users.slice(0, 3).map((user) => avatar(user, context.names)),
    el("strong", {}, count === 1 ? "1 reply" : `${count} replies`),
    el("small", {}, `last at ${clock(last)}`),
  );

/** What Slack offers on a message when the mouse is over it. */
const messageMenu = (message, replies, context) =>
  el(
    "span",
    { class: "message-menu" },
    context.askAbout && shortcutButton(message, context),
    context.openThread && !replies?.count && replyButton(message, context),
  );

/** The app's shortcut, as its manifest names it. */
const shortcutButton = (message, context) =>
  el(
    "button",
    { type: "button", class: "reply-link", onclick: () => context.askAbout(message.ts) },
    icon("bell"),
    "Ask Genie about this",
  );

const replyButton = (message, context) =>
  el(
    "button",
    { type: "button", class: "reply-link", onclick: () => context.openThread(message.ts) },
    icon("thread"),
    "Reply in thread",
  );
