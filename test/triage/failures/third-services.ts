import type { LabelledFailure } from "./failure.ts";

/** REST services, brokers, cloud storage, models: what tasks call. */
export const thirdServiceFailures: LabelledFailure[] = [
  {
    name: "a service that refuses its token",
    is: "permission",
    error: "HTTPError: 401 Client Error: Unauthorized for url: https://api.crm.acme.test/v2/accounts?page=1",
  },
  {
    name: "a service that is overloaded",
    is: "network",
    error:
      "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.crm.acme.test/v2/accounts",
  },
  {
    name: "a service that counts calls",
    is: "network",
    error:
      "requests.exceptions.RetryError: HTTPSConnectionPool(host='api.shipping.acme.test', port=443): Max retries exceeded with url: /v1/parcels (Caused by ResponseError('too many 429 error responses'))",
  },
  {
    name: "a name that isn't known",
    is: "network",
    error:
      "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='erp.acme.internal', port=443): Max retries exceeded with url: /odata/Orders (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object at 0x7f0c4a1d>: Failed to resolve 'erp.acme.internal' ([Errno -2] Name or service not known)\"))",
  },
  {
    name: "an answer that takes too long",
    is: "network",
    error:
      "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.pricing.acme.test', port=443): Read timed out. (read timeout=60)",
    trace: `Traceback (most recent call last):
  File "/databricks/python/lib/python3.11/site-packages/urllib3/connectionpool.py", line 467, in _make_request
    six.raise_from(e, None)
TimeoutError: The read operation timed out

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/databricks/python/lib/python3.11/site-packages/requests/adapters.py", line 713, in send
    raise ReadTimeout(e, request=request)
requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.pricing.acme.test', port=443): Read timed out. (read timeout=60)`,
  },
  {
    name: "a connection that was cut",
    is: "network",
    error:
      "requests.exceptions.ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
  },
  {
    name: "a certificate that nobody vouches for",
    is: "network",
    error:
      "requests.exceptions.SSLError: HTTPSConnectionPool(host='files.partner.test', port=443): Max retries exceeded with url: /export (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)')))",
  },
  {
    name: "a proxy's gateway that fails, below an error of one's own",
    is: "network",
    error: "acme.errors.FeedError: parcels: giving up after 5 attempts",
    trace: `Traceback (most recent call last):
  File "/Workspace/Repos/etl/acme/http.py", line 40, in get
    response.raise_for_status()
  File "/databricks/python/lib/python3.11/site-packages/requests/models.py", line 1021, in raise_for_status
    raise HTTPError(http_error_msg, response=self)
requests.exceptions.HTTPError: 502 Server Error: Bad Gateway for url: https://api.shipping.acme.test/v1/parcels

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/Workspace/Repos/etl/acme/http.py", line 52, in fetch
    raise FeedError(f"{name}: giving up after {attempts} attempts") from error
acme.errors.FeedError: parcels: giving up after 5 attempts`,
  },
  {
    name: "SFTP: a key that isn't accepted",
    is: "permission",
    error: "paramiko.ssh_exception.AuthenticationException: Authentication failed.",
  },
  {
    name: "Entra: a secret that has expired",
    is: "permission",
    error:
      "azure.core.exceptions.ClientAuthenticationError: Authentication failed: AADSTS7000222: The provided client secret keys for app '5b1d0c3e-0000-0000-0000-3c5a7e1b9f00' are expired. Visit the Azure portal to create new keys for your app.",
  },
  {
    name: "ADLS: a role that is missing",
    is: "permission",
    error:
      'Py4JJavaError: An error occurred while calling o510.ls.\n: java.nio.file.AccessDeniedException: Operation failed: "This request is not authorized to perform this operation using this permission.", 403, HEAD, https://acmeraw.dfs.core.windows.net/finance/ledger?upn=false&action=getStatus&timeout=90',
  },
  {
    name: "ADLS: a path that doesn't exist",
    is: "data",
    error:
      'Py4JJavaError: An error occurred while calling o510.ls.\n: java.io.FileNotFoundException: Operation failed: "The specified path does not exist.", 404, GET, https://acmeraw.dfs.core.windows.net/landing?upn=false&resource=filesystem&maxResults=500&directory=erp/2026/11/29&timeout=90&recursive=false, PathNotFound',
  },
  {
    name: "S3: a bucket that says no",
    is: "permission",
    error:
      "java.nio.file.AccessDeniedException: s3a://acme-raw/events/: getFileStatus on s3a://acme-raw/events/: com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 8Z1M3K)",
  },
  {
    name: "S3: a token that has run out",
    is: "permission",
    error:
      "botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the GetObject operation: The provided token has expired.",
  },
  {
    name: "S3: too many requests",
    is: "network",
    error:
      "com.amazonaws.services.s3.model.AmazonS3Exception: Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown; Request ID: 5H0Q)",
  },
  {
    name: "S3: an object that isn't there",
    is: "data",
    error:
      "botocore.exceptions.ClientError: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
  },
  {
    name: "GCS: an account without access",
    is: "permission",
    error:
      "google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/acme-lake/o?prefix=raw: etl@acme-prod.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket. Permission 'storage.objects.list' denied on resource (or it may not exist).",
  },
  {
    name: "Kafka: a topic that one may not read",
    is: "permission",
    error:
      "StreamingQueryException: [STREAM_FAILED] Query [id = 12ac, runId = 90fe] terminated with exception: Job aborted due to stage failure: Task 0 in stage 2.0 failed 4 times, most recent failure: Lost task 0.3 in stage 2.0 (TID 11) (10.0.0.9 executor 1): kafkashaded.org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders.v1]",
  },
  {
    name: "Kafka: brokers without a name",
    is: "network",
    error:
      "kafkashaded.org.apache.kafka.common.KafkaException: Failed to construct kafka consumer\nCaused by: kafkashaded.org.apache.kafka.common.config.ConfigException: No resolvable bootstrap urls given in bootstrap.servers",
  },
  {
    name: "Kafka: offsets that have aged out",
    is: "data",
    error:
      "org.apache.spark.sql.kafka010.KafkaIllegalStateException: [KAFKA_DATA_LOSS.COULD_NOT_READ_OFFSET_RANGE] Some data may have been lost because they are not available in Kafka any more;\neither the data was aged out by Kafka or the topic may have been deleted before all the data in the\ntopic was processed.",
  },
  {
    name: "CUDA: a batch too large",
    is: "resource",
    error:
      "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.34 GiB. GPU 0 has a total capacity of 15.77 GiB of which 1.10 GiB is free. Process 41 has 14.66 GiB memory in use.",
  },
  {
    name: "PyTorch: GPUs that wait for each other",
    is: "timeout",
    error:
      "torch.distributed.DistBackendError: NCCL communicator was aborted on rank 1. Original reason for failure was: [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=812, OpType=ALLREDUCE, NumelIn=26214400, Timeout(ms)=1800000) ran for 1800452 milliseconds before timing out.",
  },
  {
    name: "PyTorch: matrices that don't fit",
    is: "syntax",
    error: "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x128 and 256x10)",
  },
  {
    name: "scikit-learn: values that are missing",
    is: "data",
    error:
      "ValueError: Input X contains NaN.\nLogisticRegression does not accept missing values encoded as NaN natively. For supervised learning, you might want to consider sklearn.ensemble.HistGradientBoostingClassifier",
  },
  {
    name: "MLflow: a model that isn't registered",
    is: "data",
    error:
      "mlflow.exceptions.RestException: RESOURCE_DOES_NOT_EXIST: Registered Model with name=prod.ml.churn not found",
  },
  {
    name: "MLflow: an experiment without rights",
    is: "permission",
    error:
      "mlflow.exceptions.RestException: PERMISSION_DENIED: User etl-ml does not have permission 'EDIT' on experiment with id 3310442",
  },
  {
    name: "Hugging Face: a way out that is closed",
    is: "network",
    error:
      "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.\nCheck your internet connection or see how to run the library in offline mode.",
  },
];
