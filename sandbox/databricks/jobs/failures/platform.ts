import { CLUSTER, type Ending } from "../runs/endings.ts";
import { around, inStage, noCluster } from "./traces.ts";

/* Failures of what the code runs on: memory, disks, clusters, libraries, the cloud. */

export const timedOut: Ending = {
  life: "TERMINATED",
  result: "TIMEDOUT",
  code: "CANCELED",
  type: "CLIENT_ERROR",
  message: "Run timed out: the maximum duration was exceeded.",
  stopped: true,
  error: "Run timed out: the maximum duration was exceeded.",
};

const heapSpace = "java.lang.OutOfMemoryError: Java heap space";

export const outOfMemory = around(
  "CLUSTER_ERROR",
  "CLIENT_ERROR",
  `Cluster ${CLUSTER} became unusable during the run: the driver ran out of memory (${heapSpace}).`,
  {
    error: heapSpace,
    trace: [
      "org.apache.spark.SparkException: Job aborted due to stage failure: Task 37 in stage 12.0 failed 4 times, most recent failure: Lost task 37.3 in stage 12.0 (TID 914) (10.139.64.7 executor 3): ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with code 52",
      "\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:3908)",
      "\tat org.apache.spark.scheduler.DAGScheduler.handleTaskSetFailed(DAGScheduler.scala:1591)",
      `Caused by: \u001b[0;31m${heapSpace}\u001b[0m`,
      "\tat org.apache.spark.sql.execution.joins.HashedRelation.apply(HashedRelation.scala:143)",
    ].join("\n"),
    events: [
      {
        type: "DRIVER_NOT_RESPONDING",
        details: { driver_state_message: "Driver is not responsive, likely due to GC." },
      },
    ],
  },
);

export const executorsKilled: Ending = {
  ...inStage(
    4_071,
    'wide.groupBy("customer_id").agg(F.collect_list("basket")).count()',
    "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Remote RPC client disassociated. Likely due to containers exceeding thresholds, or network issues. Command exited with code 137",
    "java.lang.OutOfMemoryError: GC overhead limit exceeded",
  ),
  events: [{ type: "NODES_LOST", details: { cause: "AUTORECOVERY" } }],
};

export const driverDied = around(
  "DRIVER_ERROR",
  "INTERNAL_ERROR",
  "The spark driver has stopped unexpectedly and is restarting. Your notebook will be automatically reattached.",
  {
    events: [
      {
        type: "DRIVER_NOT_RESPONDING",
        details: { driver_state_message: "Driver is up but is not responsive, likely due to GC." },
      },
      { type: "DRIVER_UNAVAILABLE", details: { driver_state_message: "Driver process exited with code 134." } },
    ],
  },
);

export const diskFull: Ending = {
  ...inStage(
    4_077,
    'events.repartition(2000).write.format("delta").save(target)',
    "java.io.IOException: No space left on device",
    "java.io.IOException: No space left on device",
  ),
  events: [
    { type: "DBFS_DOWN" },
    { type: "DID_NOT_EXPAND_DISK", details: { disk_size: 858_993_459_200, free_space: 0 } },
  ],
};

export const noStart = noCluster(
  { code: "CLUSTER_ERROR", type: "CLOUD_FAILURE" },
  {
    code: "BOOTSTRAP_TIMEOUT",
    type: "CLOUD_FAILURE",
    parameters: {
      databricks_error_message:
        "[id: InstanceId(i-0b1c2d3e4f5a6b7c8), status: INSTANCE_INITIALIZING, lastStatusChangeTime: 1764378000000] with threshold 700 seconds timed out after 700021 milliseconds. Instance bootstrap inferred timeout reason: NetworkHealthcheck failed. Please check network connectivity from the data plane to the control plane.",
      instance_id: "i-0b1c2d3e4f5a6b7c8",
    },
  },
);

export const noCapacity = noCluster(
  { code: "CLOUD_FAILURE", type: "CLOUD_FAILURE" },
  {
    code: "AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE",
    type: "CLOUD_FAILURE",
    parameters: {
      aws_api_error_code: "InsufficientInstanceCapacity",
      aws_error_message:
        "We currently do not have sufficient i3.2xlarge capacity in the Availability Zone you requested (us-east-1c).",
    },
  },
);

export const noLibrary = around(
  "LIBRARY_INSTALLATION_ERROR",
  "CLIENT_ERROR",
  `Library installation failed for library due to user error for pypi {package: "orders-tools==2.9.1"}. Library installation attempted on the driver node of cluster ${CLUSTER} and failed. Error code: DRIVER_LIBRARY_INSTALLATION_FAILURE. Error message: org.apache.spark.SparkException: Process List(/bin/su, libraries, -c, pip install orders-tools==2.9.1) exited with code 1. ERROR: Could not find a version that satisfies the requirement orders-tools==2.9.1 (from versions: 2.8.0, 2.9.0)`,
  { neverRan: true },
);
