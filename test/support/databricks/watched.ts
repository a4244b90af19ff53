import { createLog } from "../../../src/logging/log.ts";
import { startWatchdog } from "../../../src/worker/watchdog.ts";

/* A process that is watched like the bot, with shorter limits, and that stands still in the way that it is told. */

const watchdog = startWatchdog(createLog("info"), { stillMs: 3_000, busyMs: 200, longestMs: 6_000 });
const ways: Record<string, () => void> = {
  loop: () => {
    for (;;) Math.random();
  },
  regexp: () => void /^(a+)+$/.test(`${"a".repeat(60)}!`),
  wait: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  work: () => {
    const until = performance.now() + 700;
    while (performance.now() < until) Math.random();
  },
  nothing: () => {},
};
const way = ways[process.argv[2] ?? ""];
void watchdog.during({ id: "other", kind: "turn" }, () => new Promise(() => {}));
setInterval(() => process.stdout.write("alive\n"), 100);
setTimeout(() => {
  void watchdog.during({ id: "a", kind: "turn" }, async () => {
    await null;
    process.stdout.write("begins\n");
    way?.();
  });
}, 300);
