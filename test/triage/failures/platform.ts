import type { LabelledFailure } from "./failure.ts";

const cloud = { code: "CLOUD_FAILURE", type: "CLOUD_FAILURE" };
const cluster = { code: "CLUSTER_ERROR", type: "CLIENT_ERROR" };

/** Pipelines, clusters, clouds, and ends that are no failures. */
export const platformFailures: LabelledFailure[] = [
  {
    name: "AWS has no instances",
    is: "cluster",
    ...cloud,
    message:
      "Unexpected failure while waiting for the cluster (1128-020014-x9k2) to be ready: Cluster is in unexpected state Terminated: AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE(CLOUD_FAILURE): instance_id:failed-1b, aws_api_error_code:InsufficientInstanceCapacity",
  },
  {
    name: "Azure's quota is used up",
    is: "cluster",
    ...cloud,
    message:
      "Cluster '1128-0200' was terminated. Reason: AZURE_QUOTA_EXCEEDED_EXCEPTION (CLIENT_ERROR). Parameters: azure_error_code:QuotaExceeded, azure_error_message:Operation could not be completed as it results in exceeding approved Total Regional Cores quota.",
  },
  {
    name: "Google's zone is exhausted",
    is: "cluster",
    ...cloud,
    message:
      "Cluster terminated. Reason: Cloud Provider Resource Stockout. The zone 'projects/acme/zones/europe-west3-a' does not have enough resources available to fulfill the request.",
  },
  {
    name: "the machines do not start",
    is: "cluster",
    ...cluster,
    message:
      "Cluster '1128-020014' was terminated. Reason: BOOTSTRAP_TIMEOUT (SUCCESS). Parameters: databricks_error_message: [id: InstanceId(i-0a1)] Bootstrap Timeout: Instance bootstrap failed",
  },
  {
    name: "a script at the start of the cluster fails",
    is: "cluster",
    ...cluster,
    message:
      "Cluster terminated. Reason: Init script failure: Cluster scoped init script /Volumes/main/init/install.sh failed: Script exit status is non-zero",
  },
  {
    name: "the container of the driver does not start",
    is: "cluster",
    ...cluster,
    message:
      "Could not launch cluster due to cloud provider failures. CONTAINER_LAUNCH_FAILURE: container launch timed out",
  },
  {
    name: "the driver is away",
    is: "cluster",
    code: "DRIVER_ERROR",
    type: "INTERNAL_ERROR",
    message: "Could not reach driver of cluster 1128-020014-x9k2.",
  },
  {
    name: "the driver collects its memory and nothing else",
    is: "resource",
    code: "DRIVER_ERROR",
    type: "INTERNAL_ERROR",
    message: "Driver of the cluster is up but is not responsive, likely due to GC.",
  },
  {
    name: "the service itself fails",
    is: "cluster",
    code: "INTERNAL_ERROR",
    type: "INTERNAL_ERROR",
    message: "Run failed with error message: An internal error occurred. Please contact support with request ID 51a7.",
  },
  {
    name: "too many clusters at once",
    is: "cluster",
    code: "CLUSTER_REQUEST_LIMIT_EXCEEDED",
    message: "The workspace has exceeded its limit of cluster creation requests.",
  },
  {
    name: "an end by the platform that nobody has heard of",
    is: "cluster",
    code: "HYPERVISOR_FAULT",
    type: "CLOUD_FAILURE",
    message: "The run was ended.",
  },
  {
    name: "a driver that stopped, told by the notebook",
    is: "cluster",
    error:
      "The spark driver has stopped unexpectedly and is restarting. Your notebook will be automatically reattached.",
  },
  {
    name: "a run that took too long",
    is: "timeout",
    outcome: "timeout",
    code: "CANCELED",
    message: "Run timed out: the maximum duration was exceeded.",
  },
  {
    name: "a task that took too long",
    is: "timeout",
    code: "CANCELED",
    outcome: "cancelled",
    message: "The run was canceled because it exceeded its timeout of 3600 seconds.",
  },
  {
    name: "somebody cancelled it",
    is: "cancelled",
    outcome: "cancelled",
    code: "USER_CANCELED",
    message: "Run cancelled.",
  },
  {
    name: "somebody ended the cluster",
    is: "cancelled",
    code: "CLUSTER_TERMINATED_BY_USER",
    message: "Cluster was terminated by user ada@example.com.",
  },
  {
    name: "too many runs of the job",
    is: "skipped",
    outcome: "skipped",
    code: "MAX_CONCURRENT_RUNS_EXCEEDED",
    message: "Run skipped because the limit of 1 concurrent runs of this job was reached.",
  },
  { name: "a task that is switched off", is: "skipped", outcome: "skipped", code: "DISABLED", message: "" },
  {
    name: "a principal that may not run",
    is: "permission",
    code: "UNAUTHORIZED_ERROR",
    message: "The run failed because principal etl-prod does not have Can Attach To permission on the cluster.",
  },
  {
    name: "a storage that may not be read",
    is: "permission",
    code: "STORAGE_ACCESS_ERROR",
    message: "Failed to access storage: AuthenticationFailed: Server failed to authenticate the request.",
  },
  {
    name: "a package that there is not",
    is: "syntax",
    code: "LIBRARY_INSTALLATION_ERROR",
    message:
      "Library installation failed for library due to user error for pypi { package: 'acme-utils==9.1' }: ERROR: No matching distribution found for acme-utils==9.1",
  },
  {
    name: "an index of packages that is away",
    is: "network",
    code: "LIBRARY_INSTALLATION_ERROR",
    message:
      "Library installation attempted on the driver node of cluster and failed. WARNING: Retrying after connection broken by 'ConnectTimeoutError': Connection to pypi.example.com timed out",
  },
  {
    name: "a repository that asks for a password",
    is: "permission",
    code: "REPOSITORY_CHECKOUT_FAILED",
    type: "CLIENT_ERROR",
    message:
      "Failed to checkout Git repository: PERMISSION_DENIED: Invalid Git provider credentials for repository URL https://git.example.com/acme/etl",
  },
  {
    name: "a branch that there is not",
    is: "data",
    code: "REPOSITORY_CHECKOUT_FAILED",
    message: "Failed to checkout Git repository: NOT_FOUND: Remote branch 'release/2026-11' not found",
  },
  {
    name: "a notebook that there is not",
    is: "data",
    code: "RESOURCE_NOT_FOUND",
    message: "Unable to access the notebook /Workspace/Jobs/nightly/merge: it does not exist.",
  },
  {
    name: "a setting that there is not",
    is: "syntax",
    code: "INVALID_RUN_CONFIGURATION",
    message: "Invalid configuration: the task references job cluster 'main_cluster', which is not part of the job.",
  },
  {
    name: "a pipeline without its source",
    is: "data",
    error:
      "com.databricks.pipelines.common.errors.DLTAnalysisException: Failed to resolve flow 'silver_orders'. [TABLE_OR_VIEW_NOT_FOUND] The table or view `bronze_orders` cannot be found.",
  },
  {
    name: "a pipeline with a mistake in its code",
    is: "syntax",
    error:
      "Update 5c2e41 is FAILED. Failed to execute Python command for notebook '/Pipelines/orders': NameError: name 'dtl' is not defined",
  },
  {
    name: "a pipeline whose check stops it",
    is: "data",
    error:
      "[EXPECTATION_VIOLATION.VERBOSITY_ALL] Flow 'silver_orders' failed to meet the expectation. Violated expectations: 'valid_amount'. Input data: {\"amount\":-5}.",
  },
  {
    name: "a pipeline that may not write",
    is: "permission",
    error:
      "org.apache.spark.sql.pipelines.errors: PERMISSION_DENIED: User does not have CREATE TABLE on Schema 'main.gold'.",
  },
  {
    name: "a machine that was preempted",
    is: "cluster",
    error: "Worker exited: the node was preempted by the cloud provider",
  },
  {
    name: "words that nobody knows",
    is: "unknown",
    error: "Exit 3: reconciliation differs from the general ledger",
  },
];
