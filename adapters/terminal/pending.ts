/** The messages of the person that have no final reply yet. */
export interface Pending {
  add(id: string): void;
  /** False: it was none of them. */
  end(id: string): boolean;
  any(): boolean;
  /** Resolves once there is none. */
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
    end: (id) => {
      const was = ids.delete(id);
      if (ids.size === 0) idle.resolve();
      return was;
    },
    any: () => ids.size > 0,
    idle: () => idle.promise,
  };
};
