/**
 * Runs a call once for its key, as far as this process remembers. Bots cannot read a conversation in Teams, so this is all
 * that can be found of an earlier attempt: its result, or that it is still under way. An attempt that failed, or that a
 * dead process left, is made again, and may then stand there twice.
 */
export type Once<T> = (key: string, mayExist: boolean, call: () => Promise<T>) => Promise<T>;

/** Longer than anybody tries the same post again. */
const keptMs = 10 * 60_000;

export const createMemory = <T>(now: () => number): Once<T> => {
  const made = new Map<string, { at: number; result: Promise<T> }>();

  const forgetOld = (): void => {
    for (const [key, { at }] of made) {
      if (at > now() - keptMs) return;
      made.delete(key);
    }
  };

  return (key, mayExist, call) => {
    forgetOld();
    const known = made.get(key);
    if (known && mayExist) return known.result;
    const result = call();
    made.delete(key);
    made.set(key, { at: now(), result });
    result.catch(() => made.get(key)?.result === result && made.delete(key));
    return result;
  };
};
