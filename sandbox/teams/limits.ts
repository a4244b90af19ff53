/** Kinds of calls: what a bot does in one thread, new conversations, and reading members. */
export type Counted = "send" | "create" | "read";

type Windows = readonly (readonly [calls: number, ms: number])[];

const sends: Windows = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];

/** Calls per window for one bot and thread. All windows apply. */
const allowed: Record<Counted, Windows> = {
  send: sends,
  create: sends,
  read: [
    [14, 1_000],
    [16, 2_000],
    [120, 30_000],
    [3_600, 3_600_000],
  ],
};

export interface Limits {
  /** True: the call is allowed. Refused calls do not count. */
  admits(counted: Counted, thread: string): boolean;
  reset(): void;
}

/** Sliding windows over the calls of each thread. Sends, edits, deletions and typing share one budget. */
export const createLimits = (now: () => number, on: boolean): Limits => {
  const calls = new Map<string, number[]>();
  return {
    admits: (counted, thread) => {
      if (!on) return true;
      const key = `${counted} ${thread}`;
      const at = now();
      const past = (calls.get(key) ?? []).filter((one) => one > at - 3_600_000);
      const full = allowed[counted].some(([most, ms]) => past.filter((one) => one > at - ms).length >= most);
      calls.set(key, full ? past : [...past, at]);
      return !full;
    },
    reset: () => calls.clear(),
  };
};
