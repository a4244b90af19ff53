import type { LabelledFailure } from "./failure.ts";

const aborted = (cause: string): string =>
  `org.apache.spark.SparkException: Job aborted due to stage failure: Task 3 in stage 118.0 failed 4 times, most recent failure: Lost task 3.3 in stage 118.0 (TID 90412) (10.12.7.30 executor 4): ${cause}`;

const called = (method: string, cause: string): string =>
  `Py4JJavaError: An error occurred while calling o1107.${method}.\n: ${cause}`;

const frames = `\tat org.apache.spark.sql.execution.datasources.FileScanRDD$$anon$1.next(FileScanRDD.scala:611)
\tat org.apache.spark.scheduler.Task.run(Task.scala:152)
\tat java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1149)
\tat java.lang.Thread.run(Thread.java:750)`;

/** Spark, Delta, Auto Loader and JARs; most causes stand below wrappers. */
export const thirdSparkFailures: LabelledFailure[] = [
  {
    name: "a file that is no Parquet, below three wrappers",
    is: "data",
    error: called(
      "saveAsTable",
      aborted(
        `com.databricks.sql.io.FileReadException: Error while reading file abfss:REDACTED_LOCAL_PART@acmeraw.dfs.core.windows.net/erp/part-0001.parquet.\n${frames}\nCaused by: java.lang.RuntimeException: abfss://raw@acmeraw.dfs.core.windows.net/erp/part-0001.parquet is not a Parquet file. Expected magic number at tail, but found [10, 125, 93, 10]`,
      ),
    ),
  },
  {
    name: "a file that a VACUUM took away",
    is: "data",
    error: aborted(
      "com.databricks.sql.io.FileReadException: [FAILED_READ_FILE.DBR_FILE_NOT_EXIST] Error while reading file s3://acme-lake/silver/orders/part-00012.snappy.parquet. [DELTA_FILE_NOT_FOUND_DETAILED] File s3://acme-lake/silver/orders/part-00012.snappy.parquet referenced in the transaction log cannot be found. This occurs when data has been manually deleted from the file system rather than using the table `DELETE` statement. SQLSTATE: KD001",
    ),
  },
  {
    name: "a UDF that adds None to a number",
    is: "syntax",
    error: `PythonException: ${aborted(`org.apache.spark.api.python.PythonException: Traceback (most recent call last):
  File "<command-3310>", line 5, in add_fee
TypeError: unsupported operand type(s) for +: 'NoneType' and 'float'

\tat org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:848)
${frames}

Driver stacktrace:`)}`,
  },
  {
    name: "a package that the workers lack",
    is: "syntax",
    error: called(
      "collectToPython",
      aborted(`org.apache.spark.api.python.PythonException: Traceback (most recent call last):
  File "/databricks/spark/python/pyspark/serializers.py", line 192, in _read_with_length
    return self.loads(obj)
ModuleNotFoundError: No module named 'acme_geo'
${frames}`),
    ),
  },
  {
    name: "a batch function that meets a wall",
    is: "permission",
    error: `StreamingQueryException: [STREAM_FAILED] Query [id = 0d1e1b2c, runId = 51f0c7aa] terminated with exception: An exception was raised by the Python Proxy. Return Message: Traceback (most recent call last):
  File "/databricks/spark/python/pyspark/sql/utils.py", line 119, in call
    raise e
  File "<command-77>", line 11, in upsert
    batch.sparkSession.sql("MERGE INTO prod.finance.ledger t USING updates s ON t.id = s.id WHEN MATCHED THEN UPDATE SET *")
pyspark.errors.exceptions.captured.AnalysisException: [INSUFFICIENT_PERMISSIONS] Insufficient privileges:
User does not have MODIFY on Table 'prod.finance.ledger'. SQLSTATE: 42501`,
  },
  {
    name: "Auto Loader meets a new field",
    is: "data",
    error:
      "StreamingQueryException: [STREAM_FAILED] Query [id = 8a1c, runId = 77b0] terminated with exception: [UNKNOWN_FIELD_EXCEPTION.NEW_FIELDS_IN_FILE] Encountered unknown fields during parsing: [discount_pct], which can be fixed by an automatic retry: true SQLSTATE: KD003",
  },
  {
    name: "Auto Loader in an empty folder",
    is: "data",
    error:
      "[CF_EMPTY_DIR_FOR_SCHEMA_INFERENCE] Cannot infer schema when the input path `/Volumes/prod/landing/crm/` is empty. Please try to start the stream when there are files in the input path, or specify the schema. SQLSTATE: 42000",
  },
  {
    name: "a merge with two rows for one",
    is: "data",
    error:
      "[DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE] Cannot perform Merge as multiple source rows matched and attempted to modify the same\ntarget row in the Delta table in possibly conflicting ways. SQLSTATE: 21506",
  },
  {
    name: "a null where none may be",
    is: "data",
    error: called(
      "save",
      `${aborted(`com.databricks.sql.transaction.tahoe.schema.DeltaInvariantViolationException: [DELTA_NOT_NULL_CONSTRAINT_VIOLATED] NOT NULL constraint violated for column: customer_id.\n${frames}`)}`,
    ),
  },
  {
    name: "a table that was renamed",
    is: "data",
    error:
      "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `prod`.`crm`.`accounts_v2` cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a schema, verify the current_schema() output, or qualify the name with the correct schema and catalog.\nTo tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS. SQLSTATE: 42P01;\n'UnresolvedRelation [prod, crm, accounts_v2], [], false",
  },
  {
    name: "a column of an older frame",
    is: "data",
    error:
      "AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `region_code` cannot be resolved. Did you mean one of the following? [`region`, `order_id`, `amount`]. SQLSTATE: 42703;\n'Project ['region_code]\n+- Relation prod.sales.orders[order_id#11L,region#12,amount#13] parquet",
  },
  {
    name: "a number divided by zero",
    is: "data",
    error:
      'SparkArithmeticException: [DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. If necessary set "ansi_mode" to "false" to bypass this error. SQLSTATE: 22012',
  },
  {
    name: "a function called with the wrong type",
    is: "syntax",
    error:
      'AnalysisException: [DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE] Cannot resolve "sum(order_date)" due to data type mismatch: The first parameter requires the "NUMERIC" or "ANSI INTERVAL" type, however "order_date" has the type "DATE". SQLSTATE: 42K09',
  },
  {
    name: "a column that is not grouped",
    is: "syntax",
    error:
      'AnalysisException: [MISSING_AGGREGATION] The non-aggregating expression "region" is based on columns which are not participating in the GROUP BY clause.\nAdd the columns or the expression to the GROUP BY, aggregate the expression, or use "any_value(region)" if you do not care which of the values within a group is returned. SQLSTATE: 42803',
  },
  {
    name: "an executor that was killed for its memory",
    is: "resource",
    error: `org.apache.spark.SparkException: Job aborted due to stage failure: ShuffleMapStage 41 (save at Nightly.scala:88) has failed the maximum allowable number of times: 4. Most recent failure reason:\nExecutorLostFailure (executor 12 exited caused by one of the running tasks) Reason: Command exited with code 137`,
  },
  {
    name: "a result too large for the driver",
    is: "resource",
    error: called(
      "collectToPython",
      "org.apache.spark.SparkException: Job aborted due to stage failure: Total size of serialized results of 2214 tasks (4.0 GiB) is bigger than spark.driver.maxResultSize 4.0 GiB.\n\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:3908)",
    ),
  },
  {
    name: "Photon without memory",
    is: "resource",
    error: aborted(
      "org.apache.spark.memory.SparkOutOfMemoryError: Photon ran out of memory while executing this query.\nPhoton failed to reserve 512.0 MiB for hash table buckets, in SparseHashedRelation, in BuildHashedRelation, in BroadcastHashedRelation(spark_plan_id=9123).\nMemory usage:\nTotal task memory (including non-Photon): 7.4 GiB\ntask: allocated 6.9 GiB, tracked 7.1 GiB, untracked allocated 0.0 B, peak 7.1 GiB",
    ),
  },
  {
    name: "the disk of a shuffle",
    is: "resource",
    error: aborted(
      `java.io.IOException: No space left on device\n\tat sun.nio.ch.FileDispatcherImpl.write0(Native Method)\n\tat org.apache.spark.storage.TimeTrackingOutputStream.write(TimeTrackingOutputStream.java:59)\n${frames}`,
    ),
  },
  {
    name: "a broadcast that took too long",
    is: "timeout",
    error:
      "org.apache.spark.SparkException: Could not execute broadcast in 300 secs. You can increase the timeout for broadcasts via spark.sql.broadcastTimeout or disable broadcast join by setting spark.sql.autoBroadcastJoinThreshold to -1",
    trace:
      "Caused by: java.util.concurrent.TimeoutException\n\tat java.util.concurrent.FutureTask.get(FutureTask.java:205)",
  },
  {
    name: "a table too large for a broadcast",
    is: "resource",
    error:
      "org.apache.spark.SparkException: Cannot broadcast the table that is larger than 8.0 GiB: 11.2 GiB.\n\tat org.apache.spark.sql.errors.QueryExecutionErrors$.cannotBroadcastTableOverMaxTableBytesError(QueryExecutionErrors.scala:2610)",
  },
  {
    name: "workers that the cloud took back",
    is: "cluster",
    error: `org.apache.spark.SparkException: Job aborted due to stage failure: Task 118 in stage 9.0 failed 4 times, most recent failure: Lost task 118.3 in stage 9.0 (TID 7713) (10.139.64.8 executor 21): ExecutorLostFailure (executor 21 exited unrelated to the running tasks) Reason: Executor decommission: Worker decommissioned because the spot instance was preempted`,
  },
  {
    name: "a shuffle whose peer is gone",
    is: "network",
    error: `org.apache.spark.SparkException: Job aborted due to stage failure: ResultStage 66 (count at <command-9>:1) has failed the maximum allowable number of times: 4. Most recent failure reason:\norg.apache.spark.shuffle.FetchFailedException: Failed to connect to /10.12.7.44:4048\n\tat org.apache.spark.storage.ShuffleBlockFetcherIterator.throwFetchFailedException(ShuffleBlockFetcherIterator.scala:1239)\nCaused by: java.io.IOException: Connecting to /10.12.7.44:4048 failed\nCaused by: io.netty.channel.AbstractChannel$AnnotatedConnectException: Connection refused: /10.12.7.44:4048`,
  },
  {
    name: "Spark Connect that can't reach its server",
    is: "network",
    error:
      'SparkConnectGrpcException: <_MultiThreadedRendezvous of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n\tdetails = "failed to connect to all addresses; last error: UNKNOWN: ipv4:10.0.4.7:443: Failed to connect to remote host: Connection refused"\n\tdebug_error_string = "UNKNOWN:Error received from peer {grpc_status:14}"\n>',
  },
  {
    name: "a message too large for Spark Connect",
    is: "resource",
    error:
      'SparkConnectGrpcException: <_MultiThreadedRendezvous of RPC that terminated with:\n\tstatus = StatusCode.RESOURCE_EXHAUSTED\n\tdetails = "Sent message larger than max (162113402 vs. 134217728)"\n>',
  },
  {
    name: "a JAR without its main class",
    is: "syntax",
    error: "java.lang.ClassNotFoundException: com.acme.etl.NightlyMain",
    trace:
      "java.lang.ClassNotFoundException: com.acme.etl.NightlyMain\n\tat java.net.URLClassLoader.findClass(URLClassLoader.java:387)\n\tat com.databricks.backend.daemon.driver.ClassLoaders$LibraryClassLoader.loadClass(ClassLoaders.scala:151)",
  },
  {
    name: "a JAR built for another version",
    is: "syntax",
    error:
      "java.lang.NoSuchMethodError: 'org.json4s.JsonAST$JValue org.json4s.jackson.JsonMethods$.parse(org.json4s.JsonInput, boolean, boolean)'",
  },
  {
    name: "a null in a JAR",
    is: "syntax",
    error:
      'java.lang.NullPointerException: Cannot invoke "com.acme.etl.Rates.get(String)" because "this.rates" is null',
    trace: `java.lang.NullPointerException: Cannot invoke "com.acme.etl.Rates.get(String)" because "this.rates" is null
\tat com.acme.etl.PermissionAwareLoader.convert(PermissionAwareLoader.scala:51)
\tat com.acme.etl.TimeoutGuard.run(TimeoutGuard.scala:19)
\tat com.acme.etl.Nightly$.main(Nightly.scala:12)`,
  },
  {
    name: "Scala that doesn't compile",
    is: "syntax",
    error:
      'command-2209:7: error: value withColumm is not a member of org.apache.spark.sql.DataFrame\n  .withColumm("net", lit(1))\n   ^',
  },
  {
    name: "a number in a JAR that is none",
    is: "data",
    error: aborted(
      `java.lang.NumberFormatException: For input string: "1.204,50"\n\tat sun.misc.FloatingDecimal.readJavaFormatString(FloatingDecimal.java:2043)\n\tat com.acme.etl.Parse$.amount(Parse.scala:31)\n${frames}`,
    ),
  },
  {
    name: "the driver's heap",
    is: "resource",
    error: "java.lang.OutOfMemoryError: GC overhead limit exceeded",
    trace:
      "java.lang.OutOfMemoryError: GC overhead limit exceeded\n\tat java.util.Arrays.copyOfRange(Arrays.java:3664)\n\tat com.acme.etl.Collect$.main(Collect.scala:40)",
  },
  {
    name: "an optimiser that failed by itself",
    is: "unknown",
    error:
      "org.apache.spark.SparkException: [INTERNAL_ERROR] The Spark SQL phase optimization failed with an internal error. You hit a bug in Spark or the Spark plugins you use. Please, report this bug to the corresponding communities or vendors, and provide the full stack trace. SQLSTATE: XX000",
  },
];
