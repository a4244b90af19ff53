import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * How long a wait goes on at least, ms. What comes true costs nothing of it, so it is far longer than anything takes: a
 * machine of others may stand still for seconds, and its load average says nothing of that.
 */
const patienceMs = 60_000;

/** Repeats a look until it gives something truthy; fails with the last error, or says what it waited for. */
export const eventually = <T>(
  look: () => T | Promise<T>,
  withinMs = 15_000,
  what = "a condition",
): Promise<NonNullable<T>> => lookUntil(look, isTooLong(withinMs), what);

/** The same with a limit that is kept: for what is not to come true. */
export const within = <T>(ms: number, look: () => T | Promise<T>, what: string): Promise<NonNullable<T>> =>
  lookUntil(look, (waited) => waited > ms, what);

const lookUntil = async <T>(
  look: () => T | Promise<T>,
  isOver: (waitedMs: number) => boolean,
  what: string,
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
    if (isOver(waited)) throw notInTime(what, waited, error);
    await sleep(pauseMs(waited));
  }
};

/**
 * Until the next look: short at first, a tenth of what was waited already later on. Looking every 20 ms took more of the
 * processor than the bot that was waited for.
 */
const pauseMs = (waitedMs: number): number => Math.min(100, Math.max(20, waitedMs / 10));

/** Repeats a check until it no longer fails, and returns what it gives. Waits as long as `eventually` does. */
export const untilPasses = async <T>(check: () => T | Promise<T>, withinMs = 15_000, everyMs = 50): Promise<T> => {
  const began = performance.now();
  const isOver = isTooLong(withinMs);
  for (;;) {
    try {
      return await check();
    } catch (thrown) {
      if (isOver(performance.now() - began)) throw thrown;
    }
    await sleep(everyMs);
  }
};

/**
 * On a busy machine a wait goes on as much longer as there is more work than processors. How much that is, is read from a
 * file, so only when it matters.
 */
const isTooLong =
  (withinMs: number) =>
  (waitedMs: number): boolean =>
    waitedMs > Math.max(patienceMs, withinMs) && waitedMs > withinMs * business();

/** How much longer things take here than on a machine of our own: 1 to 8. */
export const business = (): number => Math.min(8, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));

const notInTime = (what: string, waitedMs: number, cause: unknown): Error => {
  const reason = cause === undefined ? "" : `: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new Error(`${what} did not come true within ${Math.round(waitedMs)} ms${reason}`, { cause });
};
