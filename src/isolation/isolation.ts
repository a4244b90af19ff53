import type { Log } from "../log.ts";
import type { Place } from "../ports/place.ts";
import type { Lease, Settled } from "../ports/queue.ts";
import type { Stores } from "../ports/stores.ts";
import { type Child, startChild } from "./process.ts";
import { serveStores } from "./stores-served.ts";

/** Runs tasks apart from the others, each in a process that may die of it. */
export interface Isolation {
  /** Rejects with Problem `task.poison` when the process dies of the task, or the time is over. */
  run(lease: Lease, signal: AbortSignal): Promise<Settled>;
  close(): void;
}

export interface IsolationDeps {
  stores: Stores;
  /** The program of the process. */
  program: URL;
  /** Where runs are told of that nobody has asked for. */
  jobsPlace: () => Place | undefined;
  log: Log;
  limitMs?: number;
}

/** Every call that a step makes has a shorter limit of its own; a loop is noticed by the process's watchdog long before. */
const defaultLimitMs = 120_000;
/** Processes at the same time; each takes about as much memory as a bot at rest. */
const mostAtOnce = 2;
/** A process that did well waits this long for the next task: after a crash of the machine there may be many. */
const idleMs = 10_000;

export const createIsolation = (deps: IsolationDeps): Isolation => {
  const { stores, program, jobsPlace, log, limitMs = defaultLimitMs } = deps;
  const serve = serveStores(stores);
  const resting = new Map<Child, NodeJS.Timeout>();
  const inLine: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => inLine.push(resolve));
    else running += 1;
  };
  const leave = (): void => {
    const next = inLine.shift();
    if (next) next();
    else running -= 1;
  };
  const rested = (): Child | undefined => {
    const [child] = resting.keys();
    if (!child) return undefined;
    clearTimeout(resting.get(child));
    resting.delete(child);
    return child.isAlive() ? child : rested();
  };
  const rest = (child: Child): void => {
    const over = setTimeout(() => {
      resting.delete(child);
      child.kill();
    }, idleMs);
    resting.set(child, over.unref());
  };

  const runIn = async (child: Child, lease: Lease, signal: AbortSignal): Promise<Settled> => {
    const late = setTimeout(child.kill, limitMs);
    signal.addEventListener("abort", child.kill, { once: true });
    try {
      const settled = await child.run(lease, jobsPlace());
      if (!signal.aborted) rest(child);
      return settled;
    } finally {
      clearTimeout(late);
      signal.removeEventListener("abort", child.kill);
      if (!resting.has(child)) child.kill();
    }
  };

  return {
    run: async (lease, signal) => {
      await enter();
      try {
        signal.throwIfAborted();
        log.warn(
          { event: "task.isolated", task: lease.id, kind: lease.kind, begun: lease.begun },
          "a task was begun several times and never settled: it runs apart from the others",
        );
        return await runIn(rested() ?? startChild(program, serve), lease, signal);
      } finally {
        leave();
      }
    },
    close: () => {
      for (const [child, timer] of resting) {
        clearTimeout(timer);
        child.kill();
      }
      resting.clear();
    },
  };
};
