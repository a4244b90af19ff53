import { setImmediate as letOthersRun } from "node:timers/promises";
import type { Log } from "../logging/log.ts";
import type { Queue } from "../ports/stores/queue.ts";

/**
 * Notices tasks that the stores have lost, for example a Redis that was restarted without persistence. Their messages
 * would never change again, so the process that worked on such a task last tells the person.
 */
export interface LostTasks {
  /** The task has begun here. `tell` is called if the queue knows nothing of it some time later. */
  begun(task: string, tell: () => Promise<void>): void;
  /** The task has ended here. */
  ended(task: string): void;
  close(): void;
}

export interface LostTasksDeps {
  queue: Pick<Queue, "holds">;
  log: Log;
  lookEveryMs?: number;
  /** A task that has not begun here for so long may be at work elsewhere, have ended there, or be lost. */
  silentMs?: number;
  steady?: () => number;
}

export const createLostTasks = (deps: LostTasksDeps): LostTasks => {
  const { queue, log, lookEveryMs = 3_000, silentMs = 12_000, steady = () => performance.now() } = deps;
  const seen = new Map<string, { at: number; tell: () => Promise<void> }>();
  let looking = false;

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const silent = [...seen].filter(([, { at }]) => steady() - at > silentMs);
      for (const [task, entry] of silent) {
        if (await queue.holds(task)) entry.at = steady();
        else if (seen.get(task) === entry && seen.delete(task)) await entry.tell();
        await letOthersRun();
      }
    } catch (err) {
      log.warn({ event: "task.not-looked-for", err }, "cannot look for tasks that may be lost; trying again");
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs).unref();

  return {
    begun: (task, tell) => void seen.set(task, { at: steady(), tell }),
    ended: (task) => void seen.delete(task),
    close: () => clearInterval(timer),
  };
};
