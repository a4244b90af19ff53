/** A map in memory whose entries expire some time after they were last set. */
export interface ExpiringMap<T> {
  /** Undefined also once its time has passed. */
  get(key: string): T | undefined;
  keep(key: string, value: T, forMs: number): void;
  forget(key: string): void;
  /** Entries whose time has not passed. */
  size(): number;
  all(): T[];
}

const sweepEveryMs = 1_000;

/**
 * Remembers work that may continue in another process at any moment. Nobody tells us when it ends there, so entries expire.
 */
export const createExpiringMap = <T>(now: () => number): ExpiringMap<T> => {
  const entries = new Map<string, { value: T; until: number }>();
  let sweptAt = now();

  const sweep = (): void => {
    if (now() - sweptAt < sweepEveryMs) return;
    sweptAt = now();
    for (const [key, { until }] of entries) if (until < sweptAt) entries.delete(key);
  };

  return {
    get: (key) => {
      const found = entries.get(key);
      return found && found.until >= now() ? found.value : undefined;
    },
    keep: (key, value, forMs) => {
      entries.set(key, { value, until: now() + forMs });
      sweep();
    },
    forget: (key) => void entries.delete(key),
    size: () => {
      sweep();
      return entries.size;
    },
    all: () => [...entries.values()].map(({ value }) => value),
  };
};
