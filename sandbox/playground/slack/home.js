import { el } from "../dom.js";
import { showBlocks } from "./message/blocks.js";

/** The tabs of the chat with the bot. `go(tab)` opens `home` or `messages`. */
export const tabBar = (go) => {
  const tabs = ["home", "messages"].map((tab) => ({
    tab,
    node: el("button", { type: "button", role: "tab", onclick: () => go(tab) }, tab === "home" ? "Home" : "Messages"),
  }));
  const node = el(
    "div",
    { class: "app-tabs", role: "tablist", "aria-label": "Genie" },
    tabs.map((one) => one.node),
  );
  const show = (isDirect, current) => {
    node.hidden = !isDirect;
    for (const one of tabs) one.node.setAttribute("aria-selected", String(one.tab === current));
  };
  return { node, show };
};

/** The page that the bot has published for the person. */
export const homeTab = (context, act) => {
  const body = el("div", { class: "home-body" });
  const node = el("div", { class: "home", role: "tabpanel", "aria-label": "Home", hidden: true }, body);
  const waiting = [
    { type: "context", elements: [{ type: "plain_text", text: "Genie has not shown anything here yet." }] },
  ];
  const show = (isShown, view) => {
    node.hidden = !isShown;
    if (isShown) showBlocks(body, view?.blocks ?? waiting, { ...context, act });
  };
  return { node, show };
};
