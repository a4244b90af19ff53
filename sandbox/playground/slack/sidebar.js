import { el, sync } from "../dom.js";
import { avatar } from "../parts/avatar.js";
import { titleOf } from "./titles.js";

/** The left side: workspace, channels, the direct messages. `go(id)` opens one of them. */
export const sidebar = (state, names, go) => {
  const channels = el("ul", { class: "conversations" });
  const directs = el("ul", { class: "conversations" });
  const node = el(
    "nav",
    { class: "sidebar", "aria-label": "Slack workspace" },
    el("header", {}, el("strong", {}, "Sandbox"), el("small", {}, "Slack workspace")),
    el("h3", {}, "Channels"),
    channels,
    el("h3", {}, "Direct messages"),
    directs,
  );
  const show = (view) => {
    const conversations = state.channels.map((conversation) => ({
      ...conversation,
      current: conversation.id === view.channel,
      unread: view.unread.has(conversation.id),
    }));
    sync(
      channels,
      conversations.filter(({ kind }) => kind === "channel"),
      idOf,
      () => conversationView(names, go),
    );
    sync(
      directs,
      conversations.filter(({ user, members = [] }) => user === view.user || members.includes(view.user)),
      idOf,
      () => conversationView(names, go),
    );
  };
  return { node, show };
};

const idOf = ({ id }) => id;

const conversationView = (names, go) => {
  const node = el("li");
  const update = ({ id, name, kind, shared, current, unread }) => {
    const label =
      kind === "channel"
        ? [el("span", { class: "hash" }, "#"), name]
        : [avatar(names.bot, names), titleOf({ kind, name })];
    const button = el(
      "button",
      { type: "button", "aria-current": current ? "page" : undefined, class: unread ? "unread" : undefined },
      label,
      shared && el("small", { title: "Shared with another organisation (Slack Connect)" }, "shared"),
      unread && el("span", { class: "unseen" }, " (unread)"),
    );
    button.addEventListener("click", () => go(id));
    const focused = node.contains(document.activeElement);
    node.replaceChildren(button);
    if (focused) button.focus();
  };
  return { node, update };
};
