import type { LabelledFailure } from "../failure.ts";

const lost =
  "org.apache.spark.SparkException: Job aborted due to stage failure: Task 7 in stage 21.0 failed 4 times, most recent failure: Lost task 7.3 in stage 21.0 (TID 940) (10.6.2.18 executor 3): ";

/** Failures of Spark: lost executors, memory, names and statements. */
export const fourthSparkFailures: LabelledFailure[] = [
  {
    name: "an executor that was lost for its memory",
    is: "resource",
    error: `${lost}ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with code 137`,
  },
  {
    name: "an executor over its limit in a container",
    is: "resource",
    error: `${lost}ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Container killed by YARN for exceeding physical memory limits. 10.4 GB of 10 GB physical memory used.`,
  },
  {
    name: "an executor that is decommissioned",
    is: "cluster",
    error: `${lost}ExecutorLostFailure (executor 3 exited unrelated to the running tasks) Reason: Executor decommission: spot instance reclaimed`,
  },
  {
    name: "memory that can't be had for a sort",
    is: "resource",
    error: `${lost}org.apache.spark.memory.SparkOutOfMemoryError: [UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire 65536 bytes of memory, got 0. SQLSTATE: 53200`,
  },
  {
    name: "a metaspace that is full",
    is: "resource",
    error: "java.lang.OutOfMemoryError: Metaspace",
  },
  {
    name: "a driver that can't start more threads",
    is: "resource",
    error: "java.lang.OutOfMemoryError: unable to create new native thread",
  },
  {
    name: "a buffer that Kryo can't hold",
    is: "resource",
    error: `${lost}org.apache.spark.SparkException: Kryo serialization failed: Buffer overflow. Available: 0, required: 37. To avoid this, increase spark.kryoserializer.buffer.max value.`,
  },
  {
    name: "a shuffle without space",
    is: "resource",
    error: `${lost}org.apache.spark.util.TaskCompletionListenerException: /local_disk0/spark-51/blockmgr-aa/0c/temp_shuffle_9: No space left on device`,
  },
  {
    name: "a gateway to Java that broke when the driver died",
    is: "cluster",
    error:
      "py4j.protocol.Py4JError: An error occurred while calling o71.sql. The driver has been restarted: The spark context has stopped and the driver is restarting. Your notebook will be automatically reattached.",
  },
  {
    name: "a context that was shut down",
    is: "cluster",
    error: "org.apache.spark.SparkException: Job 44 cancelled because SparkContext was shut down",
  },
  {
    name: "a view that isn't there",
    is: "data",
    error:
      "pyspark.errors.exceptions.connect.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `prod`.`silver`.`returns` cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a schema, verify the current_schema() output, or qualify the name with the correct schema and catalog.\nTo tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS. SQLSTATE: 42P01;\n'UnresolvedRelation [prod, silver, returns], [], false",
  },
  {
    name: "a catalog that isn't there",
    is: "data",
    error:
      "AnalysisException: [NO_SUCH_CATALOG_EXCEPTION] Catalog 'prod_eu' was not found. Please verify the catalog name and then retry the query or command again. SQLSTATE: 42704",
  },
  {
    name: "a volume that isn't there",
    is: "data",
    error:
      "org.apache.spark.sql.AnalysisException: [UC_VOLUME_NOT_FOUND] Volume `main`.`raw`.`inbox` does not exist. Please use 'SHOW VOLUMES' to list available volumes. SQLSTATE: 42704",
  },
  {
    name: "a column whose name is wrong",
    is: "syntax",
    error:
      "AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `custmer_id` cannot be resolved. Did you mean one of the following? [`customer_id`, `order_id`, `country`]. SQLSTATE: 42703",
  },
  {
    name: "a name that could be two columns",
    is: "syntax",
    error:
      "AnalysisException: [AMBIGUOUS_REFERENCE] Reference `id` is ambiguous, could be: [`o`.`id`, `c`.`id`]. SQLSTATE: 42704",
  },
  {
    name: "a union of different widths",
    is: "syntax",
    error:
      "AnalysisException: [NUM_COLUMNS_MISMATCH] UNION can only be performed on inputs with the same number of columns, but the first input has 7 columns and the second input has 8 columns. SQLSTATE: 42826",
  },
  {
    name: "a statement that isn't closed",
    is: "syntax",
    error:
      "org.apache.spark.sql.catalyst.parser.ParseException: \n[PARSE_SYNTAX_ERROR] Syntax error at or near end of input. SQLSTATE: 42601 (line 14, pos 0)\n\n== SQL ==\nSELECT * FROM (SELECT a FROM permission_denied\n^^^",
  },
  {
    name: "a cast that can't be",
    is: "data",
    error: `${lost}org.apache.spark.SparkNumberFormatException: [CAST_INVALID_INPUT] The value '--' of the type "STRING" cannot be cast to "DOUBLE" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead. SQLSTATE: 22018`,
  },
  {
    name: "an index out of an array",
    is: "data",
    error:
      "org.apache.spark.SparkArrayIndexOutOfBoundsException: [INVALID_ARRAY_INDEX_IN_ELEMENT_AT] The index 3 is out of bounds. The array has 2 elements. SQLSTATE: 22003",
  },
  {
    name: "a scalar subquery with more rows",
    is: "data",
    error:
      "org.apache.spark.SparkException: [SCALAR_SUBQUERY_TOO_MANY_ROWS] More than one row returned by a subquery used as an expression. SQLSTATE: 21000",
  },
];
