/** Some work goes before all other work of this process: what people wait for at once, and what takes little. */
export interface Precedence {
  /** Does work that goes before the rest. */
  first<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Resolves when the rest may go on: no such work is under way. One caller after the other, with whatever else the
   * event loop has to do in between; nobody waits longer than `mostMs`.
   */
  rest(): Promise<void>;
}

/** Under a storm of first signs the answers come later, but they come; and a platform that is away holds nobody up. */
const mostMs = 2_000;
const lookEveryMs = 20;

export const createPrecedence = (now: () => number = () => performance.now()): Precedence => {
  const underWay = new Set<{ since: number }>();
  const waiting: { since: number; goOn: () => void }[] = [];
  let isReleasing = false;

  const isRecent = ({ since }: { since: number }): boolean => now() - since < mostMs;
  const isHeldUp = (): boolean => [...underWay].some(isRecent);

  /** Lets one go on in each turn of the event loop. */
  const release = (): void => {
    const [next] = waiting;
    if (!next) {
      isReleasing = false;
      return;
    }
    if (isRecent(next) && isHeldUp()) {
      setTimeout(release, lookEveryMs);
      return;
    }
    waiting.shift();
    next.goOn();
    setImmediate(release);
  };
  const beginReleasing = (): void => {
    if (isReleasing) return;
    isReleasing = true;
    setImmediate(release);
  };

  return {
    first: async (work) => {
      const own = { since: now() };
      underWay.add(own);
      try {
        return await work();
      } finally {
        underWay.delete(own);
      }
    },
    rest: () => {
      if (!isReleasing && !isHeldUp()) {
        beginReleasing();
        return Promise.resolve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ since: now(), goOn: resolve });
      beginReleasing();
      return promise;
    },
  };
};
