import type { LabelledFailure } from "./failure.ts";

/** SQL warehouses, other databases and dbt. */
export const sqlFailures: LabelledFailure[] = [
  {
    name: "PostgreSQL: a relation that is missing",
    is: "data",
    error:
      'psycopg2.errors.UndefinedTable: relation "staging.orders" does not exist\nLINE 1: SELECT * FROM staging.orders',
  },
  {
    name: "PostgreSQL: a right that is missing",
    is: "permission",
    error: "psycopg2.errors.InsufficientPrivilege: permission denied for table ledger",
  },
  {
    name: "PostgreSQL: a password that is wrong",
    is: "permission",
    error:
      'psycopg2.OperationalError: connection to server at "10.0.3.4", port 5432 failed: FATAL:  password authentication failed for user "etl"',
  },
  {
    name: "PostgreSQL: a statement that takes too long",
    is: "timeout",
    error: "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout",
  },
  {
    name: "PostgreSQL: a server that hangs up",
    is: "network",
    error:
      "psycopg2.OperationalError: server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally",
  },
  {
    name: "SQL Server: an object that is missing",
    is: "data",
    error: "com.microsoft.sqlserver.jdbc.SQLServerException: Invalid object name 'dbo.Orders2026'.",
  },
  {
    name: "SQL Server: a login that fails",
    is: "permission",
    error:
      "com.microsoft.sqlserver.jdbc.SQLServerException: Login failed for user 'etl_reader'. ClientConnectionId:5f1c",
  },
  {
    name: "SQL Server: words that are wrong",
    is: "syntax",
    error:
      "pyodbc.ProgrammingError: ('42000', \"[42000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Incorrect syntax near the keyword 'GROUP'. (156)\")",
  },
  {
    name: "Oracle: a table that is missing",
    is: "data",
    error: "oracledb.exceptions.DatabaseError: ORA-00942: table or view does not exist",
  },
  {
    name: "Snowflake: an object that is missing",
    is: "data",
    error:
      "snowflake.connector.errors.ProgrammingError: 002003 (42S02): SQL compilation error:\nObject 'ANALYTICS.RAW.EVENTS' does not exist or not authorized.",
  },
  {
    name: "Snowflake: an identifier that is wrong",
    is: "syntax",
    error:
      "snowflake.connector.errors.ProgrammingError: 000904 (42000): SQL compilation error: error line 3 at position 8\ninvalid identifier 'CUSTOMER_NAM'",
  },
  {
    name: "BigQuery: a data set that is missing",
    is: "data",
    error: "google.api_core.exceptions.NotFound: 404 Not found: Dataset acme-prod:staging was not found in location EU",
  },
  {
    name: "BigQuery: a right that is missing",
    is: "permission",
    error:
      "google.api_core.exceptions.Forbidden: 403 Access Denied: Table acme-prod:finance.ledger: User does not have permission to query table",
  },
  {
    name: "a warehouse that gives up",
    is: "timeout",
    error:
      "[QUERY_EXECUTION_TIMEOUT_EXCEEDED] Query has been timed out due to exceeding the statement timeout of 3600 seconds. SQLSTATE: 57014",
  },
  {
    name: "a warehouse task without an aggregate",
    is: "syntax",
    error:
      '[MISSING_AGGREGATION] The non-aggregating expression "region" is based on columns which are not participating in the GROUP BY clause. SQLSTATE: 42803',
  },
  {
    name: "a warehouse task in a schema that is missing",
    is: "data",
    error: "[SCHEMA_NOT_FOUND] The schema `main`.`reporting_v2` cannot be found. SQLSTATE: 42704",
  },
  {
    name: "a warehouse that may not be used",
    is: "permission",
    error: "PERMISSION_DENIED: You do not have permission to use the SQL warehouse 8a9c6f2e41d07b35.",
  },
  {
    name: "a join that needs more than there is",
    is: "resource",
    error:
      "[OUT_OF_MEMORY] Photon ran out of memory while executing this query. Photon failed to reserve 512.0 MiB for hash table buckets",
  },
  {
    name: "dbt: a model that does not compile",
    is: "syntax",
    error: "dbt failed, see logs for details",
    logs: "08:14:02  Running with dbt=1.9.4\n08:14:05  Encountered an error:\nCompilation Error in model fct_orders (models/marts/fct_orders.sql)\n  Model 'model.acme.fct_orders' depends on a node named 'stg_order' which was not found",
  },
  {
    name: "dbt: a source that is missing",
    is: "data",
    logs: "02:11:40  1 of 14 ERROR creating sql table model gold.fct_orders ... [ERROR in 2.31s]\n02:11:41  Runtime Error in model fct_orders (models/marts/fct_orders.sql)\n  [TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`silver`.`stg_orders` cannot be found.\n02:11:41  Done. PASS=3 WARN=0 ERROR=1 SKIP=10 TOTAL=14",
  },
  {
    name: "dbt: a template that does not render",
    is: "syntax",
    logs: "Compilation Error\n  'dict object' has no attribute 'start_date'. jinja2.exceptions.UndefinedError",
  },
  {
    name: "dbt: a database that refuses",
    is: "permission",
    logs: "Database Error in model dim_customer (models/dim_customer.sql)\n  Insufficient privileges: User does not have USE SCHEMA on Schema 'main.crm'.",
  },
  {
    name: "dbt: a test that fails",
    is: "data",
    logs: "Failure in test not_null_orders_customer_id (models/schema.yml)\n  Got 12 results, configured to fail if != 0\nDone. PASS=40 WARN=0 ERROR=1 SKIP=0 TOTAL=41",
  },
];
