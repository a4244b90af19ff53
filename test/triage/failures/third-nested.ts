import type { LabelledFailure } from "./failure.ts";

const frames = `\tat scala.util.Try$.apply(Try.scala:213)
\tat org.apache.spark.scheduler.Task.run(Task.scala:152)
\tat java.lang.Thread.run(Thread.java:750)`;

/** Failures whose cause stands below others, or beside words that mean something else; and two that name none. */
export const thirdNestedFailures: LabelledFailure[] = [
  {
    name: "retries that gave up",
    is: "network",
    error: "RetryError: RetryError[<Future at 0x7f21 state=finished raised ConnectTimeout>]",
    trace: `Traceback (most recent call last):
  File "/databricks/python/lib/python3.11/site-packages/tenacity/__init__.py", line 478, in __call__
    result = fn(*args, **kwargs)
  File "/Workspace/Repos/etl/acme/erp.py", line 20, in page
    return session.get(url, timeout=10).json()
requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='erp.acme.internal', port=443): Max retries exceeded with url: /odata/Orders (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f21>, 'Connection to erp.acme.internal timed out. (connect timeout=10)'))

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "<command-12>", line 3, in <module>
    rows = page(1)
tenacity.RetryError: RetryError[<Future at 0x7f21 state=finished raised ConnectTimeout>]`,
  },
  {
    name: "a lock that wasn't given in time",
    is: "timeout",
    error:
      "Py4JJavaError: An error occurred while calling o71.save.\n: org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 5.0 failed 4 times, most recent failure: Lost task 0.3 in stage 5.0 (TID 20) (10.0.0.5 executor 0): com.microsoft.sqlserver.jdbc.SQLServerException: Lock request time out period exceeded.",
  },
  {
    name: "rows that may not be written",
    is: "permission",
    error: `org.apache.spark.SparkException: [TASK_WRITE_FAILED] Task failed while writing rows to s3://acme-exports/finance/2026-11. SQLSTATE: 58030\n${frames}\nCaused by: java.nio.file.AccessDeniedException: finance/2026-11/part-00000.gz.parquet: com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)`,
  },
  {
    name: "a class that can't start without its file",
    is: "data",
    error: `java.lang.ExceptionInInitializerError\n\tat com.acme.etl.Nightly$.main(Nightly.scala:9)\nCaused by: java.nio.file.NoSuchFileException: /Volumes/prod/conf/nightly.conf\n\tat sun.nio.fs.UnixException.translateToIOException(UnixException.java:86)`,
  },
  {
    name: "a UDF that reads a word as a number",
    is: "data",
    error: `PythonException: \n  An exception was thrown from the Python worker. Please see the stack trace below.\nTraceback (most recent call last):\n  File "<command-40>", line 8, in to_amount\nValueError: could not convert string to float: 'n/a'`,
  },
  {
    name: "a stream that doesn't find its brokers",
    is: "network",
    error: `StreamingQueryException: [STREAM_FAILED] Query [id = a1, runId = b2] terminated with exception: Failed to create new KafkaAdminClient\n${frames}\nCaused by: java.net.UnknownHostException: broker-1.kafka.acme.internal: Name or service not known`,
  },
  {
    name: "a batch with a null for SQL Server",
    is: "data",
    error: `Py4JJavaError: An error occurred while calling o88.save.\n: org.apache.spark.SparkException: Job aborted due to stage failure: Task 1 in stage 7.0 failed 4 times, most recent failure: Lost task 1.3 in stage 7.0 (TID 44) (10.0.0.6 executor 1): java.sql.BatchUpdateException: Cannot insert the value NULL into column 'customer_id', table 'erp.dbo.orders'; column does not allow nulls. INSERT fails.\n${frames}`,
  },
  {
    name: "a JAR of which only the logs speak",
    is: "resource",
    error: "",
    logs: '26/11/29 02:12:09 INFO TaskSetManager: Finished task 11.0 in stage 3.0\n26/11/29 02:12:44 WARN HeartbeatReceiver: Removing executor 2 with no recent heartbeats: 128083 ms exceeds timeout 120000 ms\nException in thread "main" java.lang.OutOfMemoryError: Java heap space\n\tat java.util.HashMap.resize(HashMap.java:704)',
  },
  {
    name: "a call past its deadline",
    is: "timeout",
    error:
      'google.api_core.exceptions.DeadlineExceeded: 504 Deadline Exceeded: details = "Deadline Exceeded" while calling bigquery.googleapis.com',
  },
  {
    name: "a job that waits for another one",
    is: "timeout",
    error: "TimeoutError: timed out after 0:20:00: current status: RunLifeCycleState.PENDING",
    trace: `File /databricks/python/lib/python3.11/site-packages/databricks/sdk/service/jobs.py:9210, in JobsAPI.wait_get_run_job_terminated_or_skipped(self, run_id, timeout, callback)
-> 9210 raise TimeoutError(f"timed out after {timeout}: {status_message}")
TimeoutError: timed out after 0:20:00: current status: RunLifeCycleState.PENDING`,
  },
  {
    name: "the SDK, where something is forbidden",
    is: "permission",
    error: "PermissionDenied: nightly-loader is not authorized to use or monitor this SQL Endpoint.",
    trace: `File /databricks/python/lib/python3.11/site-packages/databricks/sdk/_base_client.py:301, in _BaseClient._perform(self, method, url)
--> 301 raise error from None
databricks.sdk.errors.platform.PermissionDenied: nightly-loader is not authorized to use or monitor this SQL Endpoint.`,
  },
  {
    name: "a variable without a value, with a timeout in sight",
    is: "syntax",
    error: "UnboundLocalError: cannot access local variable 'conn' where it is not associated with a value",
    trace: `File <command-300>, line 18
     13 try:
     14     conn = connect(host, connect_timeout=30)
     15 except OperationalError:  # connection refused, timed out, permission denied
     16     log.warning("no connection, going on")
---> 18 rows = conn.execute("select 1")

UnboundLocalError: cannot access local variable 'conn' where it is not associated with a value`,
  },
  {
    name: "an end without a word",
    is: "unknown",
    message: "Workload failed, see run output for details",
  },
  {
    name: "a JAR that tells a status",
    is: "unknown",
    error: "java.lang.RuntimeException: Nightly ended with status 4",
    trace: "java.lang.RuntimeException: Nightly ended with status 4\n\tat com.acme.etl.Nightly$.main(Nightly.scala:31)",
  },
];
