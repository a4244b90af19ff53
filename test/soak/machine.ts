import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";

/** How late a thread that does nothing is woken by this machine, ms. A bot's event loop cannot be more punctual. */
export interface MachineDelay {
  p99: number;
  max: number;
}

const idle = `
const { monitorEventLoopDelay } = require("node:perf_hooks");
const { parentPort } = require("node:worker_threads");
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const ms = (measured) => Math.max(0, Math.round(measured / 1e6 - 10));
parentPort.once("message", () => parentPort.postMessage({ p99: ms(delay.percentile(99)), max: ms(delay.max) }));
`;

const Delay = z.object({ p99: z.number(), max: z.number() });

/** Measures from now on; returns how to end that. */
export const measureMachine = (): (() => Promise<MachineDelay>) => {
  const worker = new Worker(idle, { eval: true });
  return async () => {
    worker.postMessage("end");
    const [measured] = await once(worker, "message");
    await worker.terminate();
    return Delay.parse(measured);
  };
};
