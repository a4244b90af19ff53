import { OUTCOMES, type Outcome } from "../../../sandbox/databricks/jobs/failures/outcomes.ts";
import { type JobsService, type RunWire, startJobs, taskOf } from "../../support/databricks/databricks-jobs.ts";

let jobs: JobsService;
beforeAll(async () => {
  jobs = await startJobs();
});
beforeEach(() => jobs.reset());
afterAll(() => jobs.stop());

/** A run that has ended, as the next one of the job is told to. */
const ended = async (job: string, outcome: Outcome = "success", more: object = {}): Promise<RunWire> => {
  jobs.script(job, outcome);
  const run = await jobs.start(job, more);
  jobs.pass(200_000);
  return jobs.look(run);
};
const outputOf = (run: RunWire, key: string) => jobs.output(taskOf(run, key)!.run_id);
const results = (run: RunWire) =>
  Object.fromEntries(run.tasks!.map((task) => [task.task_key, task.state.result_state]));

describe("outputs", () => {
  it("gives the output of a task run only", async () => {
    const run = await ended("transaction-anomalies");
    const [task] = run.tasks!;
    expect(await jobs.get("runs/get-output", { run_id: run.run_id })).toMatchObject({
      status: 400,
      body: {
        error_code: "INVALID_PARAMETER_VALUE",
        message: expect.stringMatching(/each individual task run instead\.$/),
      },
    });
    const output = await jobs.output(task!.run_id);
    expect(output).toMatchObject({
      metadata: { run_id: task!.run_id, job_run_id: run.run_id, tasks: [{ task_key: task!.task_key }] },
      notebook_output: { truncated: false },
    });
    expect(output).not.toHaveProperty("error");
    expect(output).not.toHaveProperty("logs");
  });

  it("has the shape of the task's kind", async () => {
    const night = await ended("nightly-load");
    expect(await outputOf(night, "extract_orders")).toMatchObject({ notebook_output: { result: "18,204 orders" } });
    expect(await outputOf(night, "extract_customers")).toMatchObject({
      logs: expect.any(String),
      logs_truncated: false,
    });
    expect(await outputOf(night, "merge_sales")).toMatchObject({ notebook_output: {} });
    const sql = await ended("refresh-dashboard");
    expect(await outputOf(sql, "refresh_totals")).toMatchObject({
      sql_output: { query_output: { output_link: expect.stringContaining("https://"), sql_statements: [{}] } },
    });
    expect(await outputOf(sql, "refresh_widgets")).toMatchObject({
      sql_output: { dashboard_output: { widgets: [{ status: "SUCCESS" }, {}, {}] } },
    });
    const many = await ended("4611686018427388001");
    expect(await outputOf(many, "partition_007")).toMatchObject({ logs_truncated: true });
  });

  it("has every other kind of output that the API knows", async () => {
    const run = await ended("531047733082156");
    const outputs = await Promise.all(run.tasks!.map(({ run_id }) => jobs.output(run_id)));
    const fields = outputs.flatMap(({ metadata: _, ...output }) => Object.keys(output));
    expect(new Set(fields)).toEqual(
      new Set([
        ...["sql_output", "alert_output", "dashboard_output", "dbt_output", "logs", "logs_truncated", "info"],
        ...["dbt_cloud_output", "dbt_platform_output", "clean_rooms_notebook_output", "genie_task_output"],
        ...["agentic_task_output", "ai_runtime_task_output", "run_job_output"],
      ]),
    );
    expect(await outputOf(run, "for_each")).toMatchObject({
      metadata: { tasks: [{ for_each_task: { stats: { task_run_stats: { failed_iterations: 1 } } } }] },
    });
  });

  it("speaks of the parameters that the run was given", async () => {
    const given = { job_parameters: { table: "sales.customers", from: "2026-11-01", to: "2026-11-07" } };
    const output = await outputOf(await ended("backfill", "success", given), "backfill");
    expect(output).toMatchObject({
      notebook_output: { result: "sales.customers recomputed from 2026-11-01 to 2026-11-07" },
    });
  });

  it("is empty before the task has ended", async () => {
    const run = await jobs.look(await jobs.start("backfill"));
    const { metadata, ...rest } = await outputOf(run, "backfill");
    expect(rest).toEqual({ notebook_output: {} });
    expect(metadata).toMatchObject({ status: { state: "PENDING" } });
  });
});

