/** A hold on something that only one may have, good for a limited time unless it is renewed. */
export interface Held {
  id: string;
  token: string;
}

export interface Leases {
  /** Works while the lease lasts. Undefined: it was lost or given back before the work ended. */
  hold<T>(held: Held, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  /** Ends every hold at once; from now on none begins. */
  drop(): void;
  close(): void;
}

interface Holding extends Held {
  ending: AbortController;
  renewedAt: number;
}

/**
 * Renews leases in time. A lease that could not be renewed for its whole life counts as lost, also when nobody says so:
 * somebody else may have it by then.
 * @param renew Renews all of them for another life; returns the ids that are lost.
 */
export const createLeases = (
  renew: (all: Held[]) => Promise<string[]>,
  lifeMs: number,
  now: () => number = () => performance.now(),
): Leases => {
  const holdings = new Map<string, Holding>();
  let renewing = false;
  let dropped = false;

  const renewAll = async (): Promise<void> => {
    for (const holding of holdings.values()) if (now() - holding.renewedAt > lifeMs) holding.ending.abort();
    // One that has just begun has time until the next round; most runs have ended by then.
    const batch = [...holdings.values()].filter(({ renewedAt }) => now() - renewedAt >= lifeMs / 5);
    if (renewing || batch.length === 0) return;
    renewing = true;
    try {
      const asked = now();
      const lost = new Set(await renew(batch));
      for (const holding of batch) {
        if (lost.has(holding.id)) holding.ending.abort();
        else holding.renewedAt = asked;
      }
    } catch {
      // The store is away. Each lease ends by its own time.
    } finally {
      renewing = false;
    }
  };
  const timer = setInterval(() => void renewAll(), lifeMs / 4);

  return {
    hold: async (held, work) => {
      if (dropped) return undefined;
      // The same job came to us a second time: the first hold was lost without a word.
      holdings.get(held.id)?.ending.abort();
      const holding = { ...held, ending: new AbortController(), renewedAt: now() };
      holdings.set(held.id, holding);
      try {
        return await Promise.race([work(holding.ending.signal), ended(holding.ending.signal)]);
      } finally {
        if (holdings.get(held.id) === holding) holdings.delete(held.id);
      }
    },
    drop: () => {
      dropped = true;
      for (const holding of holdings.values()) holding.ending.abort();
    },
    close: () => clearInterval(timer),
  };
};

const ended = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
