import type { LabelledFailure } from "../failure.ts";

/** Failures of Python: its own, chained, and of the libraries that read data. */
export const fourthPythonFailures: LabelledFailure[] = [
  {
    name: "a lookup after a failed read, while that was handled",
    is: "syntax",
    error: "UnboundLocalError: local variable 'frame' referenced before assignment",
    trace: `Traceback (most recent call last):
  File "/Workspace/Shared/etl/orders.py", line 18, in read
    raise ValueError("timeout must be positive")
ValueError: timeout must be positive
During handling of the above exception, another exception occurred:
Traceback (most recent call last):
  File "/Workspace/Shared/etl/orders.py", line 24, in read
    return frame
UnboundLocalError: local variable 'frame' referenced before assignment`,
  },
  { name: "an index past the end", is: "syntax", error: "IndexError: list index out of range" },
  {
    name: "a division by zero in plain Python",
    is: "data",
    error: "ZeroDivisionError: division by zero",
    trace: `File <command-8812>, line 6
      4 total = sum(amounts)
----> 6 mean = total / len(amounts)
ZeroDivisionError: division by zero`,
  },
  {
    name: "pandas: a column that isn't in the frame",
    is: "data",
    error: "KeyError: 'customer_segment'",
    trace: `File /databricks/python/lib/python3.11/site-packages/pandas/core/indexes/base.py:3805, in Index.get_loc(self, key)
   3804 try:
-> 3805     return self._engine.get_loc(casted_key)
File index.pyx:167, in pandas._libs.index.IndexEngine.get_loc()
KeyError: 'customer_segment'
The above exception was the direct cause of the following exception:
KeyError                                  Traceback (most recent call last)
File <command-5521>, line 2
----> 2 df["customer_segment"].fillna("none")
KeyError: 'customer_segment'`,
  },
  {
    name: "pandas: keys that aren't unique where they must be",
    is: "data",
    error: "pandas.errors.MergeError: Merge keys are not unique in right dataset; not a one-to-one merge",
  },
  {
    name: "pandas: an Excel sheet that isn't there",
    is: "data",
    error: "ValueError: Worksheet named 'Q4 Actuals' not found",
  },
  {
    name: "pandas: dates past what can be held",
    is: "data",
    error:
      "pandas._libs.tslibs.np_datetime.OutOfBoundsDatetime: Out of bounds nanosecond timestamp: 9999-12-31 00:00:00, at position 41",
  },
  {
    name: "Arrow: a value of another type",
    is: "data",
    error: "pyarrow.lib.ArrowInvalid: Could not convert '12,5' with type str: tried to convert to double",
  },
  {
    name: "an environment variable that isn't set",
    is: "syntax",
    error: "KeyError: 'ERP_BASE_URL'",
    trace: `Traceback (most recent call last):
  File "/Workspace/Repos/etl/acme/erp.py", line 9, in <module>
    BASE = os.environ["ERP_BASE_URL"]
  File "/usr/lib/python3.11/os.py", line 679, in __getitem__
    raise KeyError(key) from None
KeyError: 'ERP_BASE_URL'`,
  },
  {
    name: "JSON that ends too early",
    is: "data",
    error: "json.decoder.JSONDecodeError: Unterminated string starting at: line 812 column 14 (char 40281)",
  },
  {
    name: "XML that isn't closed",
    is: "data",
    error: "xml.etree.ElementTree.ParseError: mismatched tag: line 4402, column 6",
  },
  {
    name: "an archive that is cut off",
    is: "data",
    error: "EOFError: Compressed file ended before the end-of-stream marker was reached",
  },
  { name: "a file that is no zip", is: "data", error: "zipfile.BadZipFile: File is not a zip file" },
  {
    name: "a validation of pydantic, of what came in",
    is: "data",
    error:
      "pydantic_core._pydantic_core.ValidationError: 2 validation errors for Order\namount\n  Input should be a valid number, unable to parse string as a number [type=float_parsing, input_value='n/a', input_type=str]\ncustomer_id\n  Field required [type=missing, input_value={'order_id': 17}, input_type=dict]",
  },
  {
    name: "Great Expectations that aren't met",
    is: "data",
    error: "Exception: Validation failed for suite 'orders.critical': 2 of 31 expectations failed",
    logs: 'expect_column_values_to_not_be_null(customer_id): success=False, unexpected_count=118\n"success": false',
  },
  {
    name: "a check with pandera",
    is: "data",
    error:
      "pandera.errors.SchemaError: Column 'price' failed element-wise validator number 0: greater_than(0) failure cases: -4.5, 0.0",
  },
  { name: "an assertion about rows", is: "unknown", error: "AssertionError" },
  {
    name: "a job's own word",
    is: "unknown",
    error: "Exception: End of day balance does not match, stopping before publish",
  },
  { name: "an exit with a number", is: "unknown", error: "SystemExit: 4" },
  {
    name: "a library that needs a newer one",
    is: "syntax",
    error:
      "AttributeError: module 'numpy' has no attribute 'bool'.\n`np.bool` was a deprecated alias for the builtin `bool`.",
  },
  {
    name: "a shared object that isn't there",
    is: "syntax",
    error: "ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
  },
  {
    name: "values that can't be unpacked",
    is: "syntax",
    error: "ValueError: not enough values to unpack (expected 3, got 2)",
  },
  {
    name: "a recursion without end",
    is: "syntax",
    error: "RecursionError: maximum recursion depth exceeded while calling a Python object",
  },
  {
    name: "an interface that isn't built yet",
    is: "syntax",
    error: "NotImplementedError: incremental mode is not supported for source 'sap'",
  },
];
