import { el, sync } from "../dom.js";
import { icon } from "../icons.js";
import { avatar } from "../parts/avatar.js";

/** The left side: chats, and the channels of the team. `go(id)` opens one of them. */
export const chats = (names, go) => {
  const personalAndGroup = el("ul", { class: "chats" });
  const channels = el("ul", { class: "chats" });
  const node = el(
    "nav",
    { class: "chat-list", "aria-label": "Teams chats" },
    el("header", {}, el("strong", {}, "Chat"), el("small", {}, "Sandbox tenant")),
    personalAndGroup,
    el("h3", {}, "Teams"),
    el("p", { class: "team" }, el("span", { class: "team-mark", "aria-hidden": "true" }, "D"), "Data"),
    channels,
  );
  const show = (view, conversations) => {
    const items = conversations.map((conversation) => ({
      ...conversation,
      current: conversation.id === view.conversation.id,
      unread: view.unread.has(conversation.id),
    }));
    const of = (isChannel) => items.filter(({ kind }) => (kind === "channel") === isChannel);
    sync(personalAndGroup, of(false), idOf, () => entry(names, go));
    sync(channels, of(true), idOf, () => entry(names, go));
  };
  return { node, show };
};

/** The title of a conversation. */
export const titleOf = ({ kind, name }) => (kind === "personal" ? "Genie" : name);

/** The picture of a conversation. */
export const pictureOf = ({ kind }, names) => {
  if (kind === "personal") return avatar(names.bot, names);
  return el(
    "span",
    { class: `avatar avatar-${kind}`, "aria-hidden": "true" },
    icon(kind === "channel" ? "thread" : "group"),
  );
};

const idOf = ({ id }) => id;

const entry = (names, go) => {
  const node = el("li");
  const update = (conversation) => {
    const button = el(
      "button",
      {
        type: "button",
        "aria-current": conversation.current ? "page" : undefined,
        class: conversation.unread ? "unread" : undefined,
        onclick: () => go(conversation.id),
      },
      conversation.kind !== "channel" && pictureOf(conversation, names),
      el("span", {}, titleOf(conversation)),
      conversation.kind === "personal" && el("small", { class: "badge" }, "App"),
      conversation.unread && el("span", { class: "unseen" }, " (unread)"),
    );
    const focused = node.contains(document.activeElement);
    node.replaceChildren(button);
    if (focused) button.focus();
  };
  return { node, update };
};
