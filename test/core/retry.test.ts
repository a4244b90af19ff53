import { Problem } from "../../src/errors.ts";
import { type RetryRules, retry, timing } from "../../src/resilience/retry.ts";

/** A clock that runs only while somebody sleeps. */
const bench = (chance = 1) => {
  let now = 0;
  const waits: number[] = [];
  const time = timing({
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
    random: () => chance,
  });
  return { time, waits, pass: (ms: number) => (now += ms) };
};
const later = (afterMs?: number) =>
  new Problem("slack.down", "Later.", { retry: "later", ...(afterMs !== undefined && { afterMs }) });
const never = new Problem("slack.refused", "Never.");

/** Fails with each of these, then succeeds. */
const failing = (...failures: unknown[]) => {
  let attempts = 0;
  return async (): Promise<number> => {
    attempts += 1;
    const failure = failures[attempts - 1];
    if (failure !== undefined) throw failure;
    return attempts;
  };
};

describe("retry", () => {
  const run = (attempt: () => Promise<number>, { time }: ReturnType<typeof bench>, rules: Partial<RetryRules> = {}) =>
    retry(attempt, { time, withinMs: 60_000, ...rules });

  it("waits twice as long each time, up to the longest wait", async () => {
    const clock = bench();
    const failures = Array.from({ length: 6 }, () => later());
    expect(await run(failing(...failures), clock, { waits: { first: 100, longest: 1_000 } })).toBe(7);
    expect(clock.waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it("leaves half of each wait to chance", async () => {
    const clock = bench(0);
    await run(failing(later(), later()), clock);
    expect(clock.waits).toEqual([250, 500]);
  });

  it("waits at least as long as the service asks", async () => {
    const clock = bench();
    await run(failing(later(7_000), later(0)), clock);
    expect(clock.waits).toEqual([7_000, 1_000]);
  });

  it("gives up when the next wait would end too late, with the last failure", async () => {
    const clock = bench();
    const last = later(30_000);
    await expect(run(failing(later(40_000), last), clock)).rejects.toBe(last);
    expect(clock.waits).toEqual([40_000]);
  });

  it("counts the time that attempts take", async () => {
    const clock = bench();
    const slow = async () => {
      clock.pass(40_000);
      throw later(1_000);
    };
    await expect(run(slow, clock)).rejects.toMatchObject({ code: "slack.down" });
    expect(clock.waits).toEqual([1_000]);
  });

  it.each([
    ["a refusal", never],
    ["a bug", new TypeError("undefined is not a function")],
    ["an abort", new DOMException("stopped", "AbortError")],
  ])("does not repeat %s", async (_, failure) => {
    const clock = bench();
    await expect(run(failing(failure), clock)).rejects.toBe(failure);
    expect(clock.waits).toEqual([]);
  });

  it("asks its own rule, and tells of each wait", async () => {
    const clock = bench();
    const waits: [string, number][] = [];
    const rules: Partial<RetryRules> = { again: () => true, onWait: ({ code }, waitMs) => waits.push([code, waitMs]) };
    expect(await run(failing(never), clock, rules)).toBe(2);
    expect(waits).toEqual([["slack.refused", 500]]);
  });

  it("ends a wait when it is aborted", async () => {
    const stop = new AbortController();
    const began = performance.now();
    const waiting = retry(failing(later(60_000)), { time: timing(), withinMs: 120_000, signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});
