/* Answers of the Jobs API with the shape of captured ones; texts, because ids are longer than a double holds. */

/** A run whose task failed: the old state says INTERNAL_ERROR, the new one says what happened. */
export const failedRun = `{
  "job_id": 612905436651487,
  "run_id": 9223372036854775807,
  "number_in_job": 9223372036854775807,
  "original_attempt_run_id": 9223372036854775807,
  "creator_user_name": "svc-etl@example.com",
  "state": {
    "life_cycle_state": "INTERNAL_ERROR",
    "result_state": "FAILED",
    "state_message": "Task merge failed with message: Workload failed, see run output for details. This caused all downstream tasks to get skipped.",
    "user_cancelled_or_timedout": false
  },
  "status": {
    "state": "TERMINATED",
    "termination_details": {
      "code": "RUN_EXECUTION_ERROR",
      "type": "CLIENT_ERROR",
      "message": "Task merge failed with message: Workload failed, see run output for details. This caused all downstream tasks to get skipped."
    }
  },
  "start_time": 1750000000000,
  "setup_duration": 0,
  "execution_duration": 0,
  "cleanup_duration": 0,
  "end_time": 1750000061000,
  "run_duration": 61000,
  "trigger": "ONE_TIME",
  "run_name": "nightly",
  "run_page_url": "https://adb-1.2.azuredatabricks.net/?o=1#job/612905436651487/run/9223372036854775807",
  "run_type": "JOB_RUN",
  "format": "MULTI_TASK",
  "job_parameters": [
    { "name": "day", "default": "today", "value": "2026-11-19" },
    { "name": "mode", "default": "full" }
  ],
  "tasks": [
    {
      "run_id": 9223372036854775806,
      "task_key": "extract",
      "state": { "life_cycle_state": "TERMINATED", "result_state": "SUCCESS", "state_message": "" },
      "status": { "state": "TERMINATED", "termination_details": { "code": "SUCCESS", "type": "SUCCESS", "message": "" } },
      "start_time": 1750000000500,
      "end_time": 1750000020000,
      "attempt_number": 0
    },
    {
      "run_id": 9223372036854775805,
      "task_key": "merge",
      "depends_on": [{ "task_key": "extract" }],
      "state": {
        "life_cycle_state": "TERMINATED",
        "result_state": "FAILED",
        "state_message": "Workload failed, see run output for details"
      },
      "status": {
        "state": "TERMINATED",
        "termination_details": {
          "code": "RUN_EXECUTION_ERROR",
          "type": "CLIENT_ERROR",
          "message": "Workload failed, see run output for details"
        }
      },
      "start_time": 1750000020000,
      "end_time": 1750000060000,
      "attempt_number": 0
    },
    {
      "run_id": 9223372036854775804,
      "task_key": "publish",
      "state": { "life_cycle_state": "TERMINATED", "result_state": "UPSTREAM_FAILED", "state_message": "An upstream task failed." },
      "start_time": 1750000060000,
      "end_time": 1750000060000,
      "attempt_number": 0
    }
  ]
}`;

/** What stands in every answer about a run, and nothing more. */
export const bareRun = { run_id: 612905436651487, job_id: 4021 };

/** The output of a notebook task that failed: the trace is in colours. */
export const failedOutput = {
  metadata: { run_id: 612905436651488, job_run_id: 612905436651487, parent_run_id: 612905436651487 },
  error: "\u001b[31mZeroDivisionError\u001b[0m: division by zero",
  error_trace:
    "\u001b[0;31m---------------------------------------------------------------------------\u001b[0m\n\u001b[0;31mZeroDivisionError\u001b[0m                         Traceback (most recent call last)\nFile \u001b[0;32m<command-1>:1\u001b[0m\n\u001b[0;32m----> 1\u001b[0m \u001b[38;5;241m1\u001b[39m \u001b[38;5;241m/\u001b[39m \u001b[38;5;241m0\u001b[39m\n\n\u001b[0;31mZeroDivisionError\u001b[0m: division by zero",
  notebook_output: {},
};
