import type { TaskSpec } from "./spec.ts";

/** A task that needs no others and runs once they succeeded, if nothing else is said. */
export const task = (key: string, more: Pick<TaskSpec, "work" | "output"> & Partial<TaskSpec>): TaskSpec => ({
  key,
  after: [],
  runIf: "ALL_SUCCESS",
  weight: 1,
  ...more,
});

export const notebook = (path: string) => ({
  notebook_task: { notebook_path: `/Workspace/Jobs/${path}`, source: "WORKSPACE" },
});
/** The output of a notebook that ends with a value. */
export const exit = (result: unknown) => ({
  notebook_output: { result: typeof result === "string" ? result : JSON.stringify(result), truncated: false },
});
