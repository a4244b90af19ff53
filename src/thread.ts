import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";

/** Starts a thread. It begins with nothing loaded, and finds what was compiled earlier only where its environment says so. */
export const startThread = (program: URL, options: Pick<WorkerOptions, "workerData" | "resourceLimits">): Worker => {
  const folder = getCompileCacheDir();
  // Node adds a folder for its version to what is named.
  const env = folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
  return new Worker(program, { ...options, execArgv: [], env });
};
