import { setTimeout as sleep } from "node:timers/promises";

/** Something that takes long to make. It is made bit by bit beside other work, or at once where it is needed sooner. */
export interface Prepared<T> {
  /** What is left of the work is done now. */
  get(): T;
  /** Does one bit of the work. False: there is none left. */
  step(): boolean;
}

/** `make` yields between its bits, each of which takes a fraction of a millisecond. */
export const prepared = <T>(make: () => Generator<undefined, T>): Prepared<T> => {
  let work: Generator<undefined, T> | undefined;
  let made: { value: T } | undefined;
  const step = (): boolean => {
    if (made) return false;
    work ??= make();
    const next = work.next();
    if (next.done) made = { value: next.value };
    return !next.done;
  };
  return {
    step,
    get: () => {
      while (!made) step();
      return made.value;
    },
  };
};

/** The bits of something that others need as well. */
export function* bitsOf<T>(part: Prepared<T>): Generator<undefined, T> {
  while (part.step()) yield;
  return part.get();
}

/** How long the event loop is held at a time, and left to others in between, ms. */
const [workMs, restMs] = [3, 10];

/** Does the work in slices, so that nothing else has to wait for it. */
export const prepare = async (part: Prepared<unknown>): Promise<void> => {
  for (;;) {
    const from = performance.now();
    while (performance.now() - from < workMs) if (!part.step()) return;
    await sleep(restMs, undefined, { ref: false });
  }
};
