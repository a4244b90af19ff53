import type { LabelledFailure } from "../failure.ts";

const notReady = "Unexpected failure while waiting for the cluster (1130-011502-kq3v9d2x) to be ready: ";

/** Failures of databases, clusters, clouds, libraries and of what a run needs to start. */
export const fourthPlatformFailures: LabelledFailure[] = [
  {
    name: "JDBC: Postgres that is starting",
    is: "network",
    error:
      "Py4JJavaError: An error occurred while calling o99.load.\n: org.postgresql.util.PSQLException: FATAL: the database system is starting up",
  },
  {
    name: "JDBC: Postgres that can't be reached",
    is: "network",
    error:
      "Py4JJavaError: An error occurred while calling o99.load.\n: org.postgresql.util.PSQLException: Connection to 10.2.0.5:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
  },
  {
    name: "JDBC: a column that Oracle doesn't know",
    is: "syntax",
    error: 'java.sql.SQLSyntaxErrorException: ORA-00904: "CUST_NAM": invalid identifier',
  },
  {
    name: "JDBC: a driver that isn't there",
    is: "syntax",
    error: "java.lang.ClassNotFoundException: com.mysql.cj.jdbc.Driver",
  },
  {
    name: "JDBC: an Oracle account whose password has run out",
    is: "permission",
    error: "java.sql.SQLException: ORA-28001: the password has expired",
  },
  {
    name: "JDBC: MySQL that lets nobody in",
    is: "permission",
    error: "java.sql.SQLException: Access denied for user 'etl'@'10.2.0.9' (using password: YES)",
  },
  {
    name: "JDBC: too many sessions",
    is: "resource",
    error:
      'com.mysql.cj.jdbc.exceptions.MySQLNonTransientConnectionException: Data source rejected establishment of connection, message from server: "Too many connections"',
  },
  {
    name: "Java: a handshake that fails",
    is: "network",
    error:
      "javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
  },
  {
    name: "Java: no way to a host",
    is: "network",
    error: "java.net.NoRouteToHostException: No route to host (Host unreachable)",
  },
  {
    name: "SFTP: a folder that isn't there",
    is: "data",
    error:
      "com.jcraft.jsch.SftpException: No such file\n\tat com.jcraft.jsch.ChannelSftp.throwStatusError(ChannelSftp.java:2873)",
  },
  {
    name: "AWS: a spot that was lost at the start",
    is: "cluster",
    code: "CLOUD_FAILURE",
    type: "CLOUD_FAILURE",
    message: `${notReady}Cluster 1130-011502-kq3v9d2x is in unexpected state Terminated: SPOT_INSTANCE_TERMINATION(CLOUD_FAILURE): instance_id:i-02,aws_instance_state_reason:Server.SpotInstanceTermination`,
  },
  {
    name: "Azure: a network that is wrong",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message: `${notReady}Cluster is in unexpected state Terminated: AZURE_VNET_CONFIGURATION_FAILURE(CLIENT_ERROR): azure_error_message:Encountered error while attempting to create NIC within injected virtual network.`,
  },
  {
    name: "GCP: a quota",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message: `${notReady}Cluster is in unexpected state Terminated: GCP_QUOTA_EXCEEDED(CLIENT_ERROR): gcp_error_message:Quota 'N2_CPUS' exceeded. Limit: 500.0 in region europe-west1.`,
  },
  {
    name: "a tunnel to the control plane that isn't built",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLOUD_FAILURE",
    message: `${notReady}Cluster is in unexpected state Terminated: NPIP_TUNNEL_SETUP_FAILURE(SERVICE_FAULT): databricks_error_message:Instance could not reach the control plane: connection timed out`,
  },
  {
    name: "a policy that the cluster doesn't meet",
    is: "syntax",
    code: "INVALID_CLUSTER_REQUEST",
    type: "CLIENT_ERROR",
    message:
      "Cluster validation error: Validation failed for node_type_id, the value must be present in the allowlist of policy 'etl-small' (is \"i3.8xlarge\")",
  },
  {
    name: "an init script on a volume that may not be read",
    is: "cluster",
    code: "CLUSTER_ERROR",
    type: "CLIENT_ERROR",
    message: `${notReady}Cluster is in unexpected state Terminated: INIT_SCRIPT_FAILURE(CLIENT_ERROR): databricks_error_message:Cluster scoped init script /Volumes/main/ops/init.sh failed: Script exit status is non-zero`,
  },
  {
    name: "a driver that is down",
    is: "cluster",
    code: "DRIVER_ERROR",
    type: "INTERNAL_ERROR",
    message: "Spark error: Driver down cause: driver state change (exit code: 143)",
  },
  {
    name: "Maven: a package that doesn't resolve",
    is: "syntax",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      'Library installation failed for library due to user error for maven {\n  coordinates: "com.acme:loader_2.12:9.9"\n}\n. Error messages:\nLibrary resolution failed. Cause: java.lang.RuntimeException: unresolved dependency: com.acme:loader_2.12:9.9: not found',
  },
  {
    name: "Maven: a moment's trouble",
    is: "network",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      'Library installation failed for library due to infra fault for maven { coordinates: "com.acme:loader_2.12:1.0" }. Error messages: Library resolution failed. Cause: java.lang.RuntimeException: Cannot download some libraries due to transient Maven issue. Please try again later.',
  },
  {
    name: "pip: versions that don't go together",
    is: "syntax",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      'Library installation failed for library due to user error for pypi { package: "acme-dq" }. Error messages: ERROR: Cannot install acme-dq==2.0 and pandas==1.5.3 because these package versions have conflicting dependencies. ResolutionImpossible',
  },
  {
    name: "pip: an index that wants a password",
    is: "permission",
    code: "LIBRARY_INSTALLATION_ERROR",
    type: "CLIENT_ERROR",
    message:
      'Library installation failed for library due to user error for pypi { package: "acme-etl" }. Error messages: ERROR: HTTP error 401 while getting https://pkgs.acme.test/simple/acme-etl/',
  },
  {
    name: "Git: a service that is down",
    is: "network",
    code: "REPOSITORY_CHECKOUT_FAILED",
    type: "CLIENT_ERROR",
    message:
      "Failed to checkout Git repository: TEMPORARILY_UNAVAILABLE: GitHub is currently unavailable (502 Bad Gateway). Please try again later.",
  },
  {
    name: "Git: a tag that isn't there",
    is: "data",
    code: "REPOSITORY_CHECKOUT_FAILED",
    type: "CLIENT_ERROR",
    message:
      "Failed to checkout Git repository: RESOURCE_DOES_NOT_EXIST: Tag v2.14.0 does not exist in the remote repository",
  },
  {
    name: "a notebook that was moved",
    is: "data",
    code: "RESOURCE_NOT_FOUND",
    type: "CLIENT_ERROR",
    message:
      'Unable to access the notebook "/Repos/etl/jobs/daily". Either it does not exist, or the identity used to run this job lacks the required permissions.',
  },
  {
    name: "a principal that is gone",
    is: "permission",
    code: "UNAUTHORIZED_ERROR",
    type: "CLIENT_ERROR",
    message: "The run_as identity of the job does not exist or is inactive in this workspace.",
  },
  {
    name: "a run too many in the queue",
    is: "skipped",
    outcome: "skipped",
    code: "MAX_JOB_QUEUE_SIZE_EXCEEDED",
    type: "CLIENT_ERROR",
    message: "Run skipped: the queue of this job has reached its maximum of 48 runs.",
  },
  {
    name: "a task whose predecessor failed",
    is: "skipped",
    outcome: "skipped",
    code: "SKIPPED",
    type: "CLIENT_ERROR",
    message: "An upstream task failed.",
  },
  {
    name: "a run that was ended by a person, in a trace of interrupts",
    is: "cancelled",
    outcome: "cancelled",
    code: "USER_CANCELED",
    type: "CLIENT_ERROR",
    message: "Run cancelled by colleague@acme.test",
    trace: "KeyboardInterrupt\njava.net.SocketTimeoutException: Read timed out",
  },
  {
    name: "a task over its limit",
    is: "timeout",
    outcome: "timeout",
    code: "CANCELED",
    type: "CLIENT_ERROR",
    message: "Task timed out after 1800 seconds",
    trace: "org.apache.spark.SparkException: Job 8 cancelled part of cancelled job group",
  },
  {
    name: "a feature that the plan doesn't hold",
    is: "permission",
    code: "FEATURE_DISABLED",
    type: "CLIENT_ERROR",
    message: "Serverless compute for workflows is not enabled for this workspace. Contact your account administrator.",
  },
  {
    name: "a wheel without this package",
    is: "syntax",
    error: "ModuleNotFoundError: No module named 'acme_etl.jobs'",
    trace: "File ~/.ipykernel/11/command--1-1:18\nModuleNotFoundError: No module named 'acme_etl.jobs'",
  },
  {
    name: "an entry point that the wheel doesn't have",
    is: "syntax",
    message:
      "Run failed with error message\n Python wheel with name acme_etl could not be found or entry point main is not in its metadata",
    error: "java.lang.Exception: Unable to find entry point 'main' in package acme_etl",
  },
  {
    name: "a run too many for the workspace",
    is: "cluster",
    code: "WORKSPACE_RUN_LIMIT_EXCEEDED",
    type: "CLIENT_ERROR",
    message: "The workspace has reached its limit of 2000 concurrent task runs.",
  },
];
