import type { LabelledFailure } from "./failure.ts";

const dbt = "dbt command failed with exit code 1. See the logs for details.";

/** SQL warehouses, dbt, and databases that are read through JDBC. */
export const thirdSqlFailures: LabelledFailure[] = [
  {
    name: "a comma too many",
    is: "syntax",
    error:
      "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FROM'. SQLSTATE: 42601 (line 3, pos 0)\n\n== SQL ==\nSELECT region,\n       SUM(amount) AS revenue,\nFROM prod.sales.orders\n^^^",
  },
  {
    name: "a function that doesn't exist",
    is: "syntax",
    error:
      "[UNRESOLVED_ROUTINE] Cannot resolve routine `DATEDIF` on search path [`system`.`builtin`, `system`.`session`, `prod`.`default`]. Verify the spelling of `DATEDIF`. SQLSTATE: 42883; line 4 pos 9",
  },
  {
    name: "a statement over the warehouse's limit of time",
    is: "timeout",
    error:
      "Query execution timeout: 7200 seconds exceeded. Increase STATEMENT_TIMEOUT if the query is expected to take that long.",
  },
  {
    name: "a statement that somebody cancelled",
    is: "cancelled",
    error: "Query was cancelled by the user from the query history page.",
    outcome: "cancelled",
    code: "USER_CANCELED",
  },
  {
    name: "no right to use a warehouse",
    is: "permission",
    error:
      "PERMISSION_DENIED: etl-reporting does not have CAN_USE permission on SQL warehouse 5c1f0a77e2. Please contact the owner or an administrator for access.",
    code: "UNAUTHORIZED_ERROR",
  },
  {
    name: "no right to use a schema",
    is: "permission",
    error:
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE SCHEMA on Schema 'prod.hr'. SQLSTATE: 42501",
  },
  {
    name: "a warehouse that can't start",
    is: "cluster",
    error:
      "Clusters are failing to launch. Cluster launch will be retried. Details for the latest failure: Error: Cloud provider failed to launch instances: The region westeurope doesn't have enough capacity for Standard_E8ds_v4",
    code: "CLUSTER_ERROR",
  },
  {
    name: "a value too large for its column",
    is: "data",
    error:
      "[NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION] The 1234567.89 rounded half up from 1234567.891 cannot be represented as Decimal(8, 2). SQLSTATE: 22003",
  },
  {
    name: "dbt: a model that refers to none",
    is: "syntax",
    error: dbt,
    logs: `02:01:44  Running with dbt=1.9.4
02:01:46  Registered adapter: databricks=1.10.1
02:01:51  Encountered an error:
Compilation Error
  Model 'model.acme.fct_revenue' (models/marts/fct_revenue.sql) depends on a node named 'stg_fx_rate' which was not found`,
  },
  {
    name: "dbt: a test that finds rows",
    is: "data",
    error: dbt,
    logs: `02:14:02  Failure in test not_null_orders_customer_id (models/staging/schema.yml)
02:14:02    Got 14 results, configured to fail if != 0
02:14:02  
02:14:02    compiled code at target/compiled/acme/models/staging/schema.yml/not_null_orders_customer_id.sql
02:14:02  
02:14:02  Done. PASS=88 WARN=0 ERROR=1 SKIP=3 TOTAL=92`,
  },
  {
    name: "dbt: a column that went away",
    is: "data",
    error: dbt,
    logs: `02:09:10  Completed with 1 error, 0 partial successes, and 0 warnings:
02:09:10  
02:09:10    Database Error in model dim_customer (models/marts/dim_customer.sql)
  [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name \`segment\` cannot be resolved. Did you mean one of the following? [\`segment_id\`]. SQLSTATE: 42703
  compiled code at target/run/acme/models/marts/dim_customer.sql
02:09:10  Done. PASS=31 WARN=0 ERROR=1 SKIP=9 TOTAL=41`,
  },
  {
    name: "dbt: a right that a model lacks",
    is: "permission",
    error: dbt,
    logs: `02:09:10    Database Error in model fct_salaries (models/hr/fct_salaries.sql)
  PERMISSION_DENIED: User does not have CREATE TABLE on Schema 'prod.hr'.
02:09:10  Done. PASS=4 WARN=0 ERROR=1 SKIP=0 TOTAL=5`,
  },
  {
    name: "dbt: YAML that can't be read",
    is: "syntax",
    error: dbt,
    logs: `02:01:47  Encountered an error:
Parsing Error
  Error reading acme: staging/schema.yml - Runtime Error
    Syntax error near line 12
    ------------------------------
    9  |       - name: customer_id
    12 |          tests
    Raw Error:
    ------------------------------
    while scanning a simple key
    could not find expected ':'`,
  },
  {
    name: "PostgreSQL: no free connection",
    is: "resource",
    error:
      "Py4JJavaError: An error occurred while calling o355.load.\n: org.postgresql.util.PSQLException: FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute",
  },
  {
    name: "PostgreSQL: a table that doesn't exist",
    is: "data",
    error:
      'Py4JJavaError: An error occurred while calling o355.load.\n: org.postgresql.util.PSQLException: ERROR: relation "public.shipments" does not exist\n  Position: 15\n\tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2725)',
  },
  {
    name: "PostgreSQL: a second row with one key",
    is: "data",
    error:
      'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"\nDETAIL:  Key (order_id)=(77120) already exists.',
  },
  {
    name: "SQL Server: a host that doesn't answer",
    is: "network",
    error:
      'Py4JJavaError: An error occurred while calling o92.load.\n: com.microsoft.sqlserver.jdbc.SQLServerException: The TCP/IP connection to the host erp-sql.acme.test, port 1433 has failed. Error: "connect timed out. Verify the connection properties. Make sure that an instance of SQL Server is running on the host and accepting TCP/IP connections at the port. Make sure that TCP connections to the port are not blocked by a firewall.".',
  },
  {
    name: "SQL Server: a login that fails",
    is: "permission",
    error:
      "com.microsoft.sqlserver.jdbc.SQLServerException: Login failed for user 'etl_reader'. ClientConnectionId:0a77c1b2-31f8-4c0e-9a53-0f4a1c7d2e11",
  },
  {
    name: "SQL Server: an address that isn't let in",
    is: "permission",
    error:
      "com.microsoft.sqlserver.jdbc.SQLServerException: Cannot open server 'acme-erp' requested by the login. Client with IP address '20.61.4.118' is not allowed to access the server.  To enable access, use the Azure Management Portal or run sp_set_firewall_rule on the master database to create a firewall rule for this IP address or address range.",
  },
  {
    name: "SQL Server: an object that doesn't exist",
    is: "data",
    error: "com.microsoft.sqlserver.jdbc.SQLServerException: Invalid object name 'dbo.SalesOrderHeader2026'.",
  },
  {
    name: "Oracle: no listener",
    is: "network",
    error:
      "java.sql.SQLRecoverableException: ORA-12541: Cannot connect. No listener at host 10.4.0.12 port 1521. (CONNECTION_ID=7Lk0oQ==)\nhttps://docs.oracle.com/error-help/db/ora-12541/",
  },
  {
    name: "Oracle: an account that is locked",
    is: "permission",
    error: "oracledb.exceptions.DatabaseError: ORA-28000: The account is locked.",
  },
  {
    name: "Oracle: a tablespace that is full",
    is: "resource",
    error:
      "java.sql.BatchUpdateException: ORA-01653: unable to extend table STAGE.ORDERS by 8192 in tablespace STAGE_DATA",
  },
  {
    name: "Snowflake: a statement over its time",
    is: "timeout",
    error:
      "net.snowflake.client.jdbc.SnowflakeSQLException: Statement reached its statement or warehouse timeout of 3,600 second(s) and was canceled.",
  },
  {
    name: "Snowflake: a wrong password",
    is: "permission",
    error:
      "snowflake.connector.errors.DatabaseError: 250001 (08001): None: Failed to connect to DB: acme.eu-central-1.snowflakecomputing.com:443. Incorrect username or password was specified.",
  },
  {
    name: "MySQL: a connection that broke",
    is: "network",
    error:
      "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\n\nThe last packet successfully received from the server was 912,402 milliseconds ago.",
  },
];
