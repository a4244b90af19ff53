/*
 * Elements are made here and nowhere else. A string becomes a text node and never markup, a handler is a function and
 * never text, and the one way to a link is `link`: text from messages cannot become part of the page.
 */

const svgSpace = "http://www.w3.org/2000/svg";

/** Makes an HTML element. Properties that are undefined, null or false are left out; `on…` takes a function. */
export const el = (tag, properties = {}, ...children) => build(document.createElement(tag), properties, children);

/** Makes an SVG element. */
export const svg = (tag, properties = {}, ...children) =>
  build(document.createElementNS(svgSpace, tag), properties, children);

/** An anchor to a web address that opens beside the page; any other kind of address stays plain text. */
export const link = (address, ...children) => {
  const href = webAddress(address);
  if (!href) return el("span", {}, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
};

/** The address when it is an absolute http(s) one, else undefined. */
export const webAddress = (address) => {
  const url = URL.parse(String(address));
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
};

/**
 * Shows `items` as the children of `parent`, in order. `create` makes `{node, update}` for a key seen for the first
 * time; `update` runs only for items that changed. What did not change keeps its node, and with it focus, scroll
 * position, animation and everything a person has opened in it.
 */
export const sync = (parent, items, key, create) => {
  const before = shown.get(parent) ?? new Map();
  const after = new Map();
  for (const item of items) after.set(key(item), updated(before.get(key(item)) ?? create(item), item));
  for (const [id, entry] of before) if (!after.has(id)) entry.node.remove();
  let next = parent.firstChild;
  for (const { node } of after.values()) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
  shown.set(parent, after);
};

const shown = new WeakMap();

const updated = (entry, item) => {
  const version = JSON.stringify(item);
  if (entry.version !== version) entry.update(item);
  return { ...entry, version };
};

const build = (node, properties, children) => {
  for (const [name, value] of Object.entries(properties)) assign(node, name, value);
  node.append(...children.flat(Number.POSITIVE_INFINITY).filter(isContent));
  return node;
};

const isContent = (child) => child !== undefined && child !== null && child !== false;

const assign = (node, name, value) => {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
};
