import { inPython, inSpark } from "./traces.ts";

/* Failures in the code of a notebook, and in what it reads and writes. */

export const syntaxError = inSpark(
  "ParseException",
  4_021,
  'spark.sql("SELECT customer_id, SUM(amount) FORM sales.orders GROUP BY customer_id")',
  "[PARSE_SYNTAX_ERROR] Syntax error at or near 'sales'. SQLSTATE: 42601 (line 1, pos 43)\n\n== SQL ==\nSELECT customer_id, SUM(amount) FORM sales.orders GROUP BY customer_id\n-------------------------------------------^^^",
);

export const ownMistake = inPython(
  "KeyError",
  4_027,
  'rate = rates[order["currency"]]',
  "'CHF'\nThe above exception was the direct cause of the following exception: no rate for this currency",
);

export const schemaMismatch = inSpark(
  "AnalysisException",
  4_035,
  'merged.write.mode("append").saveAsTable("sales.orders_daily")',
  "[DELTA_FAILED_TO_MERGE_FIELDS] Failed to merge fields 'amount' and 'amount'. Failed to merge incompatible data types DecimalType(10,2) and StringType. SQLSTATE: 22005",
);

export const noTable = inSpark(
  "AnalysisException",
  4_041,
  'raw = spark.table("sales.orders_raw")',
  "[TABLE_OR_VIEW_NOT_FOUND] The table or view `sales`.`orders_raw` cannot be found. Verify the spelling and correctness of the schema and catalog. SQLSTATE: 42P01",
);

export const noFile = inSpark(
  "AnalysisException",
  4_044,
  'spark.read.json("/Volumes/main/landing/orders/2026-11-28")',
  "[PATH_NOT_FOUND] Path does not exist: dbfs:/Volumes/main/landing/orders/2026-11-28. SQLSTATE: 42K03",
);

export const noConnection = inPython(
  "ConnectionError",
  4_050,
  'rates = requests.get("https://rates.example.com/v1/latest", timeout=30)',
  "HTTPSConnectionPool(host='rates.example.com', port=443): Max retries exceeded with url: /v1/latest (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f3c5c1f2a30>: Failed to establish a new connection: [Errno 110] Connection timed out'))",
);

export const connectionReset = inPython(
  "ConnectionError",
  4_053,
  "page = session.get(next_page).json()",
  "('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
);

export const throttled = inPython(
  "HTTPError",
  4_056,
  "response.raise_for_status()",
  "429 Client Error: Too Many Requests for url: https://crm.example.com/api/customers?page=48",
);

export const noRight = inSpark(
  "AnalysisException",
  4_062,
  'merged.write.mode("overwrite").saveAsTable("finance.ledger")',
  "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have MODIFY on Table 'finance.ledger'. SQLSTATE: 42501",
);
