import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../../../src/errors.ts";
import { createLog } from "../../../src/logging/log.ts";
import { openWire, serveSteps } from "../../../src/worker/isolation/child.ts";
import { remoteStores } from "../../../src/worker/isolation/stores-remote.ts";
import { startWatchdog } from "../../../src/worker/watchdog.ts";
import type { Step } from "../../../src/worker/worker.ts";

/* A process as isolation begins it, whose steps do what their payload says. */

const { records } = remoteStores(openWire().ask);

const ways: Record<string, (id: string) => unknown> = {
  write: (id) => records.write(id, "written", 60_000),
  pid: () => records.write("pid", process.pid, 60_000),
  slow: () => sleep(1_500),
  hang: () => new Promise(() => {}),
  throw: () => {
    throw new Problem("store.unavailable", "It is away.", { retry: "later", afterMs: 5 });
  },
  bug: () => {
    throw new TypeError("x is undefined");
  },
  loop: () => {
    for (;;) Math.random();
  },
  exit: () => process.exit(3),
  kill: () => process.kill(process.pid, "SIGKILL"),
  memory: () => {
    for (const held: unknown[] = []; ; ) held.push(Array.from({ length: 10_000 }, () => ({})));
  },
};

const step: Step = async ({ id, payload }) => {
  // The others have begun by then.
  await sleep(300);
  await ways[String(payload)]?.(id);
  return payload === "write" ? { state: "again", inMs: 7 } : { state: "done" };
};

const watchdog = startWatchdog(createLog("silent"), { stillMs: 1_000, busyMs: 200, longestMs: 5_000 });
serveSteps({ test: step }, watchdog);
