import type { Attached } from "../../../src/ports/chat/inbound.ts";
import { shortened } from "../../../src/text/shorten.ts";
import type { Attachment, Entity } from "./activity.ts";
import { attributeOf, type Element, type Node, parseMarkup } from "./markup.ts";
import { isMention, piecesOf, textOf, type Window } from "./typed-words.ts";

/* Words of others in a message: quoted (as an entity, or in markup), forwarded, or pasted as a table. */

/** The sender's own nodes, and the words of others. */
interface Parted {
  own: Node[];
  attached: Attached[];
}

/** Separates the words of others from the sender's own. */
export const parted = (nodes: Node[]): Parted => {
  const attached: Attached[] = [];
  const kept = (some: Node[]): Node[] =>
    some.flatMap((node): Node[] => {
      if (typeof node === "string" || isMention(node)) return [node];
      const kind = kindOf(node);
      if (!kind) return [{ ...node, children: kept(node.children) }];
      attached.push(...attachedOf(kind, node));
      // The words around it stay apart.
      return [{ tag: "br", attributes: "", children: [] }];
    });
  return { own: kept(nodes), attached };
};

const kindOf = (element: Element): Attached["kind"] | undefined => {
  if (element.tag === "table") return "table";
  if (element.tag !== "blockquote") return undefined;
  const type = attributeOf(element, "itemtype");
  if (type.endsWith("/Reply")) return "quote";
  return type.endsWith("/Forward") ? "forward" : undefined;
};

const attachedOf = (kind: Attached["kind"], { children }: Element): Attached[] => {
  const [author = ""] = itemsOf(children, "mri").map((nodes) => textOf(piecesOf(nodes)));
  const text = textOf(piecesOf(withoutItems(children)));
  return text ? [{ kind, ...(author ? { author } : {}), text }] : [];
};

/** The contents of the elements that hold this property of a quoted message. */
const itemsOf = (nodes: Node[], property: string): Node[][] =>
  nodes.flatMap((node) => {
    if (typeof node === "string" || isMention(node)) return [];
    return attributeOf(node, "itemprop") === property ? [node.children] : itemsOf(node.children, property);
  });

/** Without the author and the time, which precede the quoted words. */
const withoutItems = (nodes: Node[]): Node[] =>
  nodes.flatMap((node): Node[] => {
    if (typeof node === "string" || isMention(node)) return [node];
    const property = attributeOf(node, "itemprop");
    return property === "mri" || property === "time" ? [] : [{ ...node, children: withoutItems(node.children) }];
  });

/** The quoted messages that the entities name. */
export const quotesIn = (entities: readonly Entity[]): Attached[] =>
  entities.flatMap((entity): Attached[] => {
    if (entity.type !== "quotedReply") return [];
    const { senderName: author, preview, isReplyDeleted } = entity.quotedReply;
    const text = preview && !isReplyDeleted ? textOf(piecesOf(parseMarkup(preview))) : "";
    return text ? [{ kind: "quote", ...(author ? { author } : {}), text }] : [];
  });

/** The markup beside the text, if it holds words of others. */
export const richMarkup = (attachments: readonly Attachment[]): string | undefined => {
  return markupsIn(attachments).find((markup) =>
    /<blockquote\s[^<>]*schema\.skype\.com\/(?:Reply|Forward)/i.test(markup),
  );
};

/** The text once more, in the markup of the client. */
export const markupsIn = (attachments: readonly Attachment[]): string[] =>
  attachments.flatMap(({ contentType, content }) =>
    contentType === "text/html" && typeof content === "string" ? [content] : [],
  );

/**
 * Where the sender's own words are in a plain text that repeats those of others: clients put a quoted message before them
 * and a forwarded one after them.
 */
export const windowOf = (text: Node[], own: Node[]): Window => {
  const [all, mine] = [text, own].map(compact) as [string, string];
  const take = mine.length;
  if (all.endsWith(mine)) return { skip: all.length - take, take };
  return all.startsWith(mine) ? { skip: 0, take } : { skip: 0, take: all.length };
};

const compact = (nodes: Node[]): string =>
  piecesOf(nodes)
    .map((piece) => (piece.kind === "text" ? piece.text : piece.kind === "mention" ? piece.name : ""))
    .join("")
    .replace(/\s+/g, "");

/** More would drown the question. */
const mostAttached = 10;
const longestAttached = 4_000;

/** Without duplicates, and limited in number and length. */
export const bounded = (attached: Attached[]): Attached[] => {
  const seen = new Set<string>();
  const once = attached.filter(({ kind, text }) => !seen.has(`${kind} ${text}`) && seen.add(`${kind} ${text}`));
  return once.slice(0, mostAttached).map((one) => ({ ...one, text: shortened(one.text, longestAttached) }));
};

/** Cards and the markup of the text are no files. */
const noFiles = /^(?:text\/html$|application\/vnd\.microsoft\.(?:teams\.)?card\.)/;

export const filesIn = (attachments: readonly Attachment[]): number =>
  attachments.filter(({ contentType }) => !noFiles.test(contentType)).length;
