import type { LabelledFailure } from "../failure.ts";

/** Failures of dbt, SQL warehouses, rights and clouds' storage. */
export const fourthSqlFailures: LabelledFailure[] = [
  {
    name: "dbt: a project with a package that isn't installed",
    is: "syntax",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: '01:02:11  Encountered an error:\nCompilation Error\n  dbt found 1 package(s) specified in packages.yml, but only 0 package(s) installed in dbt_packages. Run "dbt deps" to install package dependencies.',
  },
  {
    name: "dbt: a macro that isn't there",
    is: "syntax",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: "01:02:14  Compilation Error in model int_orders (models/int/int_orders.sql)\n  'generate_surrogate_key' is undefined. This can happen when calling a macro that does not exist.",
  },
  {
    name: "dbt: a warehouse that answers 503",
    is: "network",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: "10:15:51  Encountered an error:\nRuntime Error\n  Runtime Error\n    Database Error\n      failed to connect: HTTPSConnectionPool(host='adb-1.2.azuredatabricks.net', port=443): Max retries exceeded with url: /sql/1.0/warehouses/8a (Caused by ResponseError('too many 503 error responses'))",
  },
  {
    name: "dbt: a source that is stale",
    is: "data",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: "03:00:09  1 of 6 ERROR STALE freshness of erp.orders ........................................ [ERROR STALE in 1.22s]\n03:00:10  Done.",
  },
  {
    name: "dbt: a test for unique values",
    is: "data",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: "03:10:09  Failure in test unique_dim_customer_customer_key (models/marts/_marts.yml)\n03:10:09    Got 3 results, configured to fail if != 0",
  },
  {
    name: "dbt: a profile that isn't there",
    is: "syntax",
    error: "dbt command failed with exit code 2. See the logs for details.",
    logs: "03:12:00  Encountered an error:\nRuntime Error\n  Could not find profile named 'acme_prod'",
  },
  {
    name: "dbt: a division in a model",
    is: "data",
    error: "dbt command failed with exit code 1. See the logs for details.",
    logs: "04:01:02  Database Error in model fct_margin (models/marts/fct_margin.sql)\n  [DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. SQLSTATE: 22012",
  },
  {
    name: "a warehouse that is stopped and may not be started",
    is: "permission",
    code: "RUN_EXECUTION_ERROR",
    error: "PERMISSION_DENIED: User etl-reporting does not have permission to start warehouse 8a9c6f2e41d07b35",
  },
  {
    name: "a warehouse that isn't there",
    is: "data",
    code: "RESOURCE_NOT_FOUND",
    error: "RESOURCE_DOES_NOT_EXIST: SQL warehouse 8a9c6f2e41d07b35 does not exist at all in the database.",
  },
  {
    name: "a query that was stopped for its size",
    is: "resource",
    error:
      "[RESULT_SIZE_LIMIT_EXCEEDED] The query result is too large: Total size of serialized results of 900 tasks is bigger than spark.driver.maxResultSize (4.0 GiB)",
  },
  {
    name: "a warehouse whose queue is full",
    is: "resource",
    error:
      "RESOURCE_EXHAUSTED: Cannot schedule query: the queue of the SQL warehouse has reached its limit of 1000 queued queries",
  },
  {
    name: "a query that was ended by its time",
    is: "timeout",
    error:
      "DEADLINE_EXCEEDED: Query 01f0-c2 was cancelled because it ran longer than the configured query timeout of 3600s",
  },
  {
    name: "a row filter that isn't allowed",
    is: "permission",
    error:
      "com.databricks.sql.managedcatalog.acl.UnauthorizedAccessException: PERMISSION_DENIED: Catalog 'prod_master_data' is not accessible in current workspace",
  },
  {
    name: "a location that may not be read",
    is: "permission",
    error:
      "AnalysisException: [INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have READ FILES on External Location 'landing_eu'. SQLSTATE: 42501",
  },
  {
    name: "an owner who is needed",
    is: "permission",
    error:
      "[UNAUTHORIZED_ACCESS] Unauthorized access:\nPERMISSION_DENIED: User is not an owner of Table 'main.gold.kpi'. SQLSTATE: 42501",
  },
  {
    name: "a scope of secrets that may not be read",
    is: "permission",
    error: "PermissionDenied: User etl-prod does not have READ permission on scope erp",
  },
  {
    name: "a secret that isn't there",
    is: "data",
    error: "IllegalArgumentException: Secret does not exist with scope: erp and key: api-password",
  },
  {
    name: "a key vault that has a firewall",
    is: "permission",
    error:
      'azure.core.exceptions.HttpResponseError: (Forbidden) Client address is not authorized and caller is not a trusted service.\nClient address: 20.61.4.118\nInner error: {"code": "ForbiddenByFirewall"}',
  },
  {
    name: "AWS: no role to take on",
    is: "permission",
    error:
      "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:sts::1122:assumed-role/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::3344:role/b",
  },
  {
    name: "AWS: no credentials at all",
    is: "permission",
    error: "botocore.exceptions.NoCredentialsError: Unable to locate credentials",
  },
  {
    name: "AWS: a bucket that isn't there",
    is: "data",
    error:
      "An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist",
  },
  {
    name: "Azure: a blob that isn't there",
    is: "data",
    error: "azure.core.exceptions.ResourceNotFoundError: The specified blob does not exist.\nErrorCode:BlobNotFound",
  },
  {
    name: "Azure: a key that is wrong",
    is: "permission",
    error:
      "azure.core.exceptions.ClientAuthenticationError: Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\nErrorCode:AuthenticationFailed",
  },
  {
    name: "Azure: a storage that is busy",
    is: "network",
    error:
      "azure.core.exceptions.HttpResponseError: Operation could not be completed within the specified time.\nErrorCode:OperationTimedOut / The server is busy. ErrorCode:ServerBusy",
  },
  {
    name: "GCS: an object that isn't there",
    is: "data",
    error:
      "google.api_core.exceptions.NotFound: 404 GET https://storage.googleapis.com/download/storage/v1/b/acme/o/x.csv: No such object: acme/x.csv",
  },
  {
    name: "BigQuery: too many at once",
    is: "network",
    error:
      "google.api_core.exceptions.TooManyRequests: 429 Exceeded rate limits: too many api requests per user per method for this user_method",
  },
];
