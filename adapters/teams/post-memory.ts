import { createExpiringMap } from "../../src/expiring-map.ts";

/**
 * Posts once per key, as far as this process remembers. Bots cannot read conversations in Teams, so the memory of the
 * process is the only trace of an earlier attempt: its result, or that it is still running. An attempt that failed, or
 * that another process made, is repeated.
 */
interface PostMemory<T> {
  /** `post` calls `onLate` with the result of an attempt that it gave up and that succeeded after all. */
  once(key: string, mayExist: boolean, post: (onLate: (result: T) => void) => Promise<T>): Promise<T>;
}

/** Longer than delivery repeats a post. */
const keptMs = 10 * 60_000;

/** `onDuplicate` gets the result of a late attempt when another one has posted the same. */
export const createPostMemory = <T>(now: () => number, onDuplicate: (result: T) => void): PostMemory<T> => {
  const made = createExpiringMap<Promise<T>>(now);

  const keep = (key: string, result: Promise<T>): void => {
    made.keep(key, result, keptMs);
    result.catch(() => made.get(key) === result && made.forget(key));
  };

  /** A late result counts, unless there is another one by now. */
  const adopt = (key: string, result: T): void => {
    const other = made.get(key);
    if (!other) keep(key, Promise.resolve(result));
    else
      other.then(
        () => onDuplicate(result),
        () => adopt(key, result),
      );
  };

  return {
    once: (key, mayExist, post) => {
      const known = made.get(key);
      if (known && mayExist) return known;
      const result = post((result) => adopt(key, result));
      keep(key, result);
      return result;
    },
  };
};
