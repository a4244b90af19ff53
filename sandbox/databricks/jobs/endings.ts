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
  /** The task ended while it waited for its cluster. */
  neverRan?: true;
}

export const OUTCOMES = [
  "success",
  "failed",
  "syntax",
  "timeout",
  "resource",
  "permission",
  "network",
  "data",
  "cancelled",
  "skipped",
  "partly",
  "cloud",
] as const;
/** How a scripted run ends. */
export type Outcome = (typeof OUTCOMES)[number];

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

const timedOut: Ending = {
  life: "TERMINATED",
  result: "TIMEDOUT",
  code: "CANCELED",
  type: "CLIENT_ERROR",
  message: "Run timed out: the maximum duration was exceeded.",
  stopped: true,
  error: "Run timed out: the maximum duration was exceeded.",
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

/** The end of a task whose failure is scripted. */
export const failureOf = (outcome: Outcome): Ending => failures[outcome] ?? succeeded;

const red = (text: string): string => `\u001b[0;31m${text}\u001b[0m`;
const green = (text: string): string => `\u001b[0;32m${text}\u001b[0m`;
const line = red("-".repeat(75));

/** A trace as a notebook prints it, colours included. */
const notebookTrace = (kind: string, cell: number, source: string, words: string): string =>
  [
    line,
    `${red(kind)}${"Traceback (most recent call last)".padStart(74 - kind.length)}`,
    `File ${green(`<command-${cell}>, line 3`)}`,
    `\u001b[1;32m      1\u001b[0m orders = spark.table("sales.orders")`,
    `\u001b[1;32m      2\u001b[0m customers = spark.table("sales.customers")`,
    `\u001b[0;32m----> 3\u001b[0m \u001b[43m${source}\u001b[49m`,
    "",
    `File ${green("/databricks/spark/python/pyspark/errors/exceptions/captured.py:263")}, in ${green("capture_sql_exception.<locals>.deco")}\u001b[0;34m(*a, **kw)\u001b[0m`,
    `\u001b[1;32m    259\u001b[0m converted = convert_exception(e.java_exception)`,
    `\u001b[0;32m--> 263\u001b[0m \u001b[38;5;28;01mraise\u001b[39;00m converted \u001b[38;5;28;01mfrom\u001b[39;00m \u001b[38;5;28;01mNone\u001b[39;00m`,
    "",
    `${red(kind)}: ${words}`,
  ].join("\n");

/** The code failed: the status says only that, the output says why. */
const inCode = (kind: string, cell: number, source: string, words: string): Ending => ({
  life: "TERMINATED",
  result: "FAILED",
  code: "RUN_EXECUTION_ERROR",
  type: "CLIENT_ERROR",
  message: "Workload failed, see run output for details",
  error: `${kind}: ${words.split("\n")[0]}`,
  trace: notebookTrace(kind, cell, source, words),
});

/** The infrastructure failed: the status names the cause. */
const around = (code: string, type: Ending["type"], message: string, more: Partial<Ending> = {}): Ending => ({
  life: "INTERNAL_ERROR",
  result: "FAILED",
  code,
  type,
  message,
  error: message,
  ...more,
});

const syntaxError = inCode(
  "ParseException",
  4_021,
  'spark.sql("SELECT customer_id, SUM(amount) FORM sales.orders GROUP BY customer_id")',
  "[PARSE_SYNTAX_ERROR] Syntax error at or near 'sales'. SQLSTATE: 42601 (line 1, pos 43)\n\n== SQL ==\nSELECT customer_id, SUM(amount) FORM sales.orders GROUP BY customer_id\n-------------------------------------------^^^",
);

const schemaMismatch = inCode(
  "AnalysisException",
  4_035,
  'merged.write.mode("append").saveAsTable("sales.orders_daily")',
  "[DELTA_FAILED_TO_MERGE_FIELDS] Failed to merge fields 'amount' and 'amount'. Failed to merge incompatible data types DecimalType(10,2) and StringType. SQLSTATE: 22005",
);

const noConnection = inCode(
  "ConnectionError",
  4_050,
  'rates = requests.get("https://rates.example.com/v1/latest", timeout=30)',
  "HTTPSConnectionPool(host='rates.example.com', port=443): Max retries exceeded with url: /v1/latest (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f3c5c1f2a30>: Failed to establish a new connection: [Errno 110] Connection timed out'))",
);

const noRight = inCode(
  "AnalysisException",
  4_062,
  'merged.write.mode("overwrite").saveAsTable("finance.ledger")',
  "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have MODIFY on Table 'finance.ledger'. SQLSTATE: 42501",
);

const outOfMemory = around(
  "CLUSTER_ERROR",
  "CLIENT_ERROR",
  "Cluster 0918-204411-sandbox1 became unusable during the run: the driver ran out of memory (java.lang.OutOfMemoryError: Java heap space).",
  {
    error: "java.lang.OutOfMemoryError: Java heap space",
    trace: [
      "org.apache.spark.SparkException: Job aborted due to stage failure: Task 37 in stage 12.0 failed 4 times, most recent failure: Lost task 37.3 in stage 12.0 (TID 914) (10.139.64.7 executor 3): ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with code 52",
      "\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:3908)",
      "\tat org.apache.spark.scheduler.DAGScheduler.handleTaskSetFailed(DAGScheduler.scala:1591)",
      `Caused by: ${red("java.lang.OutOfMemoryError: Java heap space")}`,
      "\tat org.apache.spark.sql.execution.joins.HashedRelation.apply(HashedRelation.scala:143)",
    ].join("\n"),
  },
);

const noCapacity = around(
  "CLOUD_FAILURE",
  "CLOUD_FAILURE",
  "Unexpected failure while waiting for the cluster 0918-204411-sandbox1 to be ready: Cluster 0918-204411-sandbox1 is in unexpected state TERMINATED: AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE (CLOUD_FAILURE): there is no capacity for i3.2xlarge in the zone us-east-1c.",
  { neverRan: true },
);

const failures: Partial<Record<Outcome, Ending>> = {
  failed: syntaxError,
  syntax: syntaxError,
  partly: schemaMismatch,
  data: schemaMismatch,
  network: noConnection,
  permission: { ...noRight, code: "UNAUTHORIZED_ERROR" },
  resource: outOfMemory,
  cloud: noCapacity,
  timeout: timedOut,
  cancelled,
};
