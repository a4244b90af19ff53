import { el, sync } from "../dom.js";
import { avatar } from "../parts/avatar.js";
import { titleOf } from "./titles.js";

/**
 * The left side: workspace, channels, the direct messages, and what an administrator of Slack can do. `go(id)` opens a
 * conversation; `switchAccount()` switches the person's account off or on, `switchApp()` removes the app or adds it.
 */
export const sidebar = (state, names, { go, switchAccount, switchApp }) => {
  const account = el("button", { type: "button", onclick: switchAccount });
  const app = el("button", { type: "button", onclick: switchApp });
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
    el("h3", {}, "Administration"),
    el("ul", { class: "conversations" }, el("li", {}, account), el("li", {}, app)),
  );
  const show = (view) => {
    account.textContent = view.off.has(view.user) ? "Switch this account on" : "Switch this account off";
    app.textContent = view.isInstalled ? "Remove the app" : "Add the app";
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
