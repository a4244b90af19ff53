import { z } from "zod";
import { Table } from "./reply.ts";

/** State of a run or of one of its tasks, in the words we use. */
export const RunState = z.enum(["queued", "waiting", "starting", "running", "stopping", "ended"]);
export type RunState = z.infer<typeof RunState>;

/** How a run or task ended. `partly`: success with failures. `skipped`: never ran. */
export const RunOutcome = z.enum(["success", "partly", "failed", "timeout", "cancelled", "skipped"]);
export type RunOutcome = z.infer<typeof RunOutcome>;

export const RunTask = z.object({
  key: z.string(),
  /** Id of the task's own run, for its output. A string: ids go beyond 2^53. */
  run: z.string(),
  state: RunState,
  outcome: RunOutcome.optional(),
  /** Why it ended as it did, in the service's words. */
  message: z.string().optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
});
export type RunTask = z.infer<typeof RunTask>;

/** One run of a job. */
export const Run = z.object({
  run: z.string(),
  job: z.string(),
  name: z.string(),
  state: RunState,
  outcome: RunOutcome.optional(),
  /** Machine-readable reason of the end (`RUN_EXECUTION_ERROR`) and its class (`CLIENT_ERROR`). */
  reason: z.object({ code: z.string(), type: z.string() }).optional(),
  message: z.string().optional(),
  /** Why a queued run waits. */
  queued: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  tasks: z.array(RunTask),
  parameters: z.record(z.string(), z.string()),
  url: z.string().optional(),
  /** Who started it, as the service knows them. */
  creator: z.string().optional(),
});
export type Run = z.infer<typeof Run>;

/** What one task of a run left behind. */
export const TaskOutput = z.object({
  /** Exit value of a notebook, or the tail of the logs. */
  text: z.string().optional(),
  table: Table.optional(),
  error: z.string().optional(),
  /** Without terminal colours. */
  trace: z.string().optional(),
  truncated: z.boolean(),
});
export type TaskOutput = z.infer<typeof TaskOutput>;
