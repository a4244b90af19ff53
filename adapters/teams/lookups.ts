/** Looks something up once per key and keeps it for a while. Failures are not kept. */
type Lookups<T> = (key: string, find: () => Promise<T>) => Promise<T>;

export const createLookups = <T>(keptMs: number, now: () => number): Lookups<T> => {
  /** The oldest first. */
  const found = new Map<string, { result: Promise<T>; until: number }>();

  const forgetOld = (): void => {
    for (const [key, { until }] of found) {
      if (until > now()) return;
      found.delete(key);
    }
  };

  return (key, find) => {
    forgetOld();
    const known = found.get(key);
    if (known) return known.result;
    const result = find();
    found.set(key, { result, until: now() + keptMs });
    result.catch(() => found.get(key)?.result === result && found.delete(key));
    return result;
  };
};
