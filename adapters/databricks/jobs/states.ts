import type { RunOutcome, RunState } from "../../../src/ports/databricks/run.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { lookup } from "../../../src/text/lookup.ts";

/*
 * The words of the Jobs API. `status` decides. The old `state` counts only if `status` is missing, because it calls an
 * ordinary failure INTERNAL_ERROR. Databricks may add values: an unknown state means running, an unknown end failed.
 */

export const stateByStatus = lookup<RunState>({
  QUEUED: "queued",
  BLOCKED: "waiting",
  WAITING: "waiting",
  PENDING: "starting",
  RUNNING: "running",
  TERMINATING: "stopping",
  TERMINATED: "ended",
});

/** By `life_cycle_state`. */
export const stateByLife = lookup<RunState>({
  QUEUED: "queued",
  BLOCKED: "waiting",
  WAITING_FOR_RETRY: "waiting",
  PENDING: "starting",
  RUNNING: "running",
  TERMINATING: "stopping",
  TERMINATED: "ended",
  SKIPPED: "ended",
  INTERNAL_ERROR: "ended",
});

/** By the code of the termination; any other code means failed. */
export const outcomeByCode = lookup<RunOutcome>({
  SUCCESS: "success",
  SUCCESS_WITH_FAILURES: "partly",
  USER_CANCELED: "cancelled",
  CANCELED: "cancelled",
  SKIPPED: "skipped",
  DISABLED: "skipped",
  MAX_CONCURRENT_RUNS_EXCEEDED: "skipped",
  MAX_JOB_QUEUE_SIZE_EXCEEDED: "skipped",
});

/** By `result_state`. */
export const outcomeByResult = lookup<RunOutcome>({
  SUCCESS: "success",
  SUCCESS_WITH_FAILURES: "partly",
  FAILED: "failed",
  TIMEDOUT: "timeout",
  CANCELED: "cancelled",
  MAXIMUM_CONCURRENT_RUNS_REACHED: "skipped",
  EXCLUDED: "skipped",
  DISABLED: "skipped",
  UPSTREAM_FAILED: "skipped",
  UPSTREAM_CANCELED: "skipped",
});

/** Why a run waits in the queue. */
export const queueWords = lookup<string>({
  MAX_CONCURRENT_RUNS_REACHED: phrase("jobQueue", {}),
  ACTIVE_RUNS_LIMIT_REACHED: phrase("workspaceQueue", {}),
  ACTIVE_RUN_JOB_TASKS_LIMIT_REACHED: phrase("jobTaskQueue", {}),
});
