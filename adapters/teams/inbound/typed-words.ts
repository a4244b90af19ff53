import { isSpace, withoutLineEnds } from "../../../src/text/scan.ts";
import { oneLine } from "../../../src/text/shorten.ts";
import { attributeOf, type Element, type MentionNode, type Node } from "./markup.ts";

/* What a person typed. It arrives as text with mentions in <at> tags and, from some clients, with markup. */

/** A piece of text as a person sees it. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "mention"; name: string }
  /** A new line that begins with `mark`, unless one has just begun. */
  | { kind: "line"; mark: string }
  | { kind: "cell" };

/** Nodes in reading order. */
export const piecesOf = (nodes: Node[]): Piece[] => {
  const pieces: Piece[] = [];
  for (const node of nodes) collect(node, pieces);
  return pieces;
};

const collect = (node: Node, pieces: Piece[]): void => {
  if (typeof node === "string") pieces.push({ kind: "text", text: node });
  else if (isMention(node)) pieces.push({ kind: "mention", name: node.name });
  else if (attributeOf(node, "itemtype").endsWith("/Mention")) pieces.push({ kind: "mention", name: lineOf(node) });
  else if (cells.has(node.tag)) pieces.push({ kind: "cell" }, { kind: "text", text: lineOf(node) });
  else {
    if (blocks.has(node.tag)) pieces.push(node.tag === "li" ? item : line);
    if (pictures.has(node.tag)) pieces.push({ kind: "text", text: emojiOf(node) });
    for (const child of node.children) collect(child, pieces);
    if (blocks.has(node.tag)) pieces.push(line);
  }
};

const lineOf = ({ children }: Element): string => oneLine(textOf(piecesOf(children)));

const item: Piece = { kind: "line", mark: "- " };
const line: Piece = { kind: "line", mark: "" };

export const isMention = (node: Element | MentionNode): node is MentionNode => node.tag === "at";

/** Elements that begin and end a line. */
const blocks = new Set(
  `blockquote br codeblock div h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody tfoot thead tr ul`.split(/\s+/),
);
const cells = new Set(["td", "th"]);
const pictures = new Set(["emoji", "img"]);

/** Emoji are pictures described by their character. Other pictures yield nothing. */
const emojiOf = (element: Element): string => {
  const isEmoji = element.tag === "emoji" || attributeOf(element, "itemtype").endsWith("/Emoji");
  return isEmoji && element.children.length === 0 ? attributeOf(element, "alt") : "";
};

/** A part of a text, counted in characters that are not blank. */
export interface Window {
  skip: number;
  take: number;
}

/** The pieces in this part of the text. */
export const within = (pieces: Piece[], { skip, take }: Window): Piece[] => {
  let before = skip;
  let left = take;
  return pieces.map((piece) => {
    if (piece.kind !== "text" && piece.kind !== "mention") return piece;
    const text = piece.kind === "text" ? piece.text : piece.name;
    let from = 0;
    for (; before > 0 && from < text.length; from += 1) if (!isSpace(text.charCodeAt(from))) before -= 1;
    let to = from;
    for (; left > 0 && to < text.length; to += 1) if (!isSpace(text.charCodeAt(to))) left -= 1;
    const isWhole = from === 0 && to === text.length;
    return isWhole ? piece : { kind: "text", text: text.slice(from, to) };
  });
};

/** True if the text begins with a mention. */
export const namesOther = (pieces: Piece[]): boolean =>
  pieces.find((piece) => piece.kind === "mention" || (piece.kind === "text" && piece.text.trim() !== ""))?.kind ===
  "mention";

/** The text of pieces, with mentions as `@name`. Mentions for which `isUs` holds are left out. */
export const textOf = (pieces: Piece[], isUs: (name: string) => boolean = () => false): string => {
  const words = createWords();
  for (const piece of pieces) {
    if (piece.kind === "line") words.startLine(piece.mark);
    else if (piece.kind === "cell") words.startCell();
    else if (piece.kind === "text") words.write(piece.text);
    else if (isUs(piece.name)) words.leaveOut();
    else words.write(`@${piece.name}`);
  }
  return withoutLineEnds(words.all(), isSpace).trim();
};

/** Builds a text from parts, in linear time. */
const createWords = () => {
  const parts: string[] = [];
  let isLineStart = true;
  let isEmpty = true;
  /** So far there are only mentions of us. */
  let isGreeted = false;

  const add = (text: string): void => void (text && parts.push(text));

  /** Removes characters at the end for which `isCut` holds. */
  const cut = (isCut: (character: string) => boolean, most = Number.POSITIVE_INFINITY): void => {
    let left = most;
    for (let last = parts.pop(); last !== undefined; last = parts.pop()) {
      let end = last.length;
      for (; end > 0 && left > 0 && isCut(last.charAt(end - 1)); end -= 1) left -= 1;
      if (end > 0) return void parts.push(last.slice(0, end));
    }
  };

  return {
    all: (): string => parts.join(""),
    write: (text: string): void => {
      const words = isGreeted ? text.replace(/^[:,]/, "") : text;
      add(isLineStart ? words.replace(/^[ \t]+/, "") : words);
      if (text.trim() === "") return;
      [isEmpty, isGreeted, isLineStart] = [false, false, text.endsWith("\n")];
    },
    startLine: (mark: string): void => {
      add(isLineStart ? mark : `\n${mark}`);
      isLineStart = true;
    },
    startCell: (): void => {
      if (!isLineStart) add(" | ");
    },
    /** A mention at the beginning takes the colon after it along, any other one the blanks and the comma before it. */
    leaveOut: (): void => {
      isGreeted = isEmpty;
      if (isEmpty) return;
      cut((character) => character === " " || character === "\t");
      cut((character) => character === ",", 1);
    },
  };
};
