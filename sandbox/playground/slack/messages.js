import { el, sync } from "../dom.js";
import { messageView } from "./message.js";

/**
 * A scrolling list of messages. New ones come into view while a person is at the end, a long last one from its
 * beginning; when somebody has scrolled away to read, the list stays put.
 */
export const messageList = (desk, label, ...before) => {
  const list = el("div", { class: "message-list", role: "log", "aria-live": "polite" });
  const node = el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": label }, before, list);
  let place;
  let left;
  const show = (newPlace, items) => {
    const follows = place !== newPlace || node.scrollTop === left || distanceToEnd(node) < 60;
    sync(
      list,
      items,
      ({ message }) => `${newPlace} ${message.ts}`,
      () => messageView(desk),
    );
    if (follows) left = toEnd(node, list);
    if (items.length > 0) place = newPlace;
  };
  new ResizeObserver(() => {
    if (node.scrollTop === left) left = toEnd(node, list);
  }).observe(node);
  return { node, show };
};

const distanceToEnd = (node) => node.scrollHeight - node.scrollTop - node.clientHeight;

/** Scrolls to the end, or to the beginning of the last message when that does not fit; gives where the list is then. */
const toEnd = (node, list) => {
  const last = list.lastElementChild;
  const beginning = last ? last.getBoundingClientRect().top - node.getBoundingClientRect().top + node.scrollTop : 0;
  node.scrollTop = Math.min(node.scrollHeight - node.clientHeight, beginning);
  return node.scrollTop;
};
