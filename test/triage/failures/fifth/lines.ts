import { FailureClass } from "../../../../src/config/triage-config.ts";
import type { LabelledFailure } from "../failure.ts";

/** Errors of many libraries by their kind, one a line, in which a break is written out. */
const errors: Partial<Record<FailureClass, string>> = {
  network: String.raw`
    grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n\tdetails = "upstream connect error or disconnect/reset before headers. reset reason: connection termination"
    botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://sqs.eu-central-1.amazonaws.com/"
    google.api_core.exceptions.ServiceUnavailable: 503 The service is currently unavailable
    google.api_core.exceptions.RetryError: Timeout of 120.0s exceeded, last exception: 503 failed to connect to all addresses
    azure.core.exceptions.ServiceRequestError: <urllib3.connection.HTTPSConnection object at 0x7f>: Failed to resolve 'acme.vault.azure.net' ([Errno -2] Name or service not known)
    azure.cosmos.exceptions.CosmosHttpResponseError: Status code: 429 Request rate is large. More Request Units may be needed
    kafka.errors.NoBrokersAvailable: NoBrokersAvailable
    confluent_kafka.KafkaException: KafkaError{code=_TRANSPORT,val=-195,str="Failed to get metadata: Local: Broker transport failure"}
    java.net.SocketException: Connection reset
    java.nio.channels.ClosedChannelException
    org.apache.thrift.transport.TTransportException: java.net.ConnectException: Connection refused (Connection refused)
    org.apache.hadoop.hive.ql.metadata.HiveException: java.lang.RuntimeException: Unable to instantiate org.apache.hadoop.hive.ql.metadata.SessionHiveMetaStoreClient\nCaused by: java.sql.SQLNonTransientConnectionException: Could not connect to address=(host=hms.acme.test)(port=3306)(type=master) : Socket fail to connect to host
    sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) could not translate host name "erp-db" to address: Name or service not known
    ftplib.error_temp: 421 Too many users are connected, please try again later.
    mlflow.exceptions.MlflowException: API request to endpoint /api/2.0/mlflow/runs/create failed with error code 503 != 200. Response body: upstream
  `,
  permission: String.raw`
    grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAUTHENTICATED\n\tdetails = "Request had invalid authentication credentials."
    botocore.exceptions.TokenRetrievalError: Error when retrieving token from sso: Token has expired and refresh failed
    google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs
    azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation using this resource type.\nErrorCode:AuthorizationResourceTypeMismatch
    azure.identity._exceptions.CredentialUnavailableError: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.
    java.lang.SecurityException: Your administrator has only allowed sudo and shell commands on this cluster for admins
    org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=WRITE, inode="/warehouse":hive:hive:drwxr-x---
    com.databricks.unity.error.MissingCredentialScopeException: [UNITY_CREDENTIAL_SCOPE_MISSING_SCOPE] Missing Credential Scope. SQLSTATE: XXKUC
    Py4JSecurityException: Method public org.apache.spark.rdd.RDD org.apache.spark.api.java.JavaRDD.rdd() is not whitelisted on class class org.apache.spark.api.java.JavaRDD
    hvac.exceptions.Forbidden: permission denied, on get https://vault.acme.test/v1/secret/data/erp
    github.GithubException.BadCredentialsException: 401 {"message": "Bad credentials"}
    ftplib.error_perm: 530 Login incorrect.
    mlflow.exceptions.RestException: UNAUTHORIZED: user is not authorized
    huggingface_hub.errors.GatedRepoError: 403 Client Error. Cannot access gated repo for url https://huggingface.co/x
  `,
  timeout: String.raw`
    grpc._channel._MultiThreadedRendezvous: <_MultiThreadedRendezvous of RPC that terminated with:\n\tstatus = StatusCode.DEADLINE_EXCEEDED\n\tdetails = "Deadline Exceeded"
    java.io.InterruptedIOException: timeout
    sqlite3.OperationalError: database is locked
    deltalake.exceptions.CommitFailedError: Failed to commit transaction: 15. Transaction failed, version 118 already exists.
  `,
  syntax: String.raw`
    grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNIMPLEMENTED\n\tdetails = "Method not found!"
    botocore.exceptions.ParamValidationError: Parameter validation failed:\nInvalid type for parameter Bucket, value: None, type: <class 'NoneType'>, valid types: <class 'str'>
    botocore.exceptions.NoRegionError: You must specify a region.
    google.api_core.exceptions.BadRequest: 400 Syntax error: Expected end of input but got keyword FROM at [3:1]
    java.lang.IllegalAccessError: tried to access method com.google.common.base.Stopwatch.<init>()V from class org.apache.hadoop.mapred.FileInputFormat
    java.lang.NoSuchMethodException: com.acme.etl.Main.main([Ljava.lang.String;)
    java.lang.UnsatisfiedLinkError: no snappyjava in java.library.path
    org.apache.spark.sql.catalyst.errors.package$TreeNodeException: Binding attribute, tree: amount#12
    AnalysisException: [UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_SCALAR_SUBQUERY] Unsupported subquery expression: Correlated scalar subqueries must be aggregated. SQLSTATE: 0A000
    AnalysisException: cannot resolve 'custmer' given input columns: [customer, amount]; line 1 pos 7
    AnalysisException: [UC_COMMAND_NOT_SUPPORTED.WITHOUT_RECOMMENDATION] The command(s): input_file_name are not supported in Unity Catalog. SQLSTATE: 0AKUC
    pyspark.errors.exceptions.captured.AnalysisException: [UC_NOT_ENABLED] Unity Catalog is not enabled on this cluster. SQLSTATE: 56038
    pyspark.errors.exceptions.base.PySparkAttributeError: [JVM_ATTRIBUTE_NOT_SUPPORTED] Directly accessing the underlying Spark driver JVM using the attribute 'sparkContext' is not supported on serverless compute.
    pyspark.errors.exceptions.base.PySparkTypeError: [NOT_COLUMN_OR_STR] Argument 'col' should be a Column or str, got list.
    polars.exceptions.InvalidOperationError: 'add' operation not supported for dtypes 'str' and 'i64'
    click.exceptions.NoSuchOption: No such option: --evn Did you mean --env?
    omegaconf.errors.ConfigAttributeError: Key 'storrage' is not in struct
    jinja2.exceptions.TemplateSyntaxError: expected token 'end of print statement', got 'day'
  `,
  data: String.raw`
    botocore.errorfactory.EntityNotFoundException: An error occurred (EntityNotFoundException) when calling the GetTable operation: Entity Not Found
    azure.core.exceptions.ResourceExistsError: The specified blob already exists.\nErrorCode:BlobAlreadyExists
    azure.cosmos.exceptions.CosmosResourceNotFoundError: Status code: 404\nNotFound (Owner resource does not exist)
    confluent_kafka.error.ConsumeError: KafkaError{code=UNKNOWN_TOPIC_OR_PART,val=3,str="Subscribed topic not available: orders.v9: Broker: Unknown topic or partition"}
    org.apache.kafka.common.errors.SerializationException: Error deserializing Avro message for id 118
    java.util.zip.ZipException: invalid block type
    java.lang.ArithmeticException: / by zero
    org.apache.hadoop.mapred.FileAlreadyExistsException: Output directory s3a://acme/out already exists
    org.apache.hadoop.mapred.InvalidInputException: Input path does not exist: dbfs:/mnt/raw/x
    org.apache.spark.SparkUpgradeException: [INCONSISTENT_BEHAVIOR_CROSS_VERSION.PARSE_DATETIME_BY_NEW_PARSER] You may get a different result due to the upgrading to Spark >= 3.0: Fail to parse '31.12.26' in the new parser. SQLSTATE: 42K0B
    org.apache.spark.SparkRuntimeException: [NULL_MAP_KEY] Cannot use null as map key. SQLSTATE: 2200E
    org.apache.spark.SparkRuntimeException: [DUPLICATED_MAP_KEY] Duplicate map key 7 was found, please check the input data. SQLSTATE: 23505
    SparkDateTimeException: [CANNOT_PARSE_TIMESTAMP] Text '2026-13-01' could not be parsed at index 5. SQLSTATE: 22007
    SparkException: [FAILED_READ_FILE.NO_HINT] Error while reading file dbfs:/mnt/raw/a.json. SQLSTATE: KD001
    sqlalchemy.exc.IntegrityError: (psycopg2.errors.NotNullViolation) null value in column "sku" violates not-null constraint
    sqlite3.OperationalError: no such table: orders
    ftplib.error_perm: 550 /out/orders.csv: No such file or directory
    polars.exceptions.ColumnNotFoundError: net_amount
    polars.exceptions.ComputeError: could not parse 'n/a' as dtype 'f64' at column 'price'
    duckdb.duckdb.ConversionException: Conversion Error: Could not convert string 'x' to INT32
    deltalake.exceptions.TableNotFoundError: no log files
    jsonschema.exceptions.ValidationError: 'order_id' is a required property
    cerberus.DocumentError: document is missing
    huggingface_hub.errors.RepositoryNotFoundError: 404 Client Error. Repository Not Found for url: https://huggingface.co/api/models/acme/x
  `,
  resource: `
    org.apache.kafka.common.errors.RecordTooLargeException: The message is 1588034 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.
    java.lang.StackOverflowError
    SparkException: [CANNOT_BROADCAST_TABLE_OVER_MAX_TABLE_ROWS] Cannot broadcast the table over 512000000 rows: 612000000 rows. SQLSTATE: 54000
    com.databricks.sql.execution.QueryExecutionException: [SPILL_OUT_OF_MEMORY] Error while calling spill() on sorter: disk exhausted SQLSTATE: 53200
    sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00
    RuntimeError: CUDA error: out of memory
    OSError: [Errno 122] Disk quota exceeded: '/home/etl/out'
    xgboost.core.XGBoostError: [02:11:40] bad_malloc: Failed to allocate 12884901888 bytes
    ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory.
  `,
  unknown: `
    java.io.EOFException: Cannot seek after EOF
    RuntimeError: stage 3 of 7 did not report success
    Exception: ERR-4711
    java.lang.RuntimeException: pipeline finished with warnings treated as errors
    ValueError: total of day is 0
    com.acme.CheckpointMissingMarker: marker
    ray.exceptions.RayActorError: The actor died unexpectedly before finishing this task.
  `,
};

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Errors as libraries print them, without a trace. */
export const fifthLines: LabelledFailure[] = FailureClass.options.flatMap((is) =>
  linesOf(errors[is] ?? "").map((line) => ({
    name: line.slice(0, 60),
    is,
    error: line.replaceAll("\\n", "\n").replaceAll("\\t", "\t"),
  })),
);
