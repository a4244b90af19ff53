import type { LabelledFailure } from "../failure.ts";

/** Failures of services, databases and clouds' storage. */
export const fifthNetworkFailures: LabelledFailure[] = [
  {
    name: "urllib: an address that can't be reached",
    is: "network",
    error: "urllib.error.URLError: <urlopen error [Errno 110] Connection timed out>",
  },
  {
    name: "a service behind Cloudflare",
    is: "network",
    error: "requests.exceptions.HTTPError: 522 Server Error: <none> for url: https://api.vendor.test/v1/items",
  },
  {
    name: "an answer 422",
    is: "unknown",
    error: "httpx.HTTPStatusError: Client error '422 Unprocessable Entity' for url 'https://api.vendor.test/v1/batch'",
  },
  {
    name: "an answer 503 in httpx' words",
    is: "network",
    error: "httpx.HTTPStatusError: Server error '503 Service Unavailable' for url 'https://api.vendor.test/v1/items'",
  },
  {
    name: "an answer 401 in httpx' words",
    is: "permission",
    error: "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://api.vendor.test/v1/items'",
  },
  {
    name: "SFTP: nobody listens",
    is: "network",
    error: "paramiko.ssh_exception.NoValidConnectionsError: [Errno None] Unable to connect to port 22 on 10.8.0.3",
  },
  {
    name: "SMTP: a login that isn't taken",
    is: "permission",
    error: "smtplib.SMTPAuthenticationError: (535, b'5.7.3 Authentication unsuccessful [FR2P281]')",
  },
  {
    name: "Mongo: no server in time",
    is: "network",
    error:
      "pymongo.errors.ServerSelectionTimeoutError: mongo-0.acme.internal:27017: timed out, Timeout: 30s, Topology Description: <TopologyDescription servers: [<ServerDescription server_type: Unknown>]>",
  },
  {
    name: "Elasticsearch: an index that isn't there",
    is: "data",
    error:
      "elasticsearch.NotFoundError: NotFoundError(404, 'index_not_found_exception', 'no such index [orders-2026]')",
  },
  {
    name: "Redis that is loading",
    is: "network",
    error: "redis.exceptions.BusyLoadingError: Redis is loading the dataset in memory",
  },
  {
    name: "Postgres: two that wait for each other",
    is: "timeout",
    error:
      "psycopg2.errors.DeadlockDetected: deadlock detected\nDETAIL:  Process 4410 waits for ShareLock on transaction 9912; blocked by process 4412.",
  },
  {
    name: "Postgres: a number that is too large",
    is: "data",
    error: "psycopg2.errors.NumericValueOutOfRange: integer out of range",
  },
  {
    name: "Postgres: a login that isn't foreseen",
    is: "permission",
    error:
      'org.postgresql.util.PSQLException: FATAL: no pg_hba.conf entry for host "10.3.0.9", user "etl", database "erp", no encryption',
  },
  {
    name: "SQL Server: a victim of a deadlock",
    is: "timeout",
    error:
      "com.microsoft.sqlserver.jdbc.SQLServerException: Transaction (Process ID 61) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.",
  },
  {
    name: "SQL Server: a right on an object",
    is: "permission",
    error:
      "com.microsoft.sqlserver.jdbc.SQLServerException: The SELECT permission was denied on the object 'Ledger', database 'Finance', schema 'dbo'.",
  },
  {
    name: "SQL Server: text that is cut",
    is: "data",
    error:
      "pyodbc.DataError: ('22001', \"[22001] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]String or binary data would be truncated in table 'dbo.orders', column 'note'. (2628) (SQLExecDirectW)\")",
  },
  {
    name: "ODBC: a driver that isn't installed",
    is: "syntax",
    error:
      "pyodbc.Error: ('01000', \"[01000] [unixODBC][Driver Manager]Can't open lib 'ODBC Driver 17 for SQL Server' : file not found (0) (SQLDriverConnect)\")",
  },
  {
    name: "Azure SQL: a database that rests",
    is: "network",
    error:
      "com.microsoft.sqlserver.jdbc.SQLServerException: Database 'erp' on server 'acme.database.windows.net' is not currently available. Please retry the connection later.",
  },
  {
    name: "MySQL: a server that went away",
    is: "network",
    error: "pymysql.err.OperationalError: (2006, \"MySQL server has gone away (BrokenPipeError(32, 'Broken pipe'))\")",
  },
  {
    name: "Oracle: a listener that doesn't know the service",
    is: "network",
    error:
      "oracledb.exceptions.DatabaseError: DPY-6005: cannot connect to database. ORA-12514: Service ERP is not registered with the listener",
  },
  {
    name: "Snowflake: a warehouse that isn't chosen",
    is: "syntax",
    error:
      "snowflake.connector.errors.ProgrammingError: 000606 (57P03): No active warehouse selected in the current session. Select an active warehouse with the 'use warehouse' command.",
  },
  {
    name: "Snowflake: a token that isn't valid any more",
    is: "permission",
    error:
      "snowflake.connector.errors.DatabaseError: 390114 (08001): Authentication token has expired. The user must authenticate again.",
  },
  {
    name: "BigQuery: a query over its quota",
    is: "resource",
    error:
      "google.api_core.exceptions.Forbidden: 403 Quota exceeded: Your project exceeded quota for free query bytes scanned.",
  },
  {
    name: "AWS: a key of encryption that may not be used",
    is: "permission",
    error:
      "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the Decrypt operation: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
  },
  {
    name: "AWS: too much for a table",
    is: "network",
    error:
      "botocore.errorfactory.ProvisionedThroughputExceededException: An error occurred (ProvisionedThroughputExceededException) when calling the BatchWriteItem operation (reached max retries: 9): The level of configured provisioned throughput for the table was exceeded.",
  },
  {
    name: "Azure: a SAS that has run out",
    is: "permission",
    error:
      "azure.core.exceptions.ClientAuthenticationError: Signature not valid in the specified time frame: Start [Sat, 28 Nov 2026] - Expiry [Sun, 29 Nov 2026]\nErrorCode:AuthenticationFailed",
  },
];
