import { el, link } from "../dom.js";
import { entity, inline } from "./inline.js";

/*
 * A subset of CommonMark: headings, paragraphs, lists, quotes, fenced code, rules, pipe tables, and inline code,
 * emphasis, links. HTML is not part of it: a tag in the text is shown as the text that it is.
 */

/** Renders markdown into nodes. `extra` rules are tried first, for what a platform adds (mentions, emoji). */
export const markdown = (text, extra = []) =>
  blocks(String(text).replaceAll("\r\n", "\n").split("\n"), { plain: plainRun, rules: [...extra, ...rules] });

const plainRun = /[^\\`*_~<[!&:hHw\n]+/y;

const rules = [
  { pattern: /\\([!-/:-@[-`{-~])/y, make: ([, character]) => character },
  { pattern: /\\\n| {2,}\n/y, make: () => el("br") },
  { pattern: /(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y, make: ([, , code]) => el("code", {}, code.replace(/^ (.*) $/s, "$1")) },
  { pattern: /&(#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w+);/y, make: ([, name]) => entity(name) },
  {
    pattern: /!?\[((?:\\.|[^[\]\\]|\[[^[\]]*\])*)\]\(\s*<?((?:[^\s<>()]|\([^\s()]*\))*)>?(?:\s+"[^"]*")?\s*\)/y,
    make: ([, label, address], inner) => link(address, inner(label)),
  },
  { pattern: /<(https?:\/\/[^\s<>]+)>/y, make: ([, address]) => link(address, address) },
  { pattern: /(?<!\w)https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]*_]/iy, make: ([address]) => link(address, address) },
  {
    pattern: /\*\*\*(?=\S)([\s\S]*?\S)\*\*\*/y,
    make: ([, part], inner) => el("strong", {}, el("em", {}, inner(part))),
  },
  { pattern: /\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/y, make: ([, part], inner) => el("strong", {}, inner(part)) },
  { pattern: /(?<!\w)__(?=\S)([\s\S]*?\S)__(?!\w)/y, make: ([, part], inner) => el("strong", {}, inner(part)) },
  { pattern: /\*(?=[^\s*])([^*]*?[^\s*])\*(?!\*)/y, make: ([, part], inner) => el("em", {}, inner(part)) },
  { pattern: /(?<!\w)_(?=[^\s_])([^_]*?[^\s_])_(?!\w)/y, make: ([, part], inner) => el("em", {}, inner(part)) },
  { pattern: /~~(?=\S)([\s\S]*?\S)~~/y, make: ([, part], inner) => el("s", {}, inner(part)) },
];

const blocks = (lines, dialect) => {
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at].trim() === "") {
      at += 1;
      continue;
    }
    const { node, next } = block(lines, at, dialect);
    nodes.push(node);
    at = next;
  }
  return nodes;
};

/** Readers take the lines from `at` and give a node and the line after it, or nothing when they do not begin here. */
const block = (lines, at, dialect) => {
  for (const reader of readers) {
    const read = reader(lines, at, dialect);
    if (read) return read;
  }
  return paragraph(lines, at, dialect);
};

const fence = (lines, at) => {
  const open = /^ {0,3}(`{3,}|~{3,})\s*(\S*)/.exec(lines[at]);
  if (!open) return undefined;
  const closing = lines.findIndex((line, index) => index > at && line.trim().startsWith(open[1]));
  const end = closing < 0 ? lines.length : closing;
  const code = el("code", {}, lines.slice(at + 1, end).join("\n"));
  return { node: el("pre", { "data-language": open[2] || undefined }, code), next: end + 1 };
};

const heading = (lines, at, dialect) => {
  const match = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(lines[at]);
  return match && { node: el(`h${Math.min(match[1].length + 2, 6)}`, {}, inline(match[2], dialect)), next: at + 1 };
};

const rule = (lines, at) =>
  /^ {0,3}([-*_])\s*(?:\1\s*){2,}$/.test(lines[at]) ? { node: el("hr"), next: at + 1 } : undefined;

const quote = (lines, at, dialect) => {
  const end = endOf(lines, at, (line) => /^ {0,3}>/.test(line));
  if (end === at) return undefined;
  const inside = lines.slice(at, end).map((line) => line.replace(/^ {0,3}> ?/, ""));
  return { node: el("blockquote", {}, blocks(inside, dialect)), next: end };
};

const table = (lines, at, dialect) => {
  const isTable = lines[at].includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? "");
  if (!isTable || !lines[at + 1].includes("|")) return undefined;
  const end = endOf(lines, at + 2, (line) => line.includes("|") && line.trim() !== "");
  const align = cells(lines[at + 1]).map((cell) => alignment(cell));
  const row = (tag) => (line) =>
    el(
      "tr",
      {},
      cells(line).map((cell, column) => el(tag, { class: align[column] }, inline(cell, dialect))),
    );
  const body = lines.slice(at + 2, end).map(row("td"));
  const node = el("table", { class: "grid" }, el("thead", {}, row("th")(lines[at])), el("tbody", {}, body));
  return { node: el("div", { class: "grid-frame", tabindex: 0 }, node), next: end };
};

const cells = (line) =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));

const alignment = (cell) => {
  if (!cell.endsWith(":")) return undefined;
  return cell.startsWith(":") ? "center" : "right";
};

const marker = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$/;

const list = (lines, at, dialect) => {
  const first = marker.exec(lines[at]);
  if (!first) return undefined;
  const ordered = /\d/.test(first[2]);
  const items = [];
  let next = at;
  for (let match = first; match; match = sibling(lines, next, first)) {
    const end = endOfItem(lines, next + 1, match[1].length);
    const offset = match[1].length + match[2].length + match[3].length;
    const rest = lines.slice(next + 1, end).map((line) => line.replace(new RegExp(`^\\s{0,${offset}}`), ""));
    items.push(item([match[4], ...rest], dialect));
    next = end;
  }
  const start = ordered && Number.parseInt(first[2], 10) !== 1 ? Number.parseInt(first[2], 10) : undefined;
  return { node: el(ordered ? "ol" : "ul", { start }, items), next };
};

const sibling = (lines, at, first) => {
  const match = marker.exec(lines[at] ?? "");
  const same = match && match[1].length <= first[1].length && /\d/.test(match[2]) === /\d/.test(first[2]);
  return same ? match : null;
};

/** An item goes on over indented lines, blank lines between them, and plain lines right after its text. */
const endOfItem = (lines, from, indent) => {
  let end = from;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line.trim() === "") continue;
    const indented = line.search(/\S/) > indent;
    const continued = at === end && !marker.test(line) && !readers.some((reader) => reader(lines, at, bare));
    if (!indented && !continued) break;
    end = at + 1;
  }
  return end;
};

/** Enough of a dialect to ask a reader whether it would begin somewhere. */
const bare = { plain: /[\s\S]+/y, rules: [] };

const item = (lines, dialect) => {
  const nodes = blocks(lines, dialect);
  return el("li", {}, nodes[0]?.tagName === "P" ? [[...nodes[0].childNodes], nodes.slice(1)] : nodes);
};

const paragraph = (lines, at, dialect) => {
  const end = endOf(lines, at + 1, (line, index) => {
    return line.trim() !== "" && !readers.some((reader) => reader(lines, index, bare));
  });
  const text = lines.slice(at, end).map((line) => line.trimStart());
  return { node: el("p", {}, inline(text.join("\n").trimEnd(), dialect)), next: end };
};

const endOf = (lines, from, holds) => {
  let end = from;
  while (end < lines.length && holds(lines[end], end)) end += 1;
  return end;
};

const readers = [fence, heading, rule, quote, table, list];
