import { text } from "node:stream/consumers";
import { silent } from "../../src/log.ts";
import type { Lease, Settled, Stores, Task } from "../../src/ports.ts";
import type { Opening } from "./killed-worker.ts";

/* The program of killedWorker: stores the tasks, begins them, and never ends a step. */

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const { module, factory, options, tasks } = JSON.parse(await text(process.stdin)) as Opening & { tasks: Task[] };
const open = (await import(module))[factory] as (options: object) => Stores | Promise<Stores>;
const { queue } = await open({ ...(options as object), log: silent });
for (const task of tasks) {
  await queue.put(task);
  say(`stored ${task.id}`);
}
queue.work((lease: Lease) => {
  say(`running ${lease.id}`);
  return new Promise<Settled>(() => {});
}, 100);
setInterval(() => {}, 1000);
