/*
 * Reads the markup of Teams' clients into a tree. Known tags become elements; everything else is text.
 */

export type Node = string | MentionNode | Element;

export interface MentionNode {
  tag: "at";
  name: string;
}

export interface Element {
  tag: string;
  /** As written. */
  attributes: string;
  children: Node[];
}

/** Elements nested deeper become siblings of their parents. */
const deepest = 32;

/** An element that is not closed ends with its parent; a closing tag without an opening one is ignored. */
export const parseMarkup = (markup: string): Node[] => {
  const root: Element = { tag: "", attributes: "", children: [] };
  const open = [root];
  const add = (node: Node): void => void (open.at(-1) ?? root).children.push(node);
  let at = 0;
  for (const { index, 0: source, groups = {} } of markup.matchAll(tagOrMention)) {
    const tag = groups["tag"]?.toLowerCase() ?? "at";
    if (!knownTags.has(tag)) continue;
    if (index > at) add(decoded(markup.slice(at, index)));
    at = index + source.length;
    if (tag === "at") add({ tag, name: decoded(groups["mentioned"] ?? "") });
    else if (groups["slash"]) closeTag(open, tag);
    else openTag(open, { tag, attributes: groups["attributes"] ?? "", children: [] });
  }
  if (at < markup.length) add(decoded(markup.slice(at)));
  return root.children;
};

/** No quantifier runs past the next angle bracket, so the time is linear. */
const tagOrMention =
  /<at(?:\s[^<>]*)?>(?<mentioned>[^<>]*)<\/at>|<(?<slash>\/?)(?<tag>[a-z][a-z0-9]*)(?<attributes>[\s/][^<>]*)?>/gi;

const openTag = (open: Element[], element: Element): void => {
  const { tag = "" } = open.at(-1) ?? {};
  const endsLast = siblings.has(tag) && (tag === element.tag || (cells.has(tag) && cells.has(element.tag)));
  if (endsLast) open.pop();
  open.at(-1)?.children.push(element);
  if (!emptyTags.has(element.tag) && open.length < deepest) open.push(element);
};

const closeTag = (open: Element[], tag: string): void => {
  const at = open.findLastIndex((element) => element.tag === tag);
  if (at > 0) open.length = at;
};

/** Elements that end where the next one of their kind begins. */
const siblings = new Set(["li", "p", "td", "th", "tr"]);
const cells = new Set(["td", "th"]);
const emptyTags = new Set(["br", "hr", "img", "quoted", "source"]);

const knownTags = new Set(
  `a at attachment audio b blockquote br code codeblock customemoji div em emoji font h1 h2 h3 h4 h5 h6 hr i img li ol
   p pre quoted s section source span strike strong sub sup table tbody td tfoot th thead tr u ul video`.split(/\s+/),
);

/** The value of an attribute; empty if there is none. */
export const attributeOf = ({ attributes }: Element, name: keyof typeof patterns): string => {
  const [, inDouble, inSingle] = patterns[name].exec(attributes) ?? [];
  return decoded(inDouble ?? inSingle ?? "");
};

const pattern = (name: string): RegExp => new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i");

const patterns = { alt: pattern("alt"), itemprop: pattern("itemprop"), itemtype: pattern("itemtype") };

/** Decodes once: `&amp;lt;` was typed as `&lt;`. */
const decoded = (text: string): string =>
  text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(nbsp|lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
      if (name) return named[String(name).toLowerCase() as keyof typeof named];
      const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replaceAll("\u00a0", " ")
    .toWellFormed();

const named = { nbsp: " ", lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" } as const;
