import { setTimeout as delay } from "node:timers/promises";
import { clock } from "../../src/clock.ts";
import { Problem } from "../../src/errors.ts";

/** Time and randomness, as arguments so that tests control them. */
export interface Timing {
  /** Epoch ms. */
  now: () => number;
  /** Rejects when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
}

/** The given parts; the real clock and real randomness for the others. */
export const timing = (given: Partial<Timing>): Timing => ({
  now: given.now ?? clock,
  sleep: given.sleep ?? ((ms, signal) => delay(ms, undefined, signal ? { signal } : {})),
  random: given.random ?? Math.random,
});

export interface RetryRules {
  time: Timing;
  /** Whether this failure is worth another try. */
  again: (problem: Problem) => boolean;
  /** No wait ends later than this after the first attempt began, ms. */
  retryForMs: number;
  signal?: AbortSignal | undefined;
  onWait?: (problem: Problem, waitMs: number) => void;
}

/**
 * Runs `attempt` until it succeeds, fails for good, or the patience is used up. Waits longer each time, and at least as
 * long as the service asked.
 */
export const withRetry = async <T>(attempt: () => Promise<T>, rules: RetryRules): Promise<T> => {
  const { time } = rules;
  const began = time.now();
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!(thrown instanceof Problem) || !rules.again(thrown)) throw thrown;
      const waitMs = Math.max(thrown.afterMs ?? 0, backoff(failures, time.random()));
      if (time.now() - began + waitMs > rules.retryForMs) throw thrown;
      rules.onWait?.(thrown, waitMs);
      await time.sleep(waitMs, rules.signal);
    }
  }
};

/** 0.5 s doubling to 10 s. Half of it is random, so that clients that failed together do not come back together. */
const backoff = (failures: number, random: number): number => {
  const full = Math.min(500 * 2 ** (failures - 1), 10_000);
  return full / 2 + (full / 2) * random;
};
