import { z } from "zod";
import { gather, type Parts } from "../checkpoint/parts.ts";

/**
 * Parts of threads that this process has read or written lately. A name stands for one content for ever, so that what
 * is here needs no fetching; and most likely it is still in the store and needs no sending.
 */
export interface PartsCache {
  has(thread: string, name: string): boolean;
  /** Those of the named parts that are here. */
  pick(thread: string, names: string[]): Parts;
  add(thread: string, parts: Parts): void;
}

export const createPartsCache = (mostCharacters: number): PartsCache => {
  const texts = new Map<string, string>();
  let size = 0;
  const remove = (key: string): void => {
    size -= texts.get(key)?.length ?? 0;
    texts.delete(key);
  };
  return {
    has: (thread, name) => texts.has(thread + name),
    pick: (thread, names) => {
      const parts: Parts = new Map();
      for (const name of names) {
        const text = texts.get(thread + name);
        if (text !== undefined) parts.set(name, text);
      }
      return parts;
    },
    add: (thread, parts) => {
      for (const [name, text] of parts) {
        remove(thread + name);
        texts.set(thread + name, text);
        size += text.length;
      }
      for (const oldest of texts.keys()) {
        if (size <= mostCharacters) break;
        remove(oldest);
      }
    },
  };
};

/** Loads all that the entries need, level by level. Undefined: a part is not there. */
export const load = async (
  entries: string[],
  fetch: (names: string[]) => Promise<Parts | undefined>,
): Promise<Parts | undefined> => {
  const walk = gather(entries, "texts");
  let step = walk.next();
  while (!step.done) {
    const parts = await fetch(step.value);
    if (!parts) return undefined;
    step = walk.next(parts);
  }
  return step.value.parts;
};

/** Which entries at and below these to send with their texts, and which of those left out hold the rest. */
export const select = (
  entries: string[],
  parts: Parts,
  isKnown: (name: string) => boolean,
): { sent: [string, string][]; left: string[] } => {
  const sent = new Map<string, string>();
  const left = new Set<string>();
  const open = entries.filter(isPart);
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const name = entry.slice(1);
    const text = parts.get(name);
    if (sent.has(entry)) continue;
    if (text === undefined || isKnown(name)) {
      left.add(entry);
      continue;
    }
    sent.set(entry, text);
    if (entry.startsWith("*")) open.push(...Entries.parse(JSON.parse(text)).filter(isPart));
  }
  return { sent: [...sent], left: [...left] };
};

const Entries = z.array(z.string());

const isPart = (entry: string): boolean => !entry.startsWith("=");
