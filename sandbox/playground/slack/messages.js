import { el, sync } from "../dom.js";
import { messageView, postedAt } from "./message.js";

/**
 * A scrolling list of messages. New ones come into view while a person is at the end, a long answer from its beginning;
 * when somebody has scrolled away to read, the list stays put.
 */
export const messageList = (desk, label, ...before) => {
  const list = el("div", { class: "message-list", role: "log", "aria-live": "polite" });
  const node = el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": label }, before, list);
  let place;
  let left;
  let newest = 0;
  const show = (newPlace, items) => {
    const follows = place !== newPlace || node.scrollTop === left || distanceToEnd(node) < 60;
    sync(
      list,
      items,
      ({ message }) => `${newPlace} ${message.ts}`,
      () => messageView(desk),
    );
    newest = beginningOfAnswer(items);
    if (follows) left = toEnd(node, list.children[newest]);
    if (items.length > 0) place = newPlace;
  };
  new ResizeObserver(() => {
    if (node.scrollTop === left) left = toEnd(node, list.children[newest]);
  }).observe(node);
  return { node, show };
};

const distanceToEnd = (node) => node.scrollHeight - node.scrollTop - node.clientHeight;

/** Scrolls to the end, or to the given message when not all from there on fits; gives where the list is then. */
const toEnd = (node, from) => {
  const beginning = from ? from.getBoundingClientRect().top - node.getBoundingClientRect().top + node.scrollTop : 0;
  node.scrollTop = Math.min(node.scrollHeight - node.clientHeight, beginning);
  return node.scrollTop;
};

/** Index of the last message; of the first part, where a long answer was posted in several. */
const beginningOfAnswer = (items) => {
  let at = items.length - 1;
  while (at > 0 && goesOn(items[at - 1].message, items[at].message)) at -= 1;
  return at;
};

const goesOn = (before, after) =>
  before.bot && after.bot && Math.abs(postedAt(after) - (before.edits.at(-1)?.at ?? postedAt(before))) < 2_000;
