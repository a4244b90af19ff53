/** So many at a time; the others wait in the order in which they came. */
export interface Slots {
  hold<T>(work: () => Promise<T>): Promise<T>;
}

export const createSlots = (most: number): Slots => {
  const waiting: (() => void)[] = [];
  let held = 0;
  return {
    hold: async (work) => {
      if (held >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else held += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else held -= 1;
      }
    },
  };
};
