/** Remembers since when calls have been refused, so that a passing refusal does not end an ask. */
export interface Grace {
  /** Notes a refusal; true when those before it, without a success between them, began longer ago than the grace. */
  isOver(key: string): boolean;
  end(key: string): void;
}

const graceMs = 10_000;
/** Nobody looks at a message for longer; what is still here was given up without an end. */
const forgottenMs = 3_600_000;

export const createGrace = (now: () => number): Grace => {
  /** Epoch ms of the first refusal in a row. */
  const since = new Map<string, number>();
  return {
    isOver: (key) => {
      for (const [each, first] of since) if (now() - first > forgottenMs) since.delete(each);
      const first = since.get(key) ?? now();
      since.set(key, first);
      return now() - first >= graceMs;
    },
    end: (key) => since.delete(key),
  };
};
