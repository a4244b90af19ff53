import { el, sync } from "../dom.js";
import { avatar } from "../parts/avatar.js";

/** The left side: workspace, channels, the direct message. `go(id)` opens one of them. */
export const sidebar = (state, names, go) => {
  const channels = el("ul", { class: "rooms" });
  const directs = el("ul", { class: "rooms" });
  const node = el(
    "nav",
    { class: "sidebar", "aria-label": "Slack workspace" },
    el("header", {}, el("strong", {}, "Sandbox"), el("small", {}, "Slack workspace")),
    el("h3", {}, "Channels"),
    channels,
    el("h3", {}, "Direct message"),
    directs,
  );
  const show = (view) => {
    const rooms = state.channels.map((room) => ({
      ...room,
      current: room.id === view.channel,
      unread: view.unread.has(room.id),
    }));
    sync(
      channels,
      rooms.filter(({ kind }) => kind === "channel"),
      idOf,
      () => roomView(names, go),
    );
    sync(
      directs,
      rooms.filter(({ user }) => user === view.user),
      idOf,
      () => roomView(names, go),
    );
  };
  return { node, show };
};

const idOf = ({ id }) => id;

const roomView = (names, go) => {
  const node = el("li");
  const update = ({ id, name, kind, shared, current, unread }) => {
    const label = kind === "im" ? [avatar(names.bot, names), "Genie"] : [el("span", { class: "hash" }, "#"), name];
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
