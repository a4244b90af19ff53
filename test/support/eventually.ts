import { setTimeout as sleep } from "node:timers/promises";

/** Repeats a look until it gives something truthy; fails with the last error, or says what it waited for. */
export const eventually = async <T>(
  look: () => T | Promise<T>,
  withinMs = 5_000,
  what = "a condition",
): Promise<NonNullable<T>> => {
  const end = Date.now() + withinMs;
  for (;;) {
    let error: unknown;
    try {
      const found = await look();
      if (found) return found as NonNullable<T>;
    } catch (thrown) {
      error = thrown;
    }
    if (Date.now() > end) throw error ?? new Error(`${what} did not come true within ${withinMs} ms`);
    await sleep(20);
  }
};
