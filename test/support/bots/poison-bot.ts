import type { Overrides } from "../../../src/compose.ts";
import { createLog } from "../../../src/logging/log.ts";
import { start } from "../../../src/main.ts";
import { loadConfig } from "../../../src/open/load-config.ts";
import { workIsolated } from "../../../src/worker/isolation/child.ts";
import { isolatedFlag } from "../../../src/worker/isolation/messages.ts";
import type { Step } from "../../../src/worker/worker.ts";

/*
 * The bot as `npm start` runs it, but a question that holds the word "poison" and the name of a poison does harm to the
 * process that works on it, the first four times: `poison loop`; with `late`, each time but the first, when its first sign
 * is there; with `outside`, not where it runs apart.
 */

const isIsolated = process.argv.includes(isolatedFlag);

const poisons: Record<string, () => unknown> = {
  loop: () => {
    for (;;) Math.random();
  },
  exit: () => process.exit(3),
  kill: () => process.kill(process.pid, "SIGKILL"),
  memory: () => {
    for (const held: unknown[] = []; ; ) held.push(Array.from({ length: 10_000 }, () => ({})));
  },
  bug: () => {
    throw new TypeError("cannot read properties of undefined");
  },
};

const poisoned =
  (step: Step): Step =>
  async (lease, signal) => {
    const text = JSON.stringify(lease.payload);
    const name = /poison (\w+)/.exec(text)?.[1] ?? "";
    const isDue = text.includes("late") ? lease.attempt > 1 : lease.attempt <= 4;
    if (isDue && !(isIsolated && text.includes("outside"))) poisons[name]?.();
    return step(lease, signal);
  };

const overrides: Overrides = {
  steps: ({ turn, command, ...own }) => ({
    ...own,
    ...(turn && { turn: poisoned(turn) }),
    ...(command && { command: poisoned(command) }),
  }),
  isolated: new URL(import.meta.url),
};

const config = loadConfig();
const log = createLog(config.logLevel);
if (isIsolated) await workIsolated(config, log, overrides);
else {
  const running = await start(config, log, overrides);
  process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
}
