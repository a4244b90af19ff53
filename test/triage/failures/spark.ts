import type { LabelledFailure } from "./failure.ts";

const stage = (cause: string): string =>
  `org.apache.spark.SparkException: Job aborted due to stage failure: Task 14 in stage 32.0 failed 4 times, most recent failure: Lost task 14.3 in stage 32.0 (TID 5120) (10.139.64.12 executor 7): ${cause}`;

export const sparkFailures: LabelledFailure[] = [
  {
    name: "a column that has become text",
    is: "data",
    error:
      "AnalysisException: [DELTA_FAILED_TO_MERGE_FIELDS] Failed to merge fields 'amount' and 'amount'. Failed to merge incompatible data types DecimalType(10,2) and StringType. SQLSTATE: 22005",
  },
  {
    name: "a value that is no number",
    is: "data",
    error:
      'NumberFormatException: [CAST_INVALID_INPUT] The value \'n/a\' of the type "STRING" cannot be cast to "BIGINT" because it is malformed. SQLSTATE: 22018',
  },
  {
    name: "the heap of an executor",
    is: "resource",
    error: `Py4JJavaError: An error occurred while calling o412.save.\n: ${stage("java.lang.OutOfMemoryError: Java heap space")}`,
  },
  {
    name: "a container that was killed",
    is: "resource",
    error: stage(
      "ExecutorLostFailure (executor 7 exited caused by one of the running tasks) Reason: Container killed by YARN for exceeding memory limits. 16.3 GB of 16 GB physical memory used. Consider boosting spark.executor.memoryOverhead.",
    ),
  },
  {
    name: "an executor that ran out of memory, by its code",
    is: "resource",
    error: stage(
      "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with code 137",
    ),
  },
  {
    name: "a client that was disassociated",
    is: "resource",
    error: stage(
      "ExecutorLostFailure (executor 11 exited caused by one of the running tasks) Reason: Remote RPC client disassociated. Likely due to containers exceeding thresholds, or network issues. Check driver logs for WARN messages.",
    ),
  },
  {
    name: "results that are too large for the driver",
    is: "resource",
    error:
      "org.apache.spark.SparkException: Job aborted due to stage failure: Total size of serialized results of 1204 tasks (4.0 GiB) is bigger than spark.driver.maxResultSize 4.0 GiB",
  },
  {
    name: "a table that is too large to broadcast",
    is: "resource",
    error: "org.apache.spark.SparkException: Cannot broadcast the table that is larger than 8.0 GiB: 9.4 GiB.",
  },
  {
    name: "a collector that never rests",
    is: "resource",
    trace: `py4j.protocol.Py4JJavaError: An error occurred while calling o87.collectToPython.
: java.lang.OutOfMemoryError: GC overhead limit exceeded
	at java.util.Arrays.copyOf(Arrays.java:3332)
	at java.lang.StringCoding.decode(StringCoding.java:215)`,
  },
  {
    name: "a disk of an executor",
    is: "resource",
    error: stage("java.io.IOException: No space left on device"),
  },
  {
    name: "a broadcast that took too long",
    is: "timeout",
    error:
      "org.apache.spark.SparkException: Could not execute broadcast in 300 secs. java.util.concurrent.TimeoutException: Futures timed out after [300 seconds]",
  },
  {
    name: "a table that is missing",
    is: "data",
    error:
      "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `sales`.`orders_eu` cannot be found. Verify the spelling and correctness of the schema and catalog. SQLSTATE: 42P01",
  },
  {
    name: "a table that is missing, as it was told before",
    is: "data",
    error: "AnalysisException: Table or view not found: staging.customers; line 1 pos 14",
  },
  {
    name: "a path that is missing",
    is: "data",
    error:
      "AnalysisException: [PATH_NOT_FOUND] Path does not exist: abfss://raw@acme.dfs.core.windows.net/orders/2026/11/28. SQLSTATE: 42K03",
  },
  {
    name: "a file that another job has removed",
    is: "data",
    error: stage(
      "java.io.FileNotFoundException: dbfs:/mnt/gold/sales/part-00017-8c1f.snappy.parquet. It is possible the underlying files have been updated.",
    ),
  },
  {
    name: "no files to take a schema from",
    is: "data",
    error:
      "AnalysisException: [UNABLE_TO_INFER_SCHEMA] Unable to infer schema for JSON. It must be specified manually.",
  },
  {
    name: "a column that is misspelt",
    is: "syntax",
    error:
      "AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `amout` cannot be resolved. Did you mean one of the following? [`amount`, `account`]. SQLSTATE: 42703",
  },
  {
    name: "a statement that cannot be parsed",
    is: "syntax",
    error: "ParseException: [PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 1, pos 32)",
  },
  {
    name: "a class that is not on the path",
    is: "syntax",
    error: stage("java.lang.ClassNotFoundException: com.acme.etl.Normalizer"),
  },
  {
    name: "a library of another version",
    is: "syntax",
    trace: `java.lang.NoSuchMethodError: org.json4s.jackson.JsonMethods$.parse(Lorg/json4s/JsonInput;Z)Lorg/json4s/JsonAST$JValue;
	at com.acme.Reader.read(Reader.scala:41)`,
  },
  {
    name: "Scala that does not compile",
    is: "syntax",
    error: "command-1881:4: error: value toDS is not a member of Seq[Order]",
  },
  {
    name: "a storage that refuses",
    is: "permission",
    error: stage(
      'Operation failed: "This request is not authorized to perform this operation using this permission.", 403, GET, https://acme.dfs.core.windows.net/raw?resource=filesystem, AuthorizationPermissionMismatch',
    ),
  },
  {
    name: "a bucket that refuses",
    is: "permission",
    error: stage(
      "java.nio.file.AccessDeniedException: s3a://acme-raw/orders: getFileStatus on s3a://acme-raw/orders: com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden)",
    ),
  },
  {
    name: "a table of the catalog that may not be read",
    is: "permission",
    error:
      "AnalysisException: [INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have SELECT on Table 'main.finance.ledger'. SQLSTATE: 42501",
  },
  {
    name: "a reset connection while shuffling",
    is: "network",
    error: stage(
      "FetchFailed(BlockManagerId(4, 10.139.64.9, 4048, None), shuffleId=3): java.io.IOException: Connection reset by peer",
    ),
  },
  {
    name: "a database that nobody finds",
    is: "network",
    error: stage("java.net.UnknownHostException: orders-db.internal.example.com"),
  },
  {
    name: "a link that fails",
    is: "network",
    error:
      "Py4JJavaError: An error occurred while calling o95.load.\n: com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\n\nThe last packet sent successfully to the server was 0 milliseconds ago.",
  },
  {
    name: "a socket that waits too long",
    is: "network",
    trace: `com.microsoft.sqlserver.jdbc.SQLServerException: The TCP/IP connection to the host sql-prod.example.com, port 1433 has failed.
	at com.microsoft.sqlserver.jdbc.SQLServerException.makeFromDriverError(SQLServerException.java:237)
Caused by: java.net.SocketTimeoutException: connect timed out
	at java.net.PlainSocketImpl.socketConnect(Native Method)`,
  },
  {
    name: "brokers that are away",
    is: "network",
    error:
      "org.apache.kafka.common.KafkaException: Failed to construct kafka consumer: No resolvable bootstrap urls, java.net.UnknownHostException: kafka-1",
  },
  {
    name: "a topic that is missing",
    is: "data",
    error:
      "org.apache.kafka.common.errors.UnknownTopicOrPartitionException: This server does not host this topic-partition.",
  },
  {
    name: "a spot instance that was taken away",
    is: "cluster",
    error: stage(
      "ExecutorLostFailure (executor 5 exited unrelated to the running tasks) Reason: worker lost: spot instance was terminated by the cloud provider",
    ),
  },
  {
    name: "a number that does not fit",
    is: "data",
    error:
      "SparkArithmeticException: [DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0. SQLSTATE: 22012",
  },
];
