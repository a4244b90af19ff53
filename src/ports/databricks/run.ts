import { z } from "zod";
import { Table } from "../table.ts";

/** State of a run or of one of its tasks, in the words we use. */
export const RunState = z.enum(["queued", "waiting", "starting", "running", "stopping", "ended"]);
export type RunState = z.infer<typeof RunState>;

/** How a run or task ended. `partly`: success with failures. `skipped`: never ran. */
export const RunOutcome = z.enum(["success", "partly", "failed", "timeout", "cancelled", "skipped"]);
export type RunOutcome = z.infer<typeof RunOutcome>;

/** Machine-readable reason of an end (`RUN_EXECUTION_ERROR`) and its class (`CLIENT_ERROR`), as the service names them. */
const EndReason = z.object({ code: z.string(), type: z.string() });

export const RunTask = z.object({
  key: z.string(),
  /** Id of the task's own run, for its output. A string: ids go beyond 2^53. */
  run: z.string(),
  state: RunState,
  outcome: RunOutcome.optional(),
  reason: EndReason.optional(),
  /** Why it ended as it did, in the service's words. */
  message: z.string().optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** What it runs: `notebook`, `python wheel`, `sql`, `dbt`, `pipeline`, or the service's word for a newer kind. */
  kind: z.string().optional(),
  /** Id of the cluster that it ran on. */
  cluster: z.string().optional(),
  /** 0 is the first attempt. */
  attempt: z.number().optional(),
});
export type RunTask = z.infer<typeof RunTask>;

/** What a repair made of its run. */
const RunRepair = z.object({
  id: z.string(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  outcome: RunOutcome.optional(),
});

/** One run of a job. */
export const Run = z.object({
  run: z.string(),
  job: z.string(),
  name: z.string(),
  state: RunState,
  outcome: RunOutcome.optional(),
  reason: EndReason.optional(),
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
  /** What started it, as the service names it: `PERIODIC`, `ONE_TIME`, `RETRY`. */
  trigger: z.string().optional(),
  /** 0 is the first attempt. */
  attempt: z.number().optional(),
  /** Oldest first; absent before the first one, and in lists. */
  repairs: z.array(RunRepair).optional(),
});
export type Run = z.infer<typeof Run>;

/** What one task of a run left behind. */
export const TaskOutput = z.object({
  /** Exit value of a notebook, or the tail of the logs. */
  text: z.string().optional(),
  table: Table.optional(),
  /** At most 16,000 characters. */
  error: z.string().optional(),
  /** Without terminal colours; at most 64,000 characters. Both its ends are kept, for the cause stands at one of them. */
  trace: z.string().optional(),
  truncated: z.boolean(),
});
export type TaskOutput = z.infer<typeof TaskOutput>;
