import type { ClientConfig } from "pg";
import type { Log } from "../../../src/logging/log.ts";
import type { Queue } from "../../../src/ports/stores/queue.ts";
import { createWorker } from "../../queue/queue-worker.ts";
import type { Database } from "../connection/database.ts";
import { closedProblem } from "../connection/problems.ts";
import { createListener, type Listener } from "./listener.ts";
import { createTasks, leaseMs, type Tasks } from "./tasks.ts";

export interface QueueDeps {
  db: Database;
  /** For a connection of its own, on which it listens. */
  connection: ClientConfig;
  channel: string;
  log: Log;
  now: () => number;
}

/** How often a worker looks that is called when there is work, and how often one that is not, ms. */
const pollMs = { called: 1_000, alone: 200 };

/**
 * The queue: rows that workers claim with SKIP LOCKED and hold by a lease of five seconds. A worker knows by itself what it
 * has put and settled; others are told only of what it cannot take at once, since NOTIFY makes commits wait for each other.
 */
export const createQueue = ({ db, connection, channel, log, now }: QueueDeps): Queue & Pick<Tasks, "purge"> => {
  const tasks = createTasks(db, channel, now);
  let listener: Listener | undefined;
  const worker = createWorker({
    tasks,
    store: "postgres",
    log,
    leaseMs,
    pollMs: () => (listener?.hears() ? pollMs.called : pollMs.alone),
  });
  let closing: Promise<void> | undefined;
  return {
    put: async (task) => {
      if (closing) throw closedProblem();
      const stored = await tasks.put(task, !worker.hasRoom());
      if (stored.fresh && stored.ahead === 0) worker.look();
      return stored;
    },
    holds: tasks.holds,
    wake: async (id) => {
      await tasks.wake(id);
      worker.look();
    },
    work: (run, concurrency) => {
      if (closing) throw closedProblem();
      worker.begin(run, concurrency);
      listener = createListener({ connection, db, channel, onCall: worker.look });
    },
    counts: tasks.counts,
    close: (drainMs) => {
      listener?.close();
      closing ??= worker.end(drainMs);
      return closing;
    },
    purge: tasks.purge,
  };
};
