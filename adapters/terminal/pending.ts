/** The person's messages that have no final reply yet. */
export interface Pending {
  add(id: string): void;
  /** Takes the key of a reply: the message's id, or one that begins with it. False: it belongs to none of them. */
  end(key: string): boolean;
  any(): boolean;
  /** Resolves when there is none. */
  idle(): Promise<void>;
}

export const createPending = (): Pending => {
  const ids = new Set<string>();
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  let idle = { promise: ready, resolve };
  idle.resolve();
  return {
    add: (id) => {
      if (ids.size === 0) idle = Promise.withResolvers<void>();
      ids.add(id);
    },
    end: (key) => {
      const ended = [...ids].filter((id) => key === id || key.startsWith(`${id}:`));
      for (const id of ended) ids.delete(id);
      if (ids.size === 0) idle.resolve();
      return ended.length > 0;
    },
    any: () => ids.size > 0,
    idle: () => idle.promise,
  };
};
