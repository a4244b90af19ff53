import { setTimeout as delay } from "node:timers/promises";
import { clock } from "../clock.ts";
import { Problem } from "../errors.ts";

/** Time and chance, given as arguments so that tests own them. */
export interface Timing {
  /** Epoch ms. */
  now: () => number;
  /** Rejects when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
}

/** The given parts, and the real clock and chance for the others. */
export const timing = (given: Partial<Timing> = {}): Timing => ({
  now: given.now ?? clock,
  sleep: given.sleep ?? ((ms, signal) => delay(ms, undefined, signal ? { signal } : {})),
  random: given.random ?? Math.random,
});

export interface RetryRules {
  time: Timing;
  /** No wait may end later than this after the first attempt began, ms. */
  withinMs: number;
  /** Whether trying again is right after this failure; by default where the Problem says "later". */
  again?: (problem: Problem) => boolean;
  /** The first wait and the longest one, apart from what the service asks for, ms. */
  waits?: { first: number; longest: number };
  signal?: AbortSignal | undefined;
  onWait?: (problem: Problem, waitMs: number) => void;
}

/**
 * Runs `attempt` until it succeeds, fails for good, or the time is used up. Waits twice as
 * long each time, and at least as long as the service asks. Throws the last failure; an abort ends a wait.
 */
export const retry = async <T>(attempt: () => Promise<T>, rules: RetryRules): Promise<T> => {
  const { time, withinMs, again = maySucceedLater, waits = { first: 500, longest: 10_000 }, signal, onWait } = rules;
  const end = time.now() + withinMs;
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!(thrown instanceof Problem) || !again(thrown)) throw thrown;
      const waitMs = Math.max(thrown.afterMs ?? 0, backoff(failures, waits, time.random()));
      if (time.now() + waitMs > end) throw thrown;
      onWait?.(thrown, waitMs);
      await time.sleep(waitMs, signal);
    }
  }
};

const maySucceedLater = (problem: Problem): boolean => problem.retry === "later";

/** Half of each wait is chance, so that clients that failed together do not come back together. */
const backoff = (failures: number, { first, longest }: { first: number; longest: number }, chance: number): number => {
  const full = Math.min(first * 2 ** (failures - 1), longest);
  return full / 2 + (full / 2) * chance;
};
