import type { Log } from "../../../src/logging/log.ts";
import type { Queue } from "../../../src/ports/stores/queue.ts";
import { createWorker } from "../../queue/queue-worker.ts";
import { type Connection, closedProblem } from "../client.ts";
import { untilAllowed } from "../ping.ts";
import { createListener } from "./listener.ts";
import { callKey, createTasks, leaseMs } from "./tasks.ts";

/** How often a worker looks without being called, ms. */
const pollMs = 1_000;

/**
 * The queue. A worker knows by itself what it has put and settled; another replica is called only for what it cannot
 * take at once.
 */
export const createQueue = (
  connection: Connection,
  prefix: string,
  log: Log,
  now: () => number,
  ping: () => Promise<void>,
): Queue => {
  const base = `{${prefix}}`;
  const tasks = createTasks(connection, base, now);
  const worker = createWorker({ tasks, store: "redis", log, leaseMs, pollMs: () => pollMs });
  const ending = new AbortController();
  let listener: { close(): void } | undefined;
  let isWorkedOn = false;
  let closing: Promise<void> | undefined;

  /** Room may have gone while it waited: then the call is for somebody else. */
  const onCall = (): void => {
    if (worker.hasRoom()) worker.look();
    else void tasks.tell().catch(() => undefined);
  };

  return {
    put: async (task) => {
      if (closing) throw closedProblem();
      const stored = await tasks.put(task, !worker.hasRoom());
      if (stored.fresh && stored.ahead === 0) worker.look();
      return stored;
    },
    holds: tasks.holds,
    wake: async (id) => {
      await tasks.wake(id, !worker.hasRoom());
      worker.look();
    },
    counts: tasks.counts,
    work: (run, concurrency) => {
      if (isWorkedOn || closing) throw new Error("A queue is worked on once, before it is closed.");
      isWorkedOn = true;
      void untilAllowed(ping, log, ending.signal).then(() => {
        if (closing) return;
        worker.begin(run, concurrency);
        const { retrying: client } = connection;
        listener = createListener({ client, key: callKey(base), hasRoom: worker.hasRoom, onCall });
      });
    },
    close: (drainMs) => {
      ending.abort();
      listener?.close();
      closing ??= worker.end(drainMs);
      return closing;
    },
  };
};
