import { closesFence, openingFence } from "../../text/markup/fences.ts";
import { isBlank, oneOf, skip, withoutEnd } from "../../text/scan.ts";

/*
 * The CommonMark subset of `markdown` fields, read into plain data for places that know no markdown, or not this one.
 * Reading decides nothing about safety: every text and address in the result is as untrusted as before.
 */

export type Block =
  | { kind: "paragraph" | "quote"; text: string }
  | { kind: "heading"; level: number; text: string }
  /** `marker` is a bullet or a number with its dot; `depth` 0 is not nested. */
  | { kind: "item"; depth: number; marker: string; text: string }
  | { kind: "code"; text: string }
  | { kind: "table"; header: string[]; rows: string[][] }
  | { kind: "rule" };

/** The blocks of a markdown text, in order. Line breaks within a block stay; inline marks do too, see inline-markdown.ts. */
export const blocksOf = (markdown: string): Block[] => {
  const lines = markdown.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  /** The block that a further line of prose would belong to. */
  let open: Extract<Block, { text: string }> | undefined;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const taken = fenceAt(lines, at) ?? tableAt(lines, at) ?? single(line);
    if (taken) {
      blocks.push(taken.block);
      open = taken.open;
      at += taken.lines;
      continue;
    }
    if (line.trim() === "") open = undefined;
    else if (open) open.text += `\n${line.trim()}`;
    else {
      open = { kind: "paragraph", text: line.trim() };
      blocks.push(open);
    }
    at += 1;
  }
  return blocks;
};

interface Taken {
  block: Block;
  lines: number;
  open?: Extract<Block, { text: string }>;
}

/** A fence that never closes ends with the text. */
const fenceAt = (lines: string[], at: number): Taken | undefined => {
  const mark = openingFence(lines[at] ?? "");
  if (mark === undefined) return undefined;
  let end = at + 1;
  while (end < lines.length && !closesFence(lines[end] ?? "", mark)) end += 1;
  const code = lines.slice(at + 1, end).join("\n");
  return { block: { kind: "code", text: code }, lines: Math.min(end + 1, lines.length) - at };
};

/** `|---|:--|`: cells of dashes, perhaps with a colon at either end. */
const isDelimiterRow = (line: string): boolean => {
  const row = trimmed(line);
  const [start, end] = [row.startsWith("|") ? 1 : 0, row.endsWith("|") ? row.length - 1 : row.length];
  return row
    .slice(start, Math.max(start, end))
    .split("|")
    .every((cell) => /^:?-+:?$/.test(trimmed(cell)));
};

/** Without spaces and tabs around it. */
const trimmed = (text: string): string => withoutEnd(text.slice(skip(text, 0, isBlank)), isBlank);

/** Columns of a table; nobody reads more of them. */
const mostColumns = 100;

const tableAt = (lines: string[], at: number): Taken | undefined => {
  const [head = "", rule = ""] = [lines[at], lines[at + 1]];
  if (!head.includes("|") || !rule.includes("|") || !isDelimiterRow(rule)) return undefined;
  const header = cellsOf(head).slice(0, mostColumns);
  const rows: string[][] = [];
  for (let row = at + 2; lines[row]?.includes("|"); row += 1) {
    const cells = cellsOf(lines[row] ?? "");
    rows.push(header.map((_, column) => cells[column] ?? ""));
  }
  return { block: { kind: "table", header, rows }, lines: rows.length + 2 };
};

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));

const heading = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const item = /^([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(\S.*)$/;
const quote = /^ {0,3}>[ \t]?(.*)$/;

/** Blocks that begin with this very line, of which items and quotes may go on in the next. */
const single = (line: string): Taken | undefined => {
  const head = heading.exec(line);
  if (head) {
    const text = headingText(line.slice(head[0].length));
    return { block: { kind: "heading", level: head[1]?.length ?? 1, text }, lines: 1 };
  }
  if (rule.test(line)) return { block: { kind: "rule" }, lines: 1 };
  const [, indent = "", mark = "", words = ""] = item.exec(line) ?? [];
  if (mark) {
    const depth = Math.min(4, Math.floor(indent.replaceAll("\t", "    ").length / 2));
    const block: Block = { kind: "item", depth, marker: /\d/.test(mark) ? mark : "•", text: words.trim() };
    return { block, lines: 1, open: block };
  }
  const quoted = quote.exec(line);
  if (!quoted) return undefined;
  const block: Block = { kind: "quote", text: (quoted[1] ?? "").trim() };
  return { block, lines: 1, open: block };
};

const isHash = oneOf("#");

/** The text of a heading, without its opening and closing marks. */
const headingText = (rest: string): string => {
  const text = trimmed(rest);
  const bare = withoutEnd(text, isHash);
  return (/[ \t]$/.test(bare) ? bare : text).trim();
};
