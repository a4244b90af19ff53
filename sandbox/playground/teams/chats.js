import { el, sync } from "../dom.js";
import { icon } from "../icons.js";
import { avatar } from "../parts/avatar.js";

/** The left side: chats, and the channels of the team. `go(room)` opens one of them. */
export const chats = (names, go) => {
  const talks = el("ul", { class: "chats" });
  const channels = el("ul", { class: "chats" });
  const node = el(
    "nav",
    { class: "chat-list", "aria-label": "Teams chats" },
    el("header", {}, el("strong", {}, "Chat"), el("small", {}, "Sandbox tenant")),
    talks,
    el("h3", {}, "Teams"),
    el("p", { class: "team" }, el("span", { class: "team-mark", "aria-hidden": "true" }, "D"), "Data"),
    channels,
  );
  const show = (view, rooms) => {
    const items = rooms.map((room) => ({
      ...room,
      current: room.id === view.room.id,
      unread: view.unread.has(room.id),
    }));
    const of = (isChannel) => items.filter(({ kind }) => (kind === "channel") === isChannel);
    sync(talks, of(false), idOf, () => entry(names, go));
    sync(channels, of(true), idOf, () => entry(names, go));
  };
  return { node, show };
};

/** What a conversation is called on the screen. */
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
  const update = (room) => {
    const button = el(
      "button",
      {
        type: "button",
        "aria-current": room.current ? "page" : undefined,
        class: room.unread ? "unread" : undefined,
        onclick: () => go(room.id),
      },
      room.kind !== "channel" && pictureOf(room, names),
      el("span", {}, titleOf(room)),
      room.kind === "personal" && el("small", { class: "badge" }, "App"),
      room.unread && el("span", { class: "unseen" }, " (unread)"),
    );
    const focused = node.contains(document.activeElement);
    node.replaceChildren(button);
    if (focused) button.focus();
  };
  return { node, update };
};
