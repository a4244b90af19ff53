import { text } from "node:stream/consumers";
import type { RunnableConfig } from "@langchain/core/runnables";
import { silent } from "../../../src/logging/log.ts";
import type { Lease, Settled, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { checkpointOf, loop, threadConfig } from "../stores/checkpoints.ts";
import type { Opening } from "./killed-worker.ts";

/*
 * The program of killedWorker: stores the tasks, begins them, and never ends a step. A task of the kind "save" saves
 * checkpoints to the thread that is its payload, each with one more item in its list.
 */

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const { module, factory, options, tasks } = JSON.parse(await text(process.stdin)) as Opening & { tasks: Task[] };
const open = (await import(module))[factory] as (options: object) => Stores | Promise<Stores>;
const { queue, saver } = await open({ ...(options as object), log: silent });
for (const task of tasks) {
  await queue.put(task);
  say(`stored ${task.id}`);
}

const save = async (thread: string): Promise<never> => {
  let config: RunnableConfig = threadConfig(thread);
  for (let at = 1; ; at += 1) {
    const checkpoint = checkpointOf(
      { list: Array.from({ length: at }, (_, item) => `${item} ${"x".repeat(1000)}`) },
      at,
    );
    config = await saver.put(config, checkpoint, loop, checkpoint.channel_versions);
    say(`saved ${at}`);
  }
};

queue.work((lease: Lease) => {
  say(`running ${lease.id}`);
  return lease.kind === "save" ? save(String(lease.payload)) : new Promise<Settled>(() => {});
}, 100);
setInterval(() => {}, 1000);
