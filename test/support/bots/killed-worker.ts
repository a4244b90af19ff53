import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { endWithUs } from "../../../sandbox/children.ts";
import type { Json } from "../../../src/ports/json.ts";
import type { Task } from "../../../src/ports/stores/queue.ts";
import { npmArguments } from "./program.ts";

/** What the process that will be killed opens: an exported function of a module, called with the options and a log. */
export interface Opening {
  module: string;
  factory: string;
  options: Json;
}

/** Starts a worker in another process, kills it by SIGKILL once `when` holds, and returns what it said. */
export const killedWorker = async (
  opening: Opening,
  tasks: Task[],
  when: (said: string[]) => boolean = allKeysRun(tasks),
): Promise<string[]> => {
  const program = new URL("./doomed-worker.ts", import.meta.url).pathname;
  const worker = endWithUs(spawn(process.execPath, npmArguments(program), { stdio: ["pipe", "pipe", "inherit"] }));
  worker.stdin.end(JSON.stringify({ ...opening, tasks }));
  const said: string[] = [];
  for await (const line of createInterface({ input: worker.stdout })) {
    said.push(line);
    if (when(said)) break;
  }
  worker.kill("SIGKILL");
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, "exit");
  if (!when(said)) throw new Error(`The worker ended by itself (exit code ${worker.exitCode})`);
  return said;
};

const allKeysRun = (tasks: Task[]) => {
  const orderingKeys = new Set(tasks.map((task) => task.orderingKey));
  return (said: string[]) => said.filter((line) => line.startsWith("running ")).length >= orderingKeys.size;
};
