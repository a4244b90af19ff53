import type { LabelledFailure } from "./failure.ts";

const notReady = (state: string): string =>
  `Unexpected failure while waiting for the cluster (1129-013012-q7wz1m4k) to be ready: Cluster 1129-013012-q7wz1m4k is in unexpected state Terminated: ${state}`;

/** Clusters, clouds, libraries, pipelines, rights of a job, and ends that people or limits brought about. */
export const thirdPlatformFailures: LabelledFailure[] = [
  {
    name: "Azure has no machines of this size",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLOUD_FAILURE",
    message: notReady(
      "CLOUD_PROVIDER_LAUNCH_FAILURE(CLOUD_FAILURE): azure_error_code:AllocationFailed,azure_error_message:Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance",
    ),
  },
  {
    name: "GCP has no machines in this zone",
    is: "cluster",
    code: "CLOUD_FAILURE",
    type: "CLOUD_FAILURE",
    message: notReady(
      "GCP_INSUFFICIENT_CAPACITY(CLOUD_FAILURE): gcp_error_message:The zone 'projects/acme-prod/zones/europe-west1-b' does not have enough resources available to fulfill the request. '(resource type:compute)'., ZONE_RESOURCE_POOL_EXHAUSTED",
    ),
  },
  {
    name: "AWS: a subnet without addresses",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message: notReady(
      "AWS_INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET_FAILURE(CLIENT_ERROR): aws_api_error_code:InsufficientFreeAddressesInSubnet,aws_error_message:There are not enough free addresses in subnet 'subnet-0a1b' to satisfy the requested number of instances.",
    ),
  },
  {
    name: "AWS: a role that may not start machines",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message: notReady(
      "AWS_AUTHORIZATION_FAILURE(CLIENT_ERROR): aws_api_error_code:UnauthorizedOperation,aws_error_message:You are not authorized to perform this operation. Encoded authorization failure message: 5zq0",
    ),
  },
  {
    name: "an init script that fails",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message: notReady(
      "INIT_SCRIPT_FAILURE(CLIENT_ERROR): instance_id:i-0c11,databricks_error_message:Cluster scoped init script /Volumes/ops/init/odbc.sh failed: Script exit status is non-zero",
    ),
  },
  {
    name: "machines that don't report in time",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLOUD_FAILURE",
    message: notReady(
      "BOOTSTRAP_TIMEOUT(SERVICE_FAULT): instance_id:i-0c19,databricks_error_message:[id: InstanceId(i-0c19), status: INSTANCE_INITIALIZING] failed with BootstrapTimeout after 700 seconds",
    ),
  },
  {
    name: "a container that can't be started",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "INTERNAL_ERROR",
    message: notReady(
      "CONTAINER_LAUNCH_FAILURE(SERVICE_FAULT): instance_id:i-0d02,databricks_error_message:Failed to launch spark container on instance i-0d02. Exception: Container setup has timed out",
    ),
  },
  {
    name: "spot machines that are taken away during the run",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLOUD_FAILURE",
    message:
      "Cluster 1129-013012-q7wz1m4k was terminated during the run (cluster state message: Driver node was lost. The spot instance was reclaimed by the cloud provider.)",
    trace:
      "ERROR TransportResponseHandler: Still have 3 requests outstanding when connection from /10.0.1.4:43210 is closed",
  },
  {
    name: "a driver that only collects garbage",
    is: "resource",
    code: "DRIVER_ERROR",
    type: "CLIENT_ERROR",
    message: "Driver of cluster 1129-013012-q7wz1m4k is up but is not responsive, likely due to GC.",
  },
  {
    name: "a driver that ran out of memory",
    is: "resource",
    code: "DRIVER_ERROR",
    type: "CLIENT_ERROR",
    message:
      "The driver restarted during the run: it ran out of memory. Consider a larger driver node or collecting less data.",
  },
  {
    name: "PyPI without this version",
    is: "syntax",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      'Library installation failed for library due to user error for pypi {\n  package: "pandas==9.9.9"\n}\n. Error messages:\nLibrary installation attempted on the driver node of cluster 1129-013012-q7wz1m4k and failed. Pip could not find a version that satisfies the requirement for the library. Please check your library version and dependencies. Error code: ERROR_PIP_NO_MATCHING_DISTRIBUTION, error message: org.apache.spark.SparkException: Process List(/bin/su, libraries, -c, bash /local_disk0/.ephemeral_nfs/cluster_libraries/python/python_start_clusterwide.sh) exited with code 1. ERROR: Could not find a version that satisfies the requirement pandas==9.9.9 (from versions: 0.1, 2.3.3)\nERROR: No matching distribution found for pandas==9.9.9',
  },
  {
    name: "PyPI that can't be reached",
    is: "network",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      "Library installation failed for library due to infra fault for pypi {\n  package: \"great-expectations\"\n}\n. Error messages:\nLibrary installation attempted on the driver node of cluster 1129-013012-q7wz1m4k and failed due to library not resolvable. Error code: DRIVER_LIBRARY_INSTALLATION_FAILURE. WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 101] Network is unreachable')': /simple/great-expectations/",
  },
  {
    name: "a wheel that the volume doesn't hold",
    is: "data",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      'Library installation failed for library due to user error for whl: "/Volumes/prod/libs/acme_etl-2.4.0-py3-none-any.whl"\n. Error messages:\njava.lang.Throwable: No such file or directory: /Volumes/prod/libs/acme_etl-2.4.0-py3-none-any.whl',
  },
  {
    name: "a wheel that may not be read",
    is: "permission",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      "Library installation failed for library due to user error for whl: \"/Volumes/prod/libs/acme_etl-2.4.0-py3-none-any.whl\"\n. Error messages:\nPERMISSION_DENIED: User does not have READ VOLUME on Volume 'prod.libs.wheels'",
  },
  {
    name: "a principal that may not attach",
    is: "permission",
    code: "UNAUTHORIZED_ERROR",
    type: "CLIENT_ERROR",
    message:
      "User nightly-loader does not have permission to attach to cluster 0911-120000-ab12cd34, or the cluster does not exist.",
  },
  {
    name: "Git credentials that don't work",
    is: "permission",
    code: "REPOSITORY_CHECKOUT_FAILED",
    type: "CLIENT_ERROR",
    message:
      "Failed to checkout Git repository: PERMISSION_DENIED: Encountered an error with your GitHub credentials. Please try resetting your credentials or refreshing your token in your user settings.",
  },
  {
    name: "a root storage that can't be read",
    is: "permission",
    code: "STORAGE_ACCESS_ERROR",
    type: "CLIENT_ERROR",
    message:
      "Failed to access the storage of the workspace: the instance profile does not grant s3:GetObject on the root bucket.",
  },
  {
    name: "a pipeline whose expectation isn't met",
    is: "data",
    message: "Update 7c12ab4e of pipeline silver_orders has FAILED.",
    error:
      "[EXPECTATION_VIOLATION.VERBOSITY_ALL] Flow 'orders_clean' failed to meet the expectation. Violated expectations: 'valid_amount'. Input data: '{\"order_id\":77120,\"amount\":-3.5}'. Output record: '{\"order_id\":77120}'. Missing input data: false SQLSTATE: 22000",
  },
  {
    name: "a pipeline that can't get its cluster",
    is: "cluster",
    message: "Update 91be00aa of pipeline gold_finance has FAILED.",
    error:
      "com.databricks.pipelines.common.errors.deployment.DeploymentException: Failed to launch pipeline cluster 1129-020711-z8: Self-bootstrap failure during launch. Please try again later and contact Databricks if the problem persists. This error is likely due to a misconfiguration in the pipeline or in the cloud's network security group. [DLT ERROR CODE: CLUSTER_LAUNCH_FAILURE]",
  },
  {
    name: "a pipeline that reads what isn't defined",
    is: "data",
    message: "Update 33c4 of pipeline gold_finance has FAILED.",
    error:
      "org.apache.spark.sql.catalyst.ExtendedAnalysisException: Failed to read dataset 'prod.finance.fx_daily'. Dataset is not defined in the pipeline and could not be resolved as a table: [TABLE_OR_VIEW_NOT_FOUND] The table or view `prod`.`finance`.`fx_daily` cannot be found.",
  },
  {
    name: "a pipeline whose source changed its rows",
    is: "data",
    message: "Update 40aa of pipeline bronze_crm has FAILED.",
    error:
      "[STREAM_FAILED] Query [id = 6e1f, runId = 10cc] terminated with exception: [DELTA_SOURCE_TABLE_IGNORE_CHANGES] Detected a data update (for example part-00000.snappy.parquet) in the source table at version 118. This is currently not supported. If this is going to happen regularly and you are okay to skip changes, set the option 'skipChangeCommits' to 'true'. SQLSTATE: 0A000",
  },
  {
    name: "a pipeline in Python with a slip",
    is: "syntax",
    message: "Update 51 of pipeline silver_orders has FAILED.",
    error:
      "com.databricks.pipelines.common.CustomException: [DLT ERROR CODE: NOTEBOOK_PIP] Traceback (most recent call last), File <command--1>:6\n      4 @dlt.table\n      5 def orders():\n----> 6     return dlt.read_stream(\"raw_orders\").where(col('amount') > 0)\n\nNameError: name 'col' is not defined",
  },
  {
    name: "a run over its maximum time",
    is: "timeout",
    outcome: "timeout",
    code: "CANCELED",
    type: "CLIENT_ERROR",
    message: "Run timed out after 7200 seconds. The run's maximum duration was exceeded.",
    trace: "KeyboardInterrupt: \nConnectionResetError: [Errno 104] Connection reset by peer",
  },
  {
    name: "a task over its time, in words alone",
    is: "timeout",
    outcome: "timeout",
    code: "",
    type: "",
    message: "Timed out",
  },
  {
    name: "a run that somebody stopped",
    is: "cancelled",
    outcome: "cancelled",
    code: "USER_CANCELED",
    type: "CLIENT_ERROR",
    message: "Run cancelled by colleague@acme.test.",
    trace:
      "org.apache.spark.SparkException: Job 12 cancelled part of cancelled job group 7711_run\njava.lang.InterruptedException",
  },
  {
    name: "a cluster that somebody stopped",
    is: "cancelled",
    outcome: "failed",
    code: "CLUSTER_TERMINATED_BY_USER",
    type: "CLIENT_ERROR",
    message: "Cluster 0911-120000-ab12cd34 was terminated during the run by a user (USER_REQUEST).",
  },
  {
    name: "a run that was cancelled, whose output is a broken connection",
    is: "cancelled",
    outcome: "cancelled",
    code: "USER_CANCELED",
    type: "CLIENT_ERROR",
    message: "",
    error:
      "Py4JNetworkError: Error while sending or receiving\nConnectionResetError: [Errno 104] Connection reset by peer",
  },
  {
    name: "a run beside one that hasn't ended",
    is: "skipped",
    outcome: "skipped",
    code: "MAX_CONCURRENT_RUNS_EXCEEDED",
    type: "CLIENT_ERROR",
    message: "Run was skipped because the job already has 1 active run, the maximum of concurrent runs.",
  },
];
