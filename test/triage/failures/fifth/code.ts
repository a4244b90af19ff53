import type { LabelledFailure } from "../failure.ts";

/** Failures of code and data, in Python, Spark, SQL and pipelines. */
export const fifthCodeFailures: LabelledFailure[] = [
  {
    name: "a chain of three, of which the innermost is a token",
    is: "permission",
    error: "acme.pipeline.StepFailed: step 'crm_contacts' gave up after 3 tries",
    trace: `Traceback (most recent call last):
  File "/databricks/python/lib/python3.11/site-packages/msal/application.py", line 1480, in acquire
    raise TokenError(result["error_description"])
msal.exceptions.TokenError: AADSTS700016: Application with identifier '0f3c' was not found in the directory 'acme'.
The above exception was the direct cause of the following exception:
Traceback (most recent call last):
  File "/Workspace/Shared/acme/crm.py", line 12, in session
    raise CrmError("no session") from error
acme.crm.CrmError: no session
The above exception was the direct cause of the following exception:
acme.pipeline.StepFailed: step 'crm_contacts' gave up after 3 tries`,
  },
  {
    name: "a frame whose shape isn't that of the other",
    is: "syntax",
    error: "ValueError: operands could not be broadcast together with shapes (120,) (119,)",
  },
  {
    name: "a truth value that isn't one",
    is: "syntax",
    error: "ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().",
  },
  { name: "a list used as a key", is: "syntax", error: "TypeError: unhashable type: 'list'" },
  {
    name: "an enum that the code doesn't know",
    is: "data",
    error: "ValueError: 'PARTIALLY_RETURNED' is not a valid OrderStatus",
  },
  {
    name: "a decimal that isn't one",
    is: "data",
    error: "decimal.InvalidOperation: [<class 'decimal.ConversionSyntax'>]",
  },
  {
    name: "a CSV with a null byte",
    is: "data",
    error: "_csv.Error: line contains NUL",
  },
  {
    name: "an Avro block that can't be read",
    is: "data",
    error: "fastavro._read_common.SchemaResolutionError: Schema mismatch: int is not string for field customer_no",
  },
  {
    name: "a workbook in the old format",
    is: "syntax",
    error:
      "ImportError: Missing optional dependency 'xlrd'. Install xlrd >= 2.0.1 for xls Excel support Use pip or conda to install xlrd.",
  },
  {
    name: "YAML with a tab",
    is: "syntax",
    error:
      "yaml.scanner.ScannerError: while scanning for the next token\nfound character '\\t' that cannot start any token\n  in \"conf/prod.yml\", line 7, column 1",
  },
  {
    name: "pickle of another version",
    is: "syntax",
    error: "AttributeError: Can't get attribute '_unpickle_block' on <module 'pandas._libs.internals'>",
  },
  {
    name: "a directory that is in the way",
    is: "data",
    error: "IsADirectoryError: [Errno 21] Is a directory: '/Volumes/main/raw/inbox/2026-11-29'",
  },
  {
    name: "a widget that nobody filled in",
    is: "syntax",
    error: "com.databricks.dbutils_v1.InputWidgetNotDefined: No input widget named run_date is defined",
  },
  {
    name: "soda: checks that fail",
    is: "data",
    error: "AssertionError: Check results failed: \n[orders] missing_count(customer_id) = 0 FAILED (value: 31)",
    logs: "Oops! 1 failures. 0 warnings. 0 errors. 11 pass.",
  },
  {
    name: "an assertion without rows",
    is: "data",
    error: "ValueError: No data found for business date 2026-11-29 in source ERP_GL",
  },
  {
    name: "a business rule",
    is: "unknown",
    error: "acme.rules.ReconciliationError: debit 10412.20 != credit 10411.20",
  },
  {
    name: "an operation that isn't known for a path",
    is: "syntax",
    error: "OSError: [Errno 95] Operation not supported: '/Volumes/main/raw/inbox/out.xlsx'",
  },
  {
    name: "a schema that is no longer as it was cached",
    is: "data",
    error:
      "org.apache.spark.sql.AnalysisException: [INCOMPATIBLE_VIEW_SCHEMA_CHANGE] The SQL query of view `prod`.`v_orders` has an incompatible schema change and column `net` cannot be resolved. Expected 1 columns named `net` but got [`gross`]. SQLSTATE: 51024",
  },
  {
    name: "two tables in one join without a condition",
    is: "syntax",
    error:
      "AnalysisException: Detected implicit cartesian product for INNER join between logical plans. Join condition is missing or trivial.",
  },
  {
    name: "a window without an order",
    is: "syntax",
    error: "AnalysisException: Window function row_number() requires window to be ordered, please add ORDER BY clause.",
  },
  {
    name: "a function that isn't for streams",
    is: "syntax",
    error:
      "AnalysisException: Non-time-based windows are not supported on streaming DataFrames/Datasets;\nWindow [row_number() windowspecdefinition(id#1)]",
  },
  {
    name: "a table that exists already",
    is: "data",
    error:
      "AnalysisException: [TABLE_OR_VIEW_ALREADY_EXISTS] Cannot create table or view `gold`.`kpi` because it already exists. Choose a different name, drop or replace the existing object. SQLSTATE: 42P07",
  },
  {
    name: "a location that isn't empty",
    is: "data",
    error:
      "AnalysisException: [DELTA_CREATE_TABLE_WITH_NON_EMPTY_LOCATION] Cannot create table ('`main`.`silver`.`pos`'). The associated location ('s3://acme/silver/pos') is not empty and also not a Delta table. SQLSTATE: 42601",
  },
  {
    name: "a Hive table whose files are of another type",
    is: "data",
    error:
      "com.databricks.sql.io.FileReadException: Error while reading file abfss://raw@acme.dfs.core.windows.net/p/part-0.parquet. Parquet column cannot be converted. Column: [amount], Expected: DoubleType, Found: BINARY",
  },
  {
    name: "a batch that broke in foreachBatch, on a key",
    is: "syntax",
    error:
      "StreamingQueryException: [STREAM_FAILED] Query [id = 8, runId = 9] terminated with exception: An exception was raised by the Python Proxy. Return Message: Traceback (most recent call last):\n  File \"/databricks/spark/python/pyspark/sql/utils.py\", line 120, in call\nNameError: name 'target_tbl' is not defined",
  },
  {
    name: "state that was written by another version",
    is: "data",
    error:
      "org.apache.spark.sql.execution.streaming.state.StateStoreSnapshotFileNotFound: [CANNOT_LOAD_STATE_STORE.CANNOT_READ_SNAPSHOT_FILE_NOT_EXISTS] Error reading snapshot file /chk/state/0/3/118.snapshot: does not exist. SQLSTATE: 58030",
  },
  {
    name: "a checkpoint with two writers",
    is: "timeout",
    error:
      "org.apache.spark.SparkException: [CONCURRENT_STREAM_LOG_UPDATE] Concurrent update to the log. Multiple streaming jobs detected for 118. Please make sure only one streaming job runs on a specific checkpoint location at a time. SQLSTATE: 40000",
  },
  {
    name: "Delta: another job overwrote the rows",
    is: "timeout",
    error:
      "io.delta.exceptions.ConcurrentDeleteReadException: [DELTA_CONCURRENT_DELETE_READ] ConcurrentDeleteReadException: This transaction attempted to read one or more files that were deleted (for example part-0 in partition [day=2026-11-29]) by a concurrent update. Please try the operation again. SQLSTATE: 2D521",
  },
  {
    name: "Delta: a column mapping that is in the way",
    is: "syntax",
    error:
      '[DELTA_UNSUPPORTED_COLUMN_MAPPING_OPERATIONS_ON_COLUMNS_WITH_CDF] Operation "RENAME COLUMN" is not allowed when the table has enabled change data feed (CDF) and has undergone schema changes. SQLSTATE: 0AKDC',
  },
  {
    name: "Lakeflow: a flow that reads a view of another kind",
    is: "syntax",
    message: "Update 77aa of pipeline silver_hr has FAILED.",
    error:
      "org.apache.spark.sql.AnalysisException: [INVALID_FLOW_QUERY_TYPE.STREAMING_RELATION_FOR_MATERIALIZED_VIEW] Flow query type is invalid. Materialized view `silver`.`hr` is a batch query but reads a streaming relation. SQLSTATE: 42000",
  },
  {
    name: "Lakeflow: a table that isn't defined",
    is: "syntax",
    message: "Update 77ab of pipeline silver_hr has FAILED.",
    error:
      "com.databricks.pipelines.common.CustomException: [DLT ERROR CODE: NO_TABLES_IN_PIPELINE] No tables are defined by the libraries of this pipeline. This error usually occurs when there are only view definitions.",
  },
  {
    name: "Lakeflow: rows that may not be dropped",
    is: "data",
    message: "Update 77ac of pipeline silver_pos has FAILED.",
    error:
      "com.databricks.pipelines.execution.core.exceptions.ExpectationViolationException: Flow 'pos_clean' failed to meet the expectation. Violated expectations: 'has_store'.",
  },
  {
    name: "Scala: a value that nobody defined",
    is: "syntax",
    error: "<console>:31: error: not found: value ordersDf\n       ordersDf.count()\n       ^",
  },
  {
    name: "R: a variable that nobody defined",
    is: "syntax",
    error: "Error in summary(orders) : object 'orders' not found",
  },
  {
    name: "dbt: a contract that isn't met",
    is: "syntax",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: "05:00:01  Compilation Error in model dim_store (models/marts/dim_store.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.",
  },
  {
    name: "dbt: a package registry that is away",
    is: "network",
    error: "dbt command failed with exit code 2. See the logs for details.",
    logs: "05:01:00  Encountered an error:\nExternal connection exception occurred: HTTPSConnectionPool(host='hub.getdbt.com', port=443): Max retries exceeded with url: /api/v1/index.json (Caused by NewConnectionError(...))",
  },
  {
    name: "dbt: a merge with two matches",
    is: "data",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: "05:02:00  Database Error in snapshot customers_snapshot (snapshots/customers.sql)\n  [DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE] Cannot perform Merge as multiple source rows matched and attempted to modify the same target row.",
  },
  {
    name: "JSON parameters that can't be read",
    is: "data",
    error: "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
  },
  {
    name: "a warehouse's statement with an unknown parameter",
    is: "syntax",
    error:
      "[UNBOUND_SQL_PARAMETER] Found the unbound parameter: run_date. Please, fix `args` and provide a mapping of the parameter. SQLSTATE: 42P02",
  },
  {
    name: "MLflow: a signature that doesn't match",
    is: "data",
    error:
      "mlflow.exceptions.MlflowException: Failed to enforce schema of data with schema. Error: Model is missing inputs ['tenure_months'].",
  },
];
