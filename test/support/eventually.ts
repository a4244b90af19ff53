import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Repeats a look until it gives something truthy; fails with the last error, or says what it waited for. On a busy
 * machine it waits as much longer as there is more work than processors.
 */
export const eventually = async <T>(
  look: () => T | Promise<T>,
  withinMs = 5_000,
  what = "a condition",
): Promise<NonNullable<T>> => {
  const began = performance.now();
  for (;;) {
    let error: unknown;
    try {
      const found = await look();
      if (found) return found as NonNullable<T>;
    } catch (thrown) {
      error = thrown;
    }
    const waited = performance.now() - began;
    if (waited > withinMs * business()) throw notInTime(what, waited, error);
    await sleep(20);
  }
};

/** Repeats a check until it no longer fails, and returns what it gives. Waits as long as `eventually` does. */
export const untilPasses = async <T>(check: () => T | Promise<T>, withinMs = 5_000, everyMs = 50): Promise<T> => {
  const began = performance.now();
  for (;;) {
    try {
      return await check();
    } catch (thrown) {
      if (performance.now() - began > withinMs * business()) throw thrown;
    }
    await sleep(everyMs);
  }
};

/** How much longer things take here than on a machine of our own: 1 to 8. */
export const business = (): number => Math.min(8, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));

const notInTime = (what: string, waitedMs: number, cause: unknown): Error => {
  const reason = cause === undefined ? "" : `: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new Error(`${what} did not come true within ${Math.round(waitedMs)} ms${reason}`, { cause });
};
