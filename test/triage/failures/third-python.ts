import type { LabelledFailure } from "./failure.ts";

const rule = "---------------------------------------------------------------------------";

/** Notebooks, scripts and wheels in Python, with what surrounds their errors. */
export const thirdPythonFailures: LabelledFailure[] = [
  {
    name: "a function is called with too few arguments, beside a variable called timeout",
    is: "syntax",
    error: "TypeError: load_orders() missing 1 required positional argument: 'since'",
    trace: `${rule}
TypeError                                 Traceback (most recent call last)
File <command-7712904418230411>, line 9
      6 timeout = 600  # the source needs a long timeout, it often timed out in spring
      7 spark.conf.set("spark.sql.broadcastTimeout", timeout)
      8 
----> 9 orders = load_orders("eu")
     10 orders.write.mode("overwrite").saveAsTable("prod.sales.orders")

TypeError: load_orders() missing 1 required positional argument: 'since'`,
  },
  {
    name: "a key of a dictionary, under a comment about permissions",
    is: "syntax",
    error: "KeyError: 'warehouse_id'",
    trace: `${rule}
KeyError                                  Traceback (most recent call last)
File /Workspace/Repos/etl/acme/jobs/settings.py:31, in resolve(env)
     29     # If you get "permission denied" here, ask the platform team for CAN USE.
     30     settings = defaults[env]
---> 31     return settings["warehouse_id"]

KeyError: 'warehouse_id'`,
  },
  {
    name: "an attribute of None",
    is: "syntax",
    error: "AttributeError: 'NoneType' object has no attribute 'groupBy'",
    trace: `${rule}
AttributeError                            Traceback (most recent call last)
File <command-1180>, line 4
      2 daily = clean(raw)   # returns None when it was cached
      3 
----> 4 daily.groupBy("day").count().show()

AttributeError: 'NoneType' object has no attribute 'groupBy'`,
  },
  {
    name: "a line that is not indented as its block",
    is: "syntax",
    error: "IndentationError: unindent does not match any outer indentation level (<tokenize>, line 14)",
    trace:
      '  File <tokenize>:14\n    .withColumn("net", F.col("gross") / 1.19)\n    ^\nIndentationError: unindent does not match any outer indentation level',
  },
  {
    name: "a wheel without its entry point",
    is: "syntax",
    error: "AttributeError: module 'acme_etl.main' has no attribute 'run_nightly'",
    trace: `${rule}
AttributeError                            Traceback (most recent call last)
File ~/.ipykernel/2231/command--1-3302918:18
     15 entry = [ep for ep in metadata.distribution("acme_etl").entry_points if ep.name == "nightly"]
     16 if entry:
     17   # Load and execute the entrypoint, assumes no parameters
---> 18   entry[0].load()()

File /usr/lib/python3.12/importlib/metadata/__init__.py:207, in EntryPoint.load(self)
    205 module = import_module(match.group('module'))
    206 attrs = filter(None, (match.group('attr') or '').split('.'))
--> 207 return functools.reduce(getattr, attrs, module)

AttributeError: module 'acme_etl.main' has no attribute 'run_nightly'`,
  },
  {
    name: "two versions of NumPy",
    is: "syntax",
    error:
      "ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject",
    trace: `File <command-204>, line 1
----> 1 import pandas as pd

File /local_disk0/.ephemeral_nfs/envs/pythonEnv-7b1c/lib/python3.11/site-packages/pandas/__init__.py:22
     19 del _hard_dependencies, _dependency, _missing_dependencies

ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject`,
  },
  {
    name: "a wheel that argparse turns away",
    is: "syntax",
    error: "SystemExit: 2",
    trace: "An exception has occurred, use %tb to see the full traceback.\n\nSystemExit: 2",
    logs: "usage: nightly [-h] --env {dev,prod} --date DATE\nnightly: error: the following arguments are required: --date",
  },
  {
    name: "a column that pandas doesn't find",
    is: "data",
    error: "KeyError: \"['net_amount'] not in index\"",
    trace: `${rule}
KeyError                                  Traceback (most recent call last)
File <command-991>, line 3
      1 pdf = pd.read_csv("/Volumes/prod/landing/erp/orders.csv", sep=";")
----> 3 pdf = pdf[["order_id", "net_amount"]]

File /databricks/python/lib/python3.11/site-packages/pandas/core/indexes/base.py:6252, in Index._raise_if_missing(self, key, indexer, axis_name)
   6250 not_found = list(ensure_index(key)[missing_mask.nonzero()[0]].unique())
-> 6252 raise KeyError(f"{not_found} not in index")

KeyError: "['net_amount'] not in index"`,
  },
  {
    name: "a CSV file with a line too wide",
    is: "data",
    error: "ParserError: Error tokenizing data. C error: Expected 12 fields in line 40817, saw 13\n",
    trace:
      "File /databricks/python/lib/python3.12/site-packages/pandas/io/parsers/readers.py:1923, in TextFileReader.read(self, nrows)\n-> 1923     ) = self._engine.read(nrows)\n\nParserError: Error tokenizing data. C error: Expected 12 fields in line 40817, saw 13",
  },
  {
    name: "a date in another form",
    is: "data",
    error:
      'ValueError: time data "31.11.2026" doesn\'t match format "%Y-%m-%d", at position 12. You might want to try:\n    - passing `format` if your strings have a consistent format;',
  },
  {
    name: "bytes that are no UTF-8",
    is: "data",
    error: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xfc in position 1107: invalid start byte",
  },
  {
    name: "a partner's file that holds no JSON",
    is: "data",
    error: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
    trace: `File /Workspace/Users/etl@acme.test/ingest/partner.py:22, in read_export(path)
     20     with open(path) as fh:
---> 22         return json.load(fh)
File /usr/lib/python3.12/json/decoder.py:355, in JSONDecoder.raw_decode(self, s, idx)
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)`,
  },
  {
    name: "a loader's own error with a missing file as its cause",
    is: "data",
    error: "RuntimeError: load of feed 'fx_rates' failed",
    trace: `Traceback (most recent call last):
  File "/Workspace/Repos/etl/acme/feeds.py", line 44, in load
    frame = pd.read_excel(source, timeout=30)
  File "/databricks/python/lib/python3.11/site-packages/pandas/io/common.py", line 873, in get_handle
    handle = open(handle, ioargs.mode)
FileNotFoundError: [Errno 2] No such file or directory: '/Volumes/prod/landing/fx/2026-11-28.xlsx'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/Workspace/Repos/etl/run.py", line 12, in <module>
    load("fx_rates")
  File "/Workspace/Repos/etl/acme/feeds.py", line 47, in load
    raise RuntimeError(f"load of feed '{name}' failed") from err
RuntimeError: load of feed 'fx_rates' failed`,
  },
  {
    name: "a file on the driver that may not be written",
    is: "permission",
    error: "PermissionError: [Errno 13] Permission denied: '/Volumes/prod/finance/exports/ledger.parquet'",
  },
  {
    name: "the kernel that was killed",
    is: "resource",
    error:
      "The Python process exited with exit code 137 (SIGKILL: Killed). This may have been caused by an OOM error. Check your command's memory usage.",
    message: "Workload failed, see run output for details",
  },
  {
    name: "an array too large",
    is: "resource",
    error:
      "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 74.5 GiB for an array with shape (100000, 100000) and data type float64",
  },
  {
    name: "a local disk that is full",
    is: "resource",
    error: "OSError: [Errno 28] No space left on device: '/local_disk0/tmp/model-cache/weights.bin'",
    trace: `Traceback (most recent call last):
  File "/usr/lib/python3.11/shutil.py", line 256, in copyfile
    _fastcopy_sendfile(fsrc, fdst)
  File "/usr/lib/python3.11/shutil.py", line 152, in _fastcopy_sendfile
    raise err from None
OSError: [Errno 28] No space left on device: '/local_disk0/tmp/model-cache/weights.bin'`,
  },
  {
    name: "too many open files",
    is: "resource",
    error: "OSError: [Errno 24] Too many open files: '/dbfs/mnt/raw/events/part-07121.json'",
  },
  {
    name: "a pool of processes that lost a worker",
    is: "resource",
    error:
      "concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.",
    logs: "joblib.externals.loky.process_executor.TerminatedWorkerError: A worker process managed by the executor was unexpectedly terminated. This could be caused by a segmentation fault while calling the function or by an excessive memory usage causing the Operating System to kill the worker.\nThe exit codes of the workers are {SIGKILL(-9)}",
  },
  {
    name: "a future that was not ready in time",
    is: "timeout",
    error: "TimeoutError: ",
    trace: `File /Workspace/Repos/etl/acme/parallel.py:61, in run_all(tables)
     60     for f in futures:
---> 61         f.result(timeout=1800)
File /usr/lib/python3.11/concurrent/futures/_base.py:458, in Future.result(self, timeout)
    456     else:
--> 458         raise TimeoutError()
TimeoutError: `,
  },
  {
    name: "a command that ran too long",
    is: "timeout",
    error:
      "subprocess.TimeoutExpired: Command '['rclone', 'copy', 'erp:/out', '/Volumes/prod/landing/erp']' timed out after 900 seconds",
  },
  {
    name: "a child notebook, of which nothing is told",
    is: "unknown",
    error:
      "Py4JJavaError: An error occurred while calling o412._run.\n: com.databricks.WorkflowException: com.databricks.NotebookExecutionException: FAILED: Workload failed, see run output for details\n\tat com.databricks.workflow.WorkflowDriver.run0(WorkflowDriver.scala:194)",
  },
  {
    name: "a script that says nothing but its status",
    is: "unknown",
    error:
      "subprocess.CalledProcessError: Command '['bash', '/Workspace/Shared/ops/sync.sh']' returned non-zero exit status 1.",
  },
  {
    name: "an error of a job whose name sounds like a cause",
    is: "unknown",
    error: "Exception: 3 of 41 steps of permission_timeout_report ended with errors, see ops.audit.step_log",
    trace: `File <command-55>, line 30
     29 if failed:
---> 30     raise Exception(f"{len(failed)} of {len(steps)} steps of {name} ended with errors, see ops.audit.step_log")

Exception: 3 of 41 steps of permission_timeout_report ended with errors, see ops.audit.step_log`,
  },
];
