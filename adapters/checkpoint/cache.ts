import type { Loaded, Parts } from "./parts.ts";

/**
 * The contents of parts that this process has read or written lately. A name never changes its content, so a part that
 * is here need not be fetched or parsed again, and it is most likely still in the store and need not be sent. Nobody
 * may change the contents or pass them on.
 */
export interface PartsCache {
  has(thread: string, name: string): boolean;
  /** Those of the named parts that are here. */
  pick(thread: string, names: readonly string[]): Loaded;
  /** Returns their contents. */
  add(thread: string, parts: Parts): Loaded;
}

export const createPartsCache = (mostCharacters: number): PartsCache => {
  // By thread and name; all names are of one length.
  const cached = new Map<string, { json: unknown; size: number }>();
  let size = 0;
  const use = (key: string): unknown => {
    const part = cached.get(key);
    if (part && cached.delete(key)) cached.set(key, part);
    return part?.json;
  };
  const add = (key: string, text: string): unknown => {
    const json: unknown = JSON.parse(text);
    cached.set(key, { json, size: text.length });
    size += text.length;
    return json;
  };
  const shrink = (): void => {
    for (const [key, oldest] of cached) {
      if (size <= mostCharacters) return;
      cached.delete(key);
      size -= oldest.size;
    }
  };
  return {
    has: (thread, name) => cached.has(thread + name),
    pick: (thread, names) => {
      const found: Loaded = new Map();
      for (const name of names) {
        const json = use(thread + name);
        if (json !== undefined) found.set(name, json);
      }
      return found;
    },
    add: (thread, parts) => {
      const added: Loaded = new Map();
      for (const [name, text] of parts) added.set(name, use(thread + name) ?? add(thread + name, text));
      shrink();
      return added;
    },
  };
};