describe("failures", () => {
  it("calls an ordinary failure INTERNAL_ERROR in the old state of the run, not in that of the task", async () => {
    const run = await ended("nightly-load", "failed");
    const message = "Workload failed, see run output for details";
    const details = { code: "RUN_EXECUTION_ERROR", type: "CLIENT_ERROR" };
    expect(run).toMatchObject({
      state: {
        life_cycle_state: "INTERNAL_ERROR",
        result_state: "FAILED",
        state_message: `Task merge_sales failed with message: ${message}. This caused all downstream tasks to get skipped.`,
        user_cancelled_or_timedout: false,
      },
      status: { state: "TERMINATED", termination_details: details },
    });
    expect(taskOf(run, "merge_sales")).toMatchObject({
      state: { life_cycle_state: "TERMINATED", result_state: "FAILED", state_message: message },
      status: { state: "TERMINATED", termination_details: { ...details, message } },
    });
    expect(results(run)).toEqual({
      extract_orders: "SUCCESS",
      extract_customers: "SUCCESS",
      merge_sales: "FAILED",
      quality_checks: "UPSTREAM_FAILED",
      publish_report: "UPSTREAM_FAILED",
    });
    expect(taskOf(run, "publish_report")?.status.termination_details?.code).toBe("SKIPPED");
  });

  it("writes error and trace of a notebook in colours", async () => {
    const { error, error_trace } = await outputOf(await ended("nightly-load", "syntax"), "merge_sales");
    expect(error).toMatch(/^ParseException: \[PARSE_SYNTAX_ERROR\] /);
    expect(error_trace).toContain("\u001b[0;31m");
  });

  it.each<[Outcome, string, string, string, RegExp]>([
    ["success", "SUCCESS", "SUCCESS", "SUCCESS", /^undefined$/],
    ["failed", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /PARSE_SYNTAX_ERROR/],
    ["syntax", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /PARSE_SYNTAX_ERROR/],
    ["timeout", "TIMEDOUT", "CANCELED", "CLIENT_ERROR", /timed out/],
    ["resource", "FAILED", "CLUSTER_ERROR", "CLIENT_ERROR", /OutOfMemoryError/],
    ["permission", "FAILED", "UNAUTHORIZED_ERROR", "CLIENT_ERROR", /INSUFFICIENT_PERMISSIONS/],
    ["network", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /Max retries exceeded/],
    ["schema", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /DELTA_FAILED_TO_MERGE_FIELDS/],
    ["data", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /TABLE_OR_VIEW_NOT_FOUND/],
    ["file", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /PATH_NOT_FOUND/],
    ["code", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /^KeyError: 'CHF'$/],
    ["reset", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /Connection reset by peer/],
    ["throttled", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /Too Many Requests/],
    ["memory", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /exited with code 137/],
    ["disk", "FAILED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR", /No space left on device/],
    ["driver", "FAILED", "DRIVER_ERROR", "INTERNAL_ERROR", /driver has stopped unexpectedly/],
    ["cluster", "FAILED", "CLUSTER_ERROR", "CLOUD_FAILURE", /BOOTSTRAP_TIMEOUT/],
    ["library", "FAILED", "LIBRARY_INSTALLATION_ERROR", "CLIENT_ERROR", /orders-tools==2\.9\.1/],
    ["cancelled", "CANCELED", "USER_CANCELED", "CLIENT_ERROR", /cancelled/],
    ["skipped", "MAXIMUM_CONCURRENT_RUNS_REACHED", "MAX_CONCURRENT_RUNS_EXCEEDED", "CLIENT_ERROR", /skipped/],
    ["cloud", "FAILED", "CLOUD_FAILURE", "CLOUD_FAILURE", /CAPACITY/],
  ])("ends a run as %s", async (outcome, result_state, code, type, error) => {
    const run = await ended("transaction-anomalies", outcome);
    expect(run).toMatchObject({
      state: { result_state },
      status: { state: "TERMINATED", termination_details: { code, type } },
    });
    const output = await outputOf(run, "analyze_transactions");
    expect(String(output["error"])).toMatch(error);
  });

  it.each<[Outcome, string, string, RegExp]>([
    ["dbt", "dbt-models", "dbt_build", /Database Error in model orders_daily/],
    ["pipeline", "orders-pipeline", "update", /Flow 'orders_silver' has FAILED/],
    ["sql", "refresh-dashboard", "refresh_totals", /DIVIDE_BY_ZERO/],
  ])("ends a %s task in its own words, on no cluster of ours", async (outcome, job, task, words) => {
    const run = await ended(job, outcome);
    expect(taskOf(run, task)).not.toHaveProperty("cluster_instance");
    expect(JSON.stringify(await outputOf(run, task))).toMatch(words);
  });

  it("succeeds with failures when a task fails that the last one can do without", async () => {
    const run = await ended("nightly-load", "partly");
    expect(run).toMatchObject({
      state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS_WITH_FAILURES" },
      status: { termination_details: { code: "SUCCESS_WITH_FAILURES", type: "SUCCESS" } },
    });
    expect(results(run)).toMatchObject({ quality_checks: "FAILED", publish_report: "SUCCESS" });
    expect(jobs.databricks.scriptRun({ job: "backfill", outcome: "partly", seconds: 1 })).toBe(false);
  });

  it("never gets a cluster when the cloud has none", async () => {
    jobs.script("backfill", "cloud", 100);
    const id = await jobs.start("backfill");
    jobs.pass(90_000);
    expect(taskOf(await jobs.look(id), "backfill")?.status.state).toBe("PENDING");
    jobs.pass(20_000);
    const run = await jobs.look(id);
    expect(taskOf(run, "backfill")).toMatchObject({ state: { life_cycle_state: "INTERNAL_ERROR" } });
    const cluster = taskOf(run, "backfill")?.cluster_instance;
    expect(cluster).toEqual({ cluster_id: expect.stringMatching(/^\d{4}-\d{6}-\w{8}$/) });
    expect(run.status.termination_details?.message).toContain(cluster?.cluster_id ?? "");
    expect(await outputOf(run, "backfill")).not.toHaveProperty("error_trace");
  });

  it("has a script for every outcome, once each", async () => {
    const own: Partial<Record<Outcome, string>> = {
      dbt: "dbt-models",
      pipeline: "orders-pipeline",
      sql: "refresh-dashboard",
    };
    for (const outcome of OUTCOMES)
      expect((await ended(own[outcome] ?? "nightly-load", outcome)).status.state).toBe("TERMINATED");
    for (const outcome of Object.keys(own) as Outcome[])
      expect(jobs.databricks.scriptRun({ job: "nightly-load", outcome, seconds: 1 })).toBe(false);
    const plain = await jobs.start("nightly-load");
    jobs.pass(200_000);
    expect((await jobs.look(plain)).state.result_state).toBe("SUCCESS");
  });
});
