import { AsyncLocalStorage } from "node:async_hooks";
import { url as inspectorUrl } from "node:inspector";
import { descriptorOf, type Log } from "../logging/log.ts";
import type { Lease } from "../ports/stores/queue.ts";
import { startThread } from "../thread.ts";
import { board, type Limits, taskOnTheLoop, type WatchdogData } from "./watchdog-board.ts";

/** Exit code of a process whose event loop was blocked. */
const stuckExitCode = 70;

/** Ends the process when its event loop is blocked, so that other replicas take over, or a supervisor restarts it. */
export interface Watchdog {
  /** Does a task's work; should the loop stand still meanwhile, the log names the task. */
  during<T>(task: Pick<Lease, "id" | "kind">, work: () => Promise<T>): Promise<T>;
  close(): void;
}

const defaults: Limits = { stillMs: 5_000, busyMs: 1_000, longestMs: 30_000 };
const beatEveryMs = 200;

/**
 * Watches from a thread of its own. Standing still means that timers do not fire while the thread's own do, and that
 * the process is busy meanwhile: a process that is suspended, or gets no time from the machine, is none of that.
 */
export const startWatchdog = (log: Log, limits: Limits = defaults): Watchdog => {
  const running = new AsyncLocalStorage<string>();
  // A debugger stops the loop, too.
  if (inspectorUrl()) return { during: (_, work) => work(), close: () => {} };
  const { memory, beat, take, release } = board();
  const data: WatchdogData = { memory, limits, log: descriptorOf(log), exitCode: stuckExitCode };
  const thread = startThread(new URL("./watchdog-thread.ts", import.meta.url), { workerData: data });
  thread.unref();
  thread.on("error", (err) => log.error({ err, event: "watchdog.failed" }, "the event loop is no longer watched"));
  // The thread asks for it in the middle of whatever runs.
  Object.defineProperty(globalThis, taskOnTheLoop, { value: () => running.getStore() ?? "", configurable: true });
  const timer = setInterval(beat, beatEveryMs);
  timer.unref();
  return {
    during: async ({ id, kind }, work) => {
      const name = `${kind} ${id}`;
      const place = take(name);
      try {
        return await running.run(name, work);
      } finally {
        release(place);
      }
    },
    close: () => {
      clearInterval(timer);
      void thread.terminate();
    },
  };
};
