import { CLUSTER, type Ending } from "../runs/endings.ts";

/* Endings as the systems write them: the status says little, the output has the error and its trace. */

const red = (text: string): string => `\u001b[0;31m${text}\u001b[0m`;
const green = (text: string): string => `\u001b[0;32m${text}\u001b[0m`;
const line = red("-".repeat(75));

/** A line of the trace under a notebook's own. */
const sparkFrames = [
  `File ${green("/databricks/spark/python/pyspark/errors/exceptions/captured.py:263")}, in ${green("capture_sql_exception.<locals>.deco")}\u001b[0;34m(*a, **kw)\u001b[0m`,
  `\u001b[1;32m    259\u001b[0m converted = convert_exception(e.java_exception)`,
  `\u001b[0;32m--> 263\u001b[0m \u001b[38;5;28;01mraise\u001b[39;00m converted \u001b[38;5;28;01mfrom\u001b[39;00m \u001b[38;5;28;01mNone\u001b[39;00m`,
  "",
];

/** A trace as a notebook prints it, colours included. */
const notebookTrace = (kind: string, cell: number, source: string, words: string, frames: readonly string[]): string =>
  [
    line,
    `${red(kind)}${"Traceback (most recent call last)".padStart(74 - kind.length)}`,
    `File ${green(`<command-${cell}>, line 3`)}`,
    `\u001b[1;32m      1\u001b[0m orders = spark.table("sales.orders")`,
    `\u001b[1;32m      2\u001b[0m customers = spark.table("sales.customers")`,
    `\u001b[0;32m----> 3\u001b[0m \u001b[43m${source}\u001b[49m`,
    "",
    ...frames,
    `${red(kind)}: ${words}`,
  ].join("\n");

const failed = { life: "TERMINATED", result: "FAILED" } as const;
const inWorkload = { code: "RUN_EXECUTION_ERROR", type: "CLIENT_ERROR" } as const;
const seeOutput = "Workload failed, see run output for details";

/** The code of a notebook failed in a call of Spark. */
export const inSpark = (kind: string, cell: number, source: string, words: string): Ending => ({
  ...{ ...failed, ...inWorkload, message: seeOutput },
  error: `${kind}: ${words.split("\n")[0]}`,
  trace: notebookTrace(kind, cell, source, words, sparkFrames),
});

/** The code of a notebook failed by itself. */
export const inPython = (kind: string, cell: number, source: string, words: string): Ending => ({
  ...{ ...failed, ...inWorkload, message: seeOutput },
  error: `${kind}: ${words.split("\n")[0]}`,
  trace: notebookTrace(kind, cell, source, words, []),
});

/** Spark gave up a stage: `cause` is the last line of Java's trace. */
export const inStage = (cell: number, source: string, reason: string, cause: string): Ending => {
  const words = `Job aborted due to stage failure: Task 37 in stage 12.0 failed 4 times, most recent failure: Lost task 37.3 in stage 12.0 (TID 914) (10.139.64.7 executor 3): ${reason}`;
  const frames = [
    "Driver stacktrace:",
    "\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:3908)",
    "\tat org.apache.spark.scheduler.DAGScheduler.handleTaskSetFailed(DAGScheduler.scala:1591)",
    `Caused by: ${cause}`,
    "\tat org.apache.spark.sql.execution.WholeStageCodegenExec.$anonfun$doExecute$4(WholeStageCodegenExec.scala:35)",
  ].join("\n");
  const ending = inSpark("SparkException", cell, source, words);
  return { ...ending, trace: `${ending.trace}\n${frames}` };
};

/** A task that is no notebook failed: what it wrote is in its error or in its logs. */
export const inTask = (error: string, more: Partial<Ending> = {}): Ending => ({
  ...{ ...failed, ...inWorkload, message: seeOutput },
  error,
  ...more,
});

/** The infrastructure failed: the status names the cause. */
export const around = (code: string, type: Ending["type"], message: string, more: Partial<Ending> = {}): Ending => ({
  life: "INTERNAL_ERROR",
  result: "FAILED",
  code,
  type,
  message,
  error: message,
  ...more,
});

/** The cluster did not come up: `code` and words of its termination. */
export const noCluster = (
  ending: { code: string; type: Ending["type"] },
  termination: NonNullable<Ending["termination"]>,
): Ending => {
  const words = Object.entries(termination.parameters).map(([name, value]) => `${name}:${value}`);
  const why = `${termination.code} (${termination.type}): ${words.join(", ")}`;
  const message = `Unexpected failure while waiting for the cluster ${CLUSTER} to be ready: Cluster ${CLUSTER} is in unexpected state TERMINATED: ${why}`;
  return around(ending.code, ending.type, message, { neverRan: true, termination });
};
