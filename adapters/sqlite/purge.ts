import type { Log } from "../../src/logging/log.ts";

export interface Purge {
  /** Removes what is due now and not at the next round. */
  now(): void;
  stop(): void;
}

const everyMs = 60_000;
const slice = 200;

/**
 * Removes what has come to the end of its life, a few rows at a time and other work in between. Each purge removes up
 * to so many rows and returns how many it did.
 */
export const startPurge = (purges: ((limit: number) => number)[], log: Log): Purge => {
  let next: NodeJS.Immediate | undefined;

  const round = (): void => {
    next ??= setImmediate(() => {
      next = undefined;
      try {
        const removed = purges.map((purge) => purge(slice));
        if (removed.some((rows) => rows > 0)) round();
      } catch (err) {
        log.error({ event: "sqlite.purge-failed", err }, "cannot remove what has expired; trying again");
      }
    });
  };

  const timer = setInterval(round, everyMs);
  timer.unref();
  round();
  return {
    now: round,
    stop: () => {
      clearInterval(timer);
      clearImmediate(next);
    },
  };
};
