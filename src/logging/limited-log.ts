import type { Log, LogFields } from "./log.ts";

/** Logs what strangers can cause as often as they like: at once, then at most once in a while with a count. */
export type LimitedLog = (event: LogFields["event"], words: string) => void;

const everyMs = 60_000;

export const createLimitedLog = (log: Log, now: () => number = () => performance.now()): LimitedLog => {
  const seen = new Map<string, { loggedAt: number; since: number }>();
  return (event, words) => {
    const { loggedAt, since } = seen.get(event) ?? { loggedAt: Number.NEGATIVE_INFINITY, since: 0 };
    if (now() - loggedAt < everyMs) {
      seen.set(event, { loggedAt, since: since + 1 });
      return;
    }
    seen.set(event, { loggedAt: now(), since: 0 });
    log.warn({ event, ...(since > 0 && { before: since }) }, words);
  };
};
