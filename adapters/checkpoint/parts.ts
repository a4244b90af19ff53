import { hash } from "node:crypto";
import { z } from "zod";

/*
 * How a conversation's values are kept, so that a list which grows by one message is not stored again as a whole.
 * A value is serialized as JSON, and a text of JSON is written as one entry:
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

/** The contents of parts, by name. */
export type Loaded = Map<string, unknown>;

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

/** Loads all that entries need, a level of lists at a time. Undefined: `load` does not find a part any more. */
export const gather = async (
  entries: readonly string[],
  load: (names: string[]) => Promise<Loaded>,
): Promise<Loaded | undefined> => {
  const parts: Loaded = new Map();
  let level = entries.filter(isPart);
  while (level.length > 0) {
    const names = [...new Set(level.map(nameOf))].filter((name) => !parts.has(name));
    const loaded = await load(names);
    if (loaded.size < names.length) return undefined;
    for (const [name, json] of loaded) parts.set(name, json);
    level = [...new Set(level)].filter(isList).flatMap((list) => entriesOf(list, parts).filter(isPart));
  }
  return parts;
};

/** The value of an entry, made of the contents of `parts`. */
export const jsonOf = (entry: string, parts: Loaded): unknown => {
  if (isList(entry)) return itemsIn(entry, parts);
  return isPart(entry) ? partOf(entry, parts) : JSON.parse(entry.slice(1));
};

const itemsIn = (list: string, parts: Loaded, items: unknown[] = []): unknown[] => {
  for (const entry of entriesOf(list, parts))
    if (isList(entry)) itemsIn(entry, parts, items);
    else items.push(jsonOf(entry, parts));
  return items;
};

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

export const isPart = (entry: string): boolean => !entry.startsWith("=");
export const isList = (entry: string): boolean => entry.startsWith("*");
export const nameOf = (entry: string): string => entry.slice(1);

const Entries = z.array(z.string());
const entriesOf = (list: string, parts: Loaded): string[] => Entries.parse(partOf(list, parts));

const partOf = (entry: string, parts: Loaded): unknown => {
  const name = nameOf(entry);
  if (!parts.has(name)) throw new Error(`A part of the conversation is missing: ${name}`);
  return parts.get(name);
};
