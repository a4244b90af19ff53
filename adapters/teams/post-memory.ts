import { createExpiringMap } from "../../src/expiring-map.ts";

/**
 * Makes a post once for its key, as far as this process remembers. Bots cannot read a conversation in Teams, so what
 * this process knows is all that can be found of an earlier attempt: its result, or that it is still under way. An
 * attempt that failed, or that a dead process left, is made again.
 */
export interface PostMemory<T> {
  /** `post` is handed a function for the result of an attempt that it has given up and that succeeds after all. */
  once(key: string, mayExist: boolean, post: (late: (result: T) => void) => Promise<T>): Promise<T>;
}

/** Longer than anybody tries the same post again. */
const keptMs = 10 * 60_000;

/** `superfluous` takes what a late attempt has posted although a later one had posted it, too. */
export const createPostMemory = <T>(now: () => number, superfluous: (result: T) => void): PostMemory<T> => {
  const made = createExpiringMap<Promise<T>>(now);

  const keep = (key: string, result: Promise<T>): void => {
    made.keep(key, result, keptMs);
    result.catch(() => made.get(key) === result && made.forget(key));
  };

  /** It counts as the post of this key, unless there is another one by then. */
  const adopt = (key: string, result: T): void => {
    const other = made.get(key);
    if (!other) keep(key, Promise.resolve(result));
    else
      other.then(
        () => superfluous(result),
        () => adopt(key, result),
      );
  };

  return {
    once: (key, mayExist, post) => {
      const known = made.get(key);
      if (known && mayExist) return known;
      const result = post((late) => adopt(key, late));
      keep(key, result);
      return result;
    },
  };
};
