import { setImmediate as letOthersRun } from "node:timers/promises";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";

const everyMs = 60_000;
const slice = 500;

/**
 * Removes what has come to the end of its life, a few rows at a time. Each purge removes up to so many rows and returns
 * how many it did. Every replica does it; returns how to stop.
 */
export const startPurge = (purges: readonly ((limit: number) => Promise<number>)[], log: Log): (() => void) => {
  let stopped = false;

  const whole = async (purge: (limit: number) => Promise<number>): Promise<void> => {
    try {
      while (!stopped && (await purge(slice)) > 0) await letOthersRun();
    } catch (err) {
      // A server that is away is told of elsewhere.
      if (!stopped && !(err instanceof Problem && err.code === "store.unavailable"))
        log.error({ event: "postgres.purge-failed", err }, "cannot remove what has expired; trying again");
    }
  };

  const round = async (): Promise<void> => {
    for (const purge of purges) await whole(purge);
  };

  const timer = setInterval(() => void round(), everyMs).unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
};
