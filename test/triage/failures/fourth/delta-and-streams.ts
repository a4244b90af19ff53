import type { LabelledFailure } from "../failure.ts";

const lost =
  "org.apache.spark.SparkException: Job aborted due to stage failure: Task 7 in stage 21.0 failed 4 times, most recent failure: Lost task 7.3 in stage 21.0 (TID 940) (10.6.2.18 executor 3): ";
const frames = `\tat org.apache.spark.sql.execution.datasources.FileScanRDD$$anon$1.hasNext(FileScanRDD.scala:200)
\tat org.apache.spark.scheduler.ResultTask.runTask(ResultTask.scala:93)
\tat java.lang.Thread.run(Thread.java:750)`;

/** Failures of Delta tables, files, streams, pipelines, and of other languages. */
export const fourthStreamFailures: LabelledFailure[] = [
  {
    name: "Delta: columns that don't fit",
    is: "data",
    error:
      'AnalysisException: [_LEGACY_ERROR_TEMP_DELTA_0007] A schema mismatch detected when writing to the Delta table (Table ID: 0b2e).\nTo enable schema migration using DataFrameWriter or DataStreamWriter, please set:\n\'.option("mergeSchema", "true")\'.',
  },
  {
    name: "Delta: a constraint that is violated",
    is: "data",
    error: `${lost}com.databricks.sql.transaction.tahoe.schema.DeltaInvariantViolationException: [DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive_amount (amount > 0) violated by row with values:\n - amount : -3`,
  },
  {
    name: "Delta: a reader that is too old",
    is: "syntax",
    error:
      '[DELTA_UNSUPPORTED_FEATURES_FOR_READ] Unsupported Delta read feature: table "prod.gold.kpi" requires reader table feature(s) that are unsupported by this version of Databricks: deletionVectors. SQLSTATE: 56038',
  },
  {
    name: "Delta: a version that is gone",
    is: "data",
    error:
      "com.databricks.sql.transaction.tahoe.DeltaAnalysisException: [DELTA_VERSION_NOT_FOUND] Cannot time travel Delta table to version 12. Available versions: [40, 118]. SQLSTATE: 22003",
  },
  {
    name: "Delta: a log that was cleaned",
    is: "data",
    error:
      "[DELTA_LOG_FILE_NOT_FOUND_FOR_STREAMING_SOURCE] If you never deleted it, it's likely your query is lagging behind. Please delete its checkpoint to restart from scratch. SQLSTATE: 42K03",
  },
  {
    name: "Delta: a table that isn't one",
    is: "data",
    error:
      "AnalysisException: [DELTA_MISSING_DELTA_TABLE] abfss://gold@acme.dfs.core.windows.net/kpi is not a Delta table.",
  },
  {
    name: "a Parquet file that is empty",
    is: "data",
    error: `${lost}java.lang.RuntimeException: abfss://raw@acme.dfs.core.windows.net/erp/p1.parquet is not a Parquet file. Expected magic number at tail, but found [0, 0, 0, 0]\n${frames}`,
  },
  {
    name: "records that can't be read in FAILFAST",
    is: "data",
    error: `${lost}org.apache.spark.SparkException: [MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are detected in record parsing: [null,null,17].\nParse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'. SQLSTATE: 22023`,
  },
  {
    name: "a broadcast that waits too long",
    is: "timeout",
    error:
      'org.apache.spark.SparkException: [EXECUTE_BROADCAST_TIMEOUT] Could not execute broadcast in 300 secs. You can increase the timeout for broadcasts via "spark.sql.broadcastTimeout". SQLSTATE: HY000',
  },
  {
    name: "a heartbeat that fails",
    is: "network",
    error: `${lost}org.apache.spark.shuffle.FetchFailedException: Connection reset by peer\nCaused by: java.io.IOException: Connection reset by peer\n\tat sun.nio.ch.SocketDispatcher.read(SocketDispatcher.java:46)`,
  },
  {
    name: "a UDF with a bug of types",
    is: "syntax",
    error: `${lost}org.apache.spark.api.python.PythonException: 'TypeError: unsupported operand type(s) for +: 'int' and 'str'', from <command-77>, line 4. Full traceback below:\nTraceback (most recent call last):\n  File "<command-77>", line 4, in add_tax\nTypeError: unsupported operand type(s) for +: 'int' and 'str'`,
  },
  {
    name: "a UDF whose service answers nothing",
    is: "network",
    error: `${lost}org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File "/databricks/python/lib/python3.11/site-packages/urllib3/connectionpool.py", line 799, in urlopen\nurllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='geocode.acme.test', port=443): Max retries exceeded with url: /v1 (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 101] Network is unreachable'))`,
  },
  {
    name: "a task that can't be sent",
    is: "syntax",
    error:
      "org.apache.spark.SparkException: Task not serializable\nCaused by: java.io.NotSerializableException: com.acme.etl.Session",
  },
  {
    name: "a session inside a worker",
    is: "syntax",
    error:
      "pyspark.errors.exceptions.base.PySparkRuntimeError: [CONTEXT_ONLY_VALID_ON_DRIVER] It appears that you are attempting to reference SparkContext from a broadcast variable, action, or transformation. SparkContext can only be used on the driver, not in code that it run on workers.",
  },
  {
    name: "Auto Loader: a notification queue that may not be made",
    is: "permission",
    error:
      "com.databricks.sql.cloudfiles.errors.CloudFilesException: [CF_AWS_SQS_ERROR] Failed to create queue: User: arn:aws:sts::112233445566:assumed-role/etl/i-0a is not authorized to perform: sqs:createqueue on resource: arn:aws:sqs:eu-central-1:112233445566:databricks-auto-ingest",
  },
  {
    name: "Auto Loader: a folder that isn't there",
    is: "data",
    error:
      "StreamingQueryException: [STREAM_FAILED] Query [id = 51, runId = 7c] terminated with exception: The input path for CloudFiles does not exist: [CF_PATH_DOES_NOT_EXIST_FOR_READ_FILES] Cannot read files when the input path s3://acme-landing/pos does not exist. SQLSTATE: 42K03",
  },
  {
    name: "Auto Loader: a type that changed",
    is: "data",
    error:
      '[UNKNOWN_FIELD_EXCEPTION.NEW_FIELDS_IN_RECORD_WITH_FILE_PATH] Encountered unknown fields during parsing: {"loyalty":{"tier":1}}, which can be fixed by an automatic retry: false. SQLSTATE: KD003',
  },
  {
    name: "a stream with another query in its checkpoint",
    is: "syntax",
    error:
      "AnalysisException: [STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA] Streaming stateful operator name does not match with the operator in state metadata. This likely to happen when user adds/removes/changes stateful operator of existing streaming query. SQLSTATE: 42K03",
  },
  {
    name: "Kafka: nobody answers",
    is: "network",
    error:
      "StreamingQueryException: [STREAM_FAILED] Query [id = 53, runId = 8f] terminated with exception: kafkashaded.org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: describeTopics",
  },
  {
    name: "Kafka: a password that is wrong",
    is: "permission",
    error:
      "StreamingQueryException: [STREAM_FAILED] Query [id = 54, runId = 90] terminated with exception: kafkashaded.org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512",
  },
  {
    name: "a pipeline whose table isn't there",
    is: "data",
    message: "Update 0b11 of pipeline silver_pos has FAILED.",
    error:
      "com.databricks.pipelines.common.errors.DLTAnalysisException: [PIPELINE_DATASET_WITHOUT_FLOW] Pipeline dataset `silver`.`pos` does not have any defined flows. SQLSTATE: 0A000\nCaused by: org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `bronze`.`pos` cannot be found. SQLSTATE: 42P01",
  },
  {
    name: "a pipeline that goes in a circle",
    is: "syntax",
    message: "Update 0b12 of pipeline gold_kpi has FAILED.",
    error:
      "com.databricks.pipelines.graph.CircularDependencyException: Circular dependencies found: kpi_a -> kpi_b -> kpi_a",
  },
  {
    name: "a pipeline that defines a table twice",
    is: "syntax",
    message: "Update 0b13 of pipeline gold_kpi has FAILED.",
    error:
      "org.apache.spark.sql.AnalysisException: [PIPELINE_DUPLICATE_IDENTIFIERS.DATASET] Duplicate pipeline dataset identifiers. The dataset `gold`.`kpi_daily` is defined more than once. SQLSTATE: 42710",
  },
  {
    name: "Scala code with a type that doesn't fit",
    is: "syntax",
    error:
      'command-31:9: error: type mismatch;\n found   : String\n required: Int\nval days: Int = dbutils.widgets.get("days")\n                                   ^',
  },
  {
    name: "R: a package that isn't there",
    is: "syntax",
    error: "Error in library(forecast) : there is no package called ‘forecast’",
  },
  {
    name: "R: a bracket too many",
    is: "syntax",
    error: "Error: unexpected ')' in \"  mean(x))\"",
  },
];
