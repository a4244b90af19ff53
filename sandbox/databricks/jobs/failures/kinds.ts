import type { Ending } from "../runs/endings.ts";
import { inTask } from "./traces.ts";

/* Failures of tasks that are no notebooks, as each kind tells them. */

const dbtLogs = [
  "\u001b[0m02:01:07  Running with dbt=1.10.4",
  "\u001b[0m02:01:09  Found 14 models, 31 data tests, 6 sources",
  "\u001b[0m02:01:21  1 of 14 START sql table model marts.orders_daily ...... [RUN]",
  "\u001b[0m02:01:34  1 of 14 ERROR creating sql table model marts.orders_daily  [\u001b[31mERROR\u001b[0m in 13.10s]",
  "\u001b[0m02:01:34  13 of 14 SKIP relation marts.revenue_by_region ......... [\u001b[33mSKIP\u001b[0m]",
  "\u001b[0m02:01:35  \u001b[31mCompleted with 1 error, 0 partial successes, and 0 warnings:\u001b[0m",
  "\u001b[0m02:01:35",
  "\u001b[0m02:01:35    Database Error in model orders_daily (models/marts/orders_daily.sql)",
  "  [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `order_total` cannot be resolved. Did you mean one of the following? [`order_amount`, `order_id`]. SQLSTATE: 42703; line 14 pos 8",
  "\u001b[0m02:01:35  Done. PASS=12 WARN=0 ERROR=1 SKIP=1 NO-OP=0 TOTAL=14",
  "",
].join("\n");

export const dbtFailed: Ending = inTask("dbt command failed with exit code 1. See the logs for details.", {
  logs: dbtLogs,
});

export const pipelineFailed: Ending = inTask(
  "Update 4c1f7a92-60d3-4a57-9e0b-52f1d8e1c7a4 is FAILED. Flow 'orders_silver' has FAILED fatally. An error occurred because we detected an update or delete to one or more rows in the source table. Streaming tables may only use append-only streaming sources.",
  {
    trace: [
      "org.apache.spark.sql.streaming.StreamingQueryException: [STREAM_FAILED] Query [id = 3d0c11f4, runId = 9b7e5d20] terminated with exception: [DELTA_SOURCE_TABLE_IGNORE_CHANGES] Detected a data update in the source table at version 812. SQLSTATE: 0A000",
      "\tat org.apache.spark.sql.execution.streaming.StreamExecution.runStream(StreamExecution.scala:441)",
      "Caused by: com.databricks.sql.transaction.tahoe.DeltaUnsupportedOperationException: [DELTA_SOURCE_TABLE_IGNORE_CHANGES] Detected a data update in the source table at version 812.",
    ].join("\n"),
  },
);

export const queryFailed: Ending = inTask(
  '[DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. If necessary set "ansi_mode" to "false" to bypass this error. SQLSTATE: 22012\n== SQL (line 3, position 8) ==\nSELECT revenue / units AS price FROM retail.sales\n       ^^^^^^^^^^^^^^^',
);
