import type { LabelledFailure } from "./failure.ts";

export const pythonFailures: LabelledFailure[] = [
  {
    name: "a misspelt name",
    is: "syntax",
    error: "NameError: name 'custmers' is not defined",
    trace: `---------------------------------------------------------------------------
NameError                                 Traceback (most recent call last)
File <command-4123>, line 7
      5 orders = spark.table("sales.orders")
      6 
----> 7 joined = orders.join(custmers, "customer_id")

NameError: name 'custmers' is not defined`,
  },
  {
    name: "a package that is not installed",
    is: "syntax",
    error: "ModuleNotFoundError: No module named 'great_expectations'",
  },
  {
    name: "a name that a package no longer has",
    is: "syntax",
    error:
      "ImportError: cannot import name 'soft_unicode' from 'markupsafe' (/databricks/python/lib/python3.11/site-packages/markupsafe/__init__.py)",
  },
  {
    name: "an indentation that does not fit",
    is: "syntax",
    trace: `  File "/Workspace/Jobs/load/main.py", line 41
    return rows
IndentationError: unindent does not match any outer indentation level`,
  },
  { name: "half a statement", is: "syntax", error: "SyntaxError: '(' was never closed (main.py, line 12)" },
  {
    name: "a method that there is not",
    is: "syntax",
    error: "AttributeError: 'DataFrame' object has no attribute 'unionAl'",
  },
  {
    name: "an argument too few",
    is: "syntax",
    trace: `Traceback (most recent call last):
  File "/databricks/python_shell/scripts/main.py", line 88, in <module>
    load(day)
TypeError: load() missing 1 required positional argument: 'target'`,
  },
  {
    name: "memory of the driver, in pandas",
    is: "resource",
    error: "MemoryError: Unable to allocate 11.9 GiB for an array with shape (1600000000,) and data type float64",
  },
  {
    name: "a process that the system killed",
    is: "resource",
    error: "Command exited with exit code 137",
    logs: "loading orders\nprocessed 1200000 rows\nKilled",
  },
  {
    name: "a full disk",
    is: "resource",
    error: "OSError: [Errno 28] No space left on device: '/local_disk0/tmp/part-00012.csv'",
  },
  {
    name: "memory of a graphics card",
    is: "resource",
    error:
      "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 15.77 GiB",
  },
  {
    name: "a file that is not there",
    is: "data",
    error: "FileNotFoundError: [Errno 2] No such file or directory: '/dbfs/mnt/landing/orders/2026-11-28.csv'",
  },
  {
    name: "an empty file",
    is: "data",
    error: "EmptyDataError: No columns to parse from file",
  },
  {
    name: "a file that may not be read",
    is: "permission",
    error: "PermissionError: [Errno 13] Permission denied: '/Volumes/main/finance/raw/ledger.parquet'",
  },
  {
    name: "an interface that forbids",
    is: "permission",
    error: "HTTPError: 403 Client Error: Forbidden for url: https://api.example.com/v2/orders?since=2026-11-28",
  },
  {
    name: "a token that has run out",
    is: "permission",
    error:
      "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://graph.example.com/v1.0/users",
  },
  {
    name: "a refused connection, as requests tells it",
    is: "network",
    error:
      "ConnectionError: HTTPSConnectionPool(host='erp.example.com', port=443): Max retries exceeded with url: /export (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f2c>: Failed to establish a new connection: [Errno 111] Connection refused'))",
  },
  {
    name: "a host without an address",
    is: "network",
    error: "socket.gaierror: [Errno -3] Temporary failure in name resolution",
  },
  {
    name: "a connection that takes too long",
    is: "network",
    error:
      "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='rates.example.com', port=443): Max retries exceeded with url: /daily (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object>, 'Connection to rates.example.com timed out. (connect timeout=10)'))",
  },
  {
    name: "an answer that takes too long",
    is: "network",
    error:
      "urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='crm.example.com', port=443): Read timed out. (read timeout=60)",
  },
  {
    name: "a certificate that nobody trusts",
    is: "network",
    error:
      "SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)",
  },
  {
    name: "a service that is overloaded",
    is: "network",
    error: "HTTPError: 503 Server Error: Service Unavailable for url: https://geo.example.com/lookup",
  },
  {
    name: "too many calls",
    is: "network",
    error: "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Too Many Requests'}}",
  },
  {
    name: "a function with a limit of its own",
    is: "timeout",
    error: "TimeoutError: export did not complete within 1800 seconds",
  },
  {
    name: "a future that nobody waits for any longer",
    is: "timeout",
    trace: `Traceback (most recent call last):
  File "/Workspace/Jobs/score.py", line 30, in <module>
    result = future.result(timeout=900)
  File "/usr/lib/python3.11/concurrent/futures/_base.py", line 458, in result
    raise TimeoutError()
TimeoutError`,
  },
  { name: "an assertion of the job's own", is: "unknown", error: "AssertionError: expected 18204 rows, got 17990" },
  { name: "a key that is missing", is: "syntax", error: "KeyError: 'discount_code'" },
  {
    name: "an error of the job's own behind a retry that went well",
    is: "unknown",
    error: "ValueError: negative amounts in batch 17",
    logs: "starting\nloaded 200 rows\nValueError: negative amounts in batch 17",
  },
];
