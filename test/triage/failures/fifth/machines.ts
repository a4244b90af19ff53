import type { LabelledFailure } from "../failure.ts";

const ended =
  "Job aborted due to stage failure: Task 2 in stage 9.0 failed 4 times, most recent failure: Lost task 2.3 in stage 9.0 (TID 88) (10.1.0.4 executor 5): ";

/** Failures of machines, and of what a run needs to start. */
export const fifthMachineFailures: LabelledFailure[] = [
  {
    name: "an executor that the heartbeat missed",
    is: "resource",
    error: `org.apache.spark.SparkException: ${ended}ExecutorLostFailure (executor 5 exited caused by one of the running tasks) Reason: Executor heartbeat timed out after 169284 ms`,
  },
  {
    name: "a driver without heap, told by the platform",
    is: "resource",
    code: "DRIVER_ERROR",
    type: "CLIENT_ERROR",
    message:
      "The spark driver has stopped unexpectedly and is restarting. Reason: Driver ran out of memory (java.lang.OutOfMemoryError: Java heap space)",
  },
  {
    name: "a session that the server no longer has",
    is: "cluster",
    error:
      "pyspark.errors.exceptions.connect.SparkConnectGrpcException: (org.apache.spark.SparkSQLException) [INVALID_HANDLE.SESSION_CHANGED] The handle 5a is invalid. The existing Spark server driver instance has restarted. Please reconnect. SQLSTATE: HY000",
  },
  {
    name: "a cluster that is away for a moment",
    is: "network",
    error:
      "com.databricks.jdbc.exception.DatabricksHttpException: HTTP request failed by code: 503, status line: HTTP/1.1 503 Service Unavailable. Thrift Header: TEMPORARILY_UNAVAILABLE: The endpoint is temporarily unavailable.",
  },
  {
    name: "AWS: an instance profile that may not be passed on",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message:
      "Unexpected failure while waiting for the cluster (1130-02) to be ready: Cluster 1130-02 is in unexpected state Terminated: INVALID_ARGUMENT(CLIENT_ERROR): databricks_error_message:com.databricks.backend.manager.util.UnknownWorkerEnvironmentException: Instance profile arn:aws:iam::1:instance-profile/etl is not valid",
  },
  {
    name: "Azure: a machine size that isn't offered",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLOUD_FAILURE",
    message:
      "Cluster terminated. Reason: Cloud Provider Launch Failure. azure_error_code: SkuNotAvailable, azure_error_message: The requested VM size Standard_D4ads_v5 is currently not available in location 'northeurope'.",
  },
  {
    name: "a container image that can't be fetched",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message:
      "Cluster terminated. Reason: Docker image pull failure. databricks_error_message: Failed to pull docker image acme.azurecr.io/dbr:14: manifest unknown",
  },
  {
    name: "libraries that took too long",
    is: "timeout",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      'Library installation timed out after 1800 seconds. Libraries that are not yet installed: {"pypi": {"package": "xgboost"}}',
  },
  {
    name: "Git: a branch that was deleted",
    is: "data",
    code: "REPOSITORY_CHECKOUT_FAILED",
    type: "CLIENT_ERROR",
    message: "Failed to checkout Git repository: NOT_FOUND: Could not find remote reference refs/heads/release-11",
  },
  {
    name: "a script that isn't where it was",
    is: "data",
    code: "RUN_EXECUTION_ERROR",
    type: "CLIENT_ERROR",
    message: "Cannot read the python file dbfs:/jobs/nightly.py. Please check driver logs for more details.",
  },
  {
    name: "a principal without the right of use",
    is: "permission",
    code: "UNAUTHORIZED_ERROR",
    type: "CLIENT_ERROR",
    message: "User etl-old@acme.test does not exist or is not a member of the workspace; cannot run as this user.",
  },
  {
    name: "an end because of a budget",
    is: "permission",
    code: "BUDGET_POLICY_LIMIT_EXCEEDED",
    type: "CLIENT_ERROR",
    message: "The serverless budget policy 'etl' has reached its limit.",
  },
  {
    name: "a task that was left out by a condition",
    is: "skipped",
    outcome: "skipped",
    code: "SKIPPED",
    type: "CLIENT_ERROR",
    message: "Task excluded: run_if condition AT_LEAST_ONE_FAILED was not met.",
  },
  {
    name: "a run that a person ended in the middle of a query",
    is: "cancelled",
    outcome: "cancelled",
    code: "USER_CANCELED",
    type: "CLIENT_ERROR",
    message: "Run cancelled.",
    error: "[OPERATION_CANCELED] Operation has been canceled. SQLSTATE: HY008",
  },
  {
    name: "a statement over its time, in the warehouse's words",
    is: "timeout",
    error: "Statement timed out: exceeded the maximum execution time of 900s for warehouse etl_small",
  },
  {
    name: "a pool of connections that gave up waiting",
    is: "resource",
    error:
      "java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=4)",
  },
];
