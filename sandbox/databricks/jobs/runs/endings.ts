/** How a run or a task ended, in the terms of both the old `state` and the new `status`. */
export interface Ending {
  life: "TERMINATED" | "INTERNAL_ERROR" | "SKIPPED";
  result: string;
  code: string;
  type: "SUCCESS" | "CLIENT_ERROR" | "INTERNAL_ERROR" | "CLOUD_FAILURE";
  message: string;
  /** `user_cancelled_or_timedout` of the old state. */
  stopped?: true;
  /** What get-output says about it. */
  error?: string;
  trace?: string;
  /** What a Python file or dbt wrote. */
  logs?: string;
  /** The task ended while it waited for its cluster. */
  neverRan?: true;
  /** What happened to its cluster meanwhile, besides starting and ending. */
  events?: readonly ClusterTrouble[];
  /** Why its cluster ended, if it was not because the task had ended. */
  termination?: Termination;
}

interface ClusterTrouble {
  type: string;
  details?: object;
}

export interface Termination {
  code: string;
  type: string;
  parameters: Record<string, string>;
}

/** Stands for the id of the run's cluster in every text. */
export const CLUSTER = "{cluster}";

export const succeeded: Ending = {
  life: "TERMINATED",
  result: "SUCCESS",
  code: "SUCCESS",
  type: "SUCCESS",
  message: "",
};

/** A run whose last tasks succeeded although one before them failed. */
export const succeededPartly: Ending = { ...succeeded, result: "SUCCESS_WITH_FAILURES", code: "SUCCESS_WITH_FAILURES" };

export const cancelled: Ending = {
  life: "TERMINATED",
  result: "CANCELED",
  code: "USER_CANCELED",
  type: "CLIENT_ERROR",
  message: "Run cancelled.",
  stopped: true,
  error: "Run cancelled.",
};

/** A task that did not run because one before it did not succeed. */
export const upstreamOf = (cause: Ending): Ending => ({
  life: "TERMINATED",
  result: cause.result === "CANCELED" ? "UPSTREAM_CANCELED" : "UPSTREAM_FAILED",
  code: "SKIPPED",
  type: "CLIENT_ERROR",
  message: cause.result === "CANCELED" ? "An upstream task was cancelled." : "An upstream task failed.",
});

/** A run that was skipped because too many others run. */
export const tooMany = (most: number): Ending => ({
  life: "SKIPPED",
  result: "MAXIMUM_CONCURRENT_RUNS_REACHED",
  code: "MAX_CONCURRENT_RUNS_EXCEEDED",
  type: "CLIENT_ERROR",
  message: `Run skipped because the limit of ${most} concurrent runs of this job was reached.`,
});

/**
 * The run whose task failed. The old state calls an ordinary failure INTERNAL_ERROR; the new status says TERMINATED with
 * the code of the task.
 */
export const failedBecause = (key: string, task: Ending, skipsOthers: boolean): Ending => ({
  life: task.stopped ? "TERMINATED" : "INTERNAL_ERROR",
  result: task.result,
  code: task.code,
  type: task.type,
  message: task.stopped
    ? task.message
    : `Task ${key} failed with message: ${task.message.replace(/\.$/, "")}.${skipsOthers ? " This caused all downstream tasks to get skipped." : ""}`,
  ...(task.stopped && { stopped: true as const }),
});
