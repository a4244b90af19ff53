import { el } from "./dom.js";

const platforms = [
  ["slack", "Slack"],
  ["teams", "Teams"],
];

/** Where there is room for one platform only, these choose which. `news(platform)` marks one that is not shown. */
export const platformTabs = (parent, panes) => {
  const buttons = new Map(
    platforms.map(([id, name]) => [id, el("button", { type: "button", onclick: () => choose(id) }, name)]),
  );
  const choose = (id) => {
    panes.dataset.shown = id;
    for (const [one, button] of buttons) button.setAttribute("aria-pressed", String(one === id));
    buttons.get(id).classList.remove("news");
  };
  parent.append(...buttons.values());
  choose(panes.dataset.shown);
  return { news: (id) => buttons.get(id)?.classList.toggle("news", panes.dataset.shown !== id) };
};
