import { hash } from "node:crypto";
import { z } from "zod";

/*
 * How a conversation's values are kept, so that a list which grows by one message is not stored again as a whole.
 * A serialized value is a text, and a text is written as one entry:
 *
 *   =<text>   the text itself, if it is short
 *   #<name>   the part that holds the text
 *   *<name>   the part that holds a list of entries; their texts, joined by commas in brackets, are the text
 *
 * Parts are named by their content: what is equal in two versions, channels or writes is stored once. Long lists are
 * lists of lists, cut where the content says so and not at every nth item: versions share all of them but the few on
 * the way to the change, wherever in the list it is.
 */

/** Texts by name. */
export type Parts = Map<string, string>;

const shortText = 40;
const shortList = 12;
const chunk = { least: 4, most: 32, oneIn: 8 };

/** Writes a text as an entry and adds the parts that it needs to `parts`. */
export const cut = (text: string, parts: Parts): string => {
  if (text.length <= shortText) return `=${text}`;
  if (!text.startsWith("[")) return `#${store(text, parts)}`;
  const entries = itemsOf(text).map((item) => (item.length <= shortText ? `=${item}` : `#${store(item, parts)}`));
  return `*${storeList(entries, parts)}`;
};

/** The text of an entry; throws if a part is missing. */
export const join = (entry: string, parts: Parts): string =>
  entry.startsWith("*") ? `[${textsOf(entry, parts).join(",")}]` : textsOf(entry, parts).join();

/**
 * Finds what entries need: yields names of parts to fetch, a level of lists at a time, and is given those found.
 * `lists`: fetches no texts, which is enough to know all names.
 */
export function* gather(
  entries: Iterable<string>,
  depth: "texts" | "lists",
): Generator<string[], { parts: Parts; names: Set<string> }, Parts> {
  const parts: Parts = new Map();
  const seen = new Set<string>();
  let level = new Set(entries);
  while (level.size > 0) {
    const fresh = [...level].filter((entry) => !entry.startsWith("=") && !seen.has(entry));
    for (const entry of fresh) seen.add(entry);
    const lists = fresh.filter((entry) => entry.startsWith("*"));
    const names = [...new Set((depth === "texts" ? fresh : lists).map(nameOf))].filter((name) => !parts.has(name));
    if (names.length > 0) for (const [name, text] of yield names) parts.set(name, text);
    level = new Set(lists.flatMap((list) => entriesOf(nameOf(list), parts)));
  }
  return { parts, names: new Set([...seen].map(nameOf)) };
}

/** The items of a JSON array, as they stand in its text. */
const itemsOf = (text: string): string[] => {
  const items: string[] = [];
  let depth = 0;
  let from = 1;
  for (let at = 1; at < text.length - 1; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === "[" || char === "{") depth += 1;
    else if (char === "]" || char === "}") depth -= 1;
    else if (char === "," && depth === 0) {
      items.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (text.length > 2) items.push(text.slice(from, -1));
  return items;
};

const endOfString = (text: string, start: number): number => {
  let at = start;
  for (;;) {
    at = text.indexOf('"', at + 1);
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return at;
  }
};

const storeList = (entries: string[], parts: Parts): string => {
  if (entries.length <= shortList) return store(JSON.stringify(entries), parts);
  const lists = chunksOf(entries).map((list) => `*${store(JSON.stringify(list), parts)}`);
  return storeList(lists, parts);
};

/** Runs of entries, each ended by an entry that its own content marks as the last one. */
const chunksOf = (entries: string[]): string[][] => {
  const chunks: string[][] = [];
  let from = 0;
  for (const [at, entry] of entries.entries()) {
    const size = at + 1 - from;
    if (size < chunk.least || (size < chunk.most && !marksEnd(entry) && at + 1 < entries.length)) continue;
    chunks.push(entries.slice(from, at + 1));
    from = at + 1;
  }
  if (from < entries.length) chunks.push(entries.slice(from));
  return chunks;
};

const marksEnd = (entry: string): boolean => {
  let sum = 0;
  for (let at = 0; at < entry.length; at += 1) sum = (sum * 33 + entry.charCodeAt(at)) % 65_521;
  return sum % chunk.oneIn === 0;
};

/** 128 bits: nobody finds two texts with one name by chance. */
const store = (text: string, parts: Parts): string => {
  const name = hash("sha256", text, "base64url").slice(0, 22);
  parts.set(name, text);
  return name;
};

const textsOf = (entry: string, parts: Parts, texts: string[] = []): string[] => {
  if (entry.startsWith("=")) texts.push(entry.slice(1));
  else if (entry.startsWith("#")) texts.push(partOf(nameOf(entry), parts));
  else for (const item of entriesOf(nameOf(entry), parts)) textsOf(item, parts, texts);
  return texts;
};

const nameOf = (entry: string): string => entry.slice(1);

const Entries = z.array(z.string());
const entriesOf = (name: string, parts: Parts): string[] => Entries.parse(JSON.parse(partOf(name, parts)));

const partOf = (name: string, parts: Parts): string => {
  const text = parts.get(name);
  if (text === undefined) throw new Error(`A part of the conversation is missing: ${name}`);
  return text;
};
