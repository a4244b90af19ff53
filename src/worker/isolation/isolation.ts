import { asProblem } from "../../errors.ts";
import type { Log } from "../../logging/log.ts";
import type { Place } from "../../ports/place.ts";
import type { Lease, Settled } from "../../ports/stores/queue.ts";
import type { Stores } from "../../ports/stores/stores.ts";
import { type IsolatedProcess, startProcess } from "./isolated-process.ts";
import { createSlots } from "./slots.ts";
import { serveStores } from "./stores-served.ts";

/** Runs tasks apart from the others, in a process that may die of them. */
export interface Isolation {
  /** Rejects with Problem `task.poison` when a process dies of this task alone, or its time is over. */
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
/** After a machine was shut down again and again, many tasks look suspicious and hardly one is. */
const mostTogether = 16;
/** A process without a task waits this long for the next one. */
const idleMs = 10_000;

/**
 * Suspects run together in one process. When that dies, those that were in it run one after the other in another, so
 * that each answers for itself.
 */
export const createIsolation = (deps: IsolationDeps): Isolation => {
  const [together, alone] = [createPool(deps, mostTogether), createPool(deps, 1)];
  return {
    run: async (lease, signal) => {
      const { id: task, kind, begun } = lease;
      const what = { event: "task.isolated", task, kind, begun } as const;
      deps.log.warn(what, "a task was begun several times and never settled: it runs apart from the others");
      const first = await together.run(lease, signal);
      if (first.state === "ran") return first.settled;
      if (first.wasAlone) throw first.problem;
      deps.log.warn(what, "a process with several suspects ended; each now runs in its own");
      const last = await alone.run(lease, signal);
      if (last.state === "ran") return last.settled;
      throw last.problem;
    },
    close: () => {
      together.close();
      alone.close();
    },
  };
};

type Trial = { state: "ran"; settled: Settled } | { state: "died"; problem: Error; wasAlone: boolean };

interface Pool {
  /** Rejects with the Problem of the step, and when the signal aborts. */
  run(lease: Lease, signal: AbortSignal): Promise<Trial>;
  close(): void;
}

interface Tenant {
  wasAlone: boolean;
}

/** One process at a time, for so many tasks at once. */
const createPool = ({ stores, program, jobsPlace, limitMs = defaultLimitMs }: IsolationDeps, most: number): Pool => {
  const serve = serveStores(stores);
  const slots = createSlots(most);
  const tenants = new Map<IsolatedProcess, Set<Tenant>>();
  let current: IsolatedProcess | undefined;
  let idle: NodeJS.Timeout | undefined;

  const enter = (tenant: Tenant): IsolatedProcess => {
    clearTimeout(idle);
    if (!current?.isAlive()) current = startProcess(program, serve);
    const present = tenants.get(current) ?? new Set();
    for (const other of present) other.wasAlone = false;
    tenant.wasAlone = present.size === 0;
    tenants.set(current, present.add(tenant));
    return current;
  };
  const leave = (process: IsolatedProcess, tenant: Tenant): void => {
    const present = tenants.get(process);
    present?.delete(tenant);
    if (present?.size !== 0) return;
    tenants.delete(process);
    if (process === current) idle = setTimeout(process.kill, idleMs).unref();
  };

  const runIn = async (process: IsolatedProcess, lease: Lease, signal: AbortSignal): Promise<Settled> => {
    const late = setTimeout(process.kill, limitMs);
    const stop = Promise.withResolvers<never>();
    const abort = () => stop.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    try {
      return await Promise.race([process.run(lease, jobsPlace()), stop.promise]);
    } finally {
      clearTimeout(late);
      signal.removeEventListener("abort", abort);
      // It must not go on with what belongs to somebody else now.
      if (signal.aborted) process.kill();
    }
  };

  const run = async (lease: Lease, signal: AbortSignal): Promise<Trial> => {
    signal.throwIfAborted();
    const tenant = { wasAlone: true };
    const process = enter(tenant);
    try {
      return { state: "ran", settled: await runIn(process, lease, signal) };
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (signal.aborted || problem.code !== "task.poison") throw thrown;
      return { state: "died", problem, wasAlone: tenant.wasAlone };
    } finally {
      leave(process, tenant);
    }
  };

  return {
    run: (lease, signal) => slots.hold(() => run(lease, signal)),
    close: () => {
      clearTimeout(idle);
      current?.kill();
    },
  };
};
