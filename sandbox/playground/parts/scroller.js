import { el, sync } from "../dom.js";

/**
 * A scrolling list. New items come into view while a person is at the end, a long one from its beginning; when somebody
 * has scrolled away to read, the list stays put. `key(item)` and `create(item)` are those of `sync`;
 * `goesOn(one, next)` says that two items are parts of one.
 */
export const scroller = (label, { key, create, goesOn = () => false }, ...before) => {
  const list = el("div", { class: "message-list", role: "log", "aria-live": "polite" });
  const node = el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": label }, before, list);
  let place;
  let left;
  let newest = 0;
  const show = (newPlace, items) => {
    const follows = place !== newPlace || node.scrollTop === left || distanceToEnd(node) < 60;
    sync(list, items, (item) => `${newPlace} ${key(item)}`, create);
    newest = beginningOfLast(items, goesOn);
    if (follows) left = toEnd(node, list.children[newest]);
    if (items.length > 0) place = newPlace;
  };
  new ResizeObserver(() => {
    if (node.scrollTop === left) left = toEnd(node, list.children[newest]);
  }).observe(node);
  return { node, show };
};

const distanceToEnd = (node) => node.scrollHeight - node.scrollTop - node.clientHeight;

/** Scrolls to the end, or to the given item when not all from there on fits; gives where the list is then. */
const toEnd = (node, from) => {
  const beginning = from ? from.getBoundingClientRect().top - node.getBoundingClientRect().top + node.scrollTop : 0;
  node.scrollTop = Math.min(node.scrollHeight - node.clientHeight, beginning);
  return node.scrollTop;
};

/** Index of the last item; of its first part, where it came in several. */
const beginningOfLast = (items, goesOn) => {
  let at = items.length - 1;
  while (at > 0 && goesOn(items[at - 1], items[at])) at -= 1;
  return at;
};
