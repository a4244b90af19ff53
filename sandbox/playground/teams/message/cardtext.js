import { el, link } from "../../dom.js";
import { inline } from "../../render/inline.js";
import { mention } from "./mention.js";

/*
 * The markdown that Teams reads in cards: bold, italic, links and lists. Headings, code, tables and pictures stay text.
 * One line break is a blank; a return or an empty line begins a new line.
 */

/** The text of a card as nodes. `<at>` is a mention only with an entity beside it. */
export const cardText = (text, entities = []) => {
  const dialect = { plain: /[^\\*_[<]+/y, rules: [mention(entities), ...rules] };
  const lines = text.split(/\r(?!\n)|(?:\r?\n){2,}|\r?\n(?=\s*(?:[-*]|\d+\.)\s)/);
  const nodes = [];
  for (const line of lines) {
    const [, marker, item] = /^\s*([-*]|\d+\.)\s+([\s\S]*)$/.exec(line) ?? [];
    if (!marker) nodes.push(el("p", {}, inline(line, dialect)));
    else listFor(nodes, marker).append(el("li", {}, inline(item, dialect)));
  }
  return nodes;
};

/** The list of an item: the last node if it is of the same kind, else a new one. */
const listFor = (nodes, marker) => {
  const tag = /\d/.test(marker) ? "ol" : "ul";
  const last = nodes.at(-1);
  if (last?.localName === tag) return last;
  const start = Number.parseInt(marker, 10);
  const list = el(tag, { start: start > 1 ? start : undefined });
  nodes.push(list);
  return list;
};

const rules = [
  { pattern: /\\([!-/:-@[-`{-~])/y, make: ([, character]) => character },
  {
    pattern: /\[((?:\\.|[^[\]\\])+)\]\(\s*((?:[^\s()]|\([^\s()]*\))+)\s*\)/y,
    make: ([, label, address], inner) => link(address, inner(label)),
  },
  { pattern: /\*\*(?=\S)([\s\S]*?\S)\*\*/y, make: ([, part], inner) => el("strong", {}, inner(part)) },
  { pattern: /\*(?=[^\s*])([^*]*?[^\s*])\*/y, make: ([, part], inner) => el("em", {}, inner(part)) },
  { pattern: /(?<!\w)_(?=[^\s_])([^_]*?[^\s_])_(?!\w)/y, make: ([, part], inner) => el("em", {}, inner(part)) },
];
