import { setTimeout as sleep } from "node:timers/promises";
import type { Problem } from "../../src/errors.ts";
import { timedOut } from "./problems.ts";

export interface RetryLimits {
  /** Bound of the whole call, with its retries, ms. */
  timeoutMs: number;
  /** Tries after the first one. */
  retries: number;
  signal: AbortSignal | undefined;
  /** Waits between tries. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const pause: RetryLimits["pause"] = (ms, signal) => sleep(ms, undefined, { signal });

/**
 * Runs `call` until it succeeds, a retry cannot help, or the time is up: while a call runs, Problem `model.timeout`; where
 * there is no time left to wait, the problem that was to be waited for. An abort by `signal` is thrown as it is.
 */
export const withRetry = async <T>(
  { timeoutMs, retries, signal, pause }: RetryLimits,
  problemOf: (error: unknown) => Problem,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const timeUp = AbortSignal.timeout(timeoutMs);
  const end = performance.now() + timeoutMs;
  const within = signal ? AbortSignal.any([signal, timeUp]) : timeUp;
  const toProblem = (error: unknown): Problem => {
    signal?.throwIfAborted();
    return timeUp.aborted ? timedOut({ detail: `no answer within ${timeoutMs} ms` }) : problemOf(error);
  };
  for (let tries = 0; ; tries += 1) {
    try {
      return await call(within);
    } catch (error) {
      const problem = toProblem(error);
      const waitMs = problem.afterMs ?? 400 * 2 ** tries;
      const isLast = problem.retry === "never" || tries >= retries;
      if (timeUp.aborted || isLast || performance.now() + waitMs >= end) throw problem;
      await pause(waitMs, within).catch(() => {
        signal?.throwIfAborted();
        throw problem;
      });
    }
  }
};
