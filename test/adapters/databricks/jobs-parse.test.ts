import { OutputShape, outputOf } from "../../../adapters/databricks/jobs/output.ts";
import { JobShape, jobOf, RunShape, runOf, runRepairsOf } from "../../../adapters/databricks/jobs/parse.ts";
import { tryJson } from "../../../adapters/databricks/json.ts";
import { bareRun, failedOutput, failedRun } from "./job-runs.ts";

const origin = "https://adb-1.2.azuredatabricks.net";
const parsed = (body: unknown) => runOf(RunShape.parse(body), origin);
const run = (more: object) => parsed({ ...bareRun, ...more });
const terminated = (details: object, more: object = {}) =>
  run({ status: { state: "TERMINATED", termination_details: details }, ...more });
const output = (body: object) => outputOf(OutputShape.parse(body));

describe("a run on the wire", () => {
  it("keeps every digit of an id, in runs, jobs and tasks", () => {
    const found = parsed(tryJson(failedRun));
    expect(found).toMatchObject({ run: "9223372036854775807", job: "612905436651487" });
    expect(found.tasks.map((task) => task.run)).toEqual([
      "9223372036854775806",
      "9223372036854775805",
      "9223372036854775804",
    ]);
    expect(parsed({ ...bareRun, run_id: "9223372036854775807" }).run).toBe("9223372036854775807");
  });

  it("failed because its status says so, not because its old state says INTERNAL_ERROR", () => {
    expect(parsed(tryJson(failedRun))).toMatchObject({
      name: "nightly",
      state: "ended",
      outcome: "failed",
      reason: { code: "RUN_EXECUTION_ERROR", type: "CLIENT_ERROR" },
      message: expect.stringMatching(/^Task merge failed/),
      startedAt: 1_750_000_000_000,
      endedAt: 1_750_000_061_000,
      parameters: { day: "2026-11-19", mode: "full" },
      url: `${origin}/?o=1#job/612905436651487/run/9223372036854775807`,
      creator: "svc-etl@example.com",
      tasks: [
        { key: "extract", state: "ended", outcome: "success" },
        { key: "merge", state: "ended", outcome: "failed", message: "Workload failed, see run output for details" },
        { key: "publish", state: "ended", outcome: "skipped", message: "An upstream task failed." },
      ],
    });
  });

  it("believes the status where the old state says otherwise", () => {
    const state = { life_cycle_state: "INTERNAL_ERROR", result_state: "FAILED" };
    expect(run({ state, status: { state: "RUNNING" } })).toMatchObject({ state: "running" });
    expect(terminated({ code: "SUCCESS", type: "SUCCESS" }, { state })).toMatchObject({ outcome: "success" });
  });

  it.each<object>([
    { run_name: 7 },
    { creator_user_name: {} },
    { run_page_url: [] },
    { trigger: 1 },
    { start_time: "1750000000000" },
    { start_time: 1.75e18, end_time: -1e20 },
    { attempt_number: "x" },
    { repair_history: "none" },
    { status: { state: "TERMINATED", termination_details: { code: "SUCCESS" }, queue_details: "no" } },
  ])("is read whatever form a field has that only adds to it: %j", (more) => {
    const ended = { status: { state: "TERMINATED", termination_details: { code: "SUCCESS" } } };
    const run = runOf(RunShape.parse({ run_id: 1, job_id: 2, ...ended, ...more }), "https://dbx.example.com");
    expect(run).toMatchObject({ run: "1", state: "ended", outcome: "success" });
  });

  it("says little when little is known", () => {
    expect(run({})).toEqual({
      run: "612905436651487",
      job: "4021",
      name: "job 4021",
      state: "running",
      startedAt: 0,
      tasks: [],
      parameters: {},
      url: `${origin}/#job/4021/run/612905436651487`,
    });
    const empty = { job_id: null, run_name: null, end_time: 0, status: null, state: null, tasks: null };
    expect(run({ ...empty, job_parameters: null, overriding_parameters: null, run_page_url: "" })).toMatchObject({
      job: "",
      state: "running",
    });
  });

  it.each([
    ["QUEUED", "queued"],
    ["BLOCKED", "waiting"],
    ["WAITING", "waiting"],
    ["PENDING", "starting"],
    ["RUNNING", "running"],
    ["TERMINATING", "stopping"],
    ["TERMINATED", "ended"],
    ["HIBERNATING", "running"],
    ["constructor", "running"],
  ])("%s means %s", (state, expected) => {
    expect(run({ status: { state } }).state).toBe(expected);
  });

  it.each([
    [
      { life_cycle_state: "QUEUED", queue_reason: "Queued because of a limit." },
      { state: "queued", queued: "Queued because of a limit." },
    ],
    [{ life_cycle_state: "WAITING_FOR_RETRY" }, { state: "waiting" }],
    [{ life_cycle_state: "PENDING" }, { state: "starting" }],
    [
      { life_cycle_state: "TERMINATED", result_state: "SUCCESS" },
      { state: "ended", outcome: "success" },
    ],
    [{ life_cycle_state: "TERMINATED", result_state: "SUCCESS_WITH_FAILURES" }, { outcome: "partly" }],
    [{ life_cycle_state: "TERMINATED", result_state: "TIMEDOUT" }, { outcome: "timeout" }],
    [{ life_cycle_state: "TERMINATED", result_state: "CANCELED" }, { outcome: "cancelled" }],
    [
      { life_cycle_state: "INTERNAL_ERROR", state_message: "Lost." },
      { outcome: "failed", message: "Lost." },
    ],
    [{ life_cycle_state: "SKIPPED" }, { state: "ended", outcome: "skipped" }],
    [{ life_cycle_state: "TERMINATED", result_state: "EVAPORATED" }, { outcome: "failed" }],
  ])("reads the old state %o where there is no status", (state, expected) => {
    expect(run({ state })).toMatchObject(expected);
  });

  it.each([
    ["SUCCESS", "SUCCESS", "success"],
    ["SUCCESS_WITH_FAILURES", "SUCCESS", "partly"],
    ["USER_CANCELED", "CLIENT_ERROR", "cancelled"],
    ["CANCELED", "INTERNAL_ERROR", "cancelled"],
    ["SKIPPED", "CLIENT_ERROR", "skipped"],
    ["MAX_CONCURRENT_RUNS_EXCEEDED", "CLIENT_ERROR", "skipped"],
    ["CLUSTER_ERROR", "CLOUD_FAILURE", "failed"],
    ["CLOUD_FAILURE", "CLOUD_FAILURE", "failed"],
    ["BUDGET_POLICY_LIMIT_EXCEEDED", "CLIENT_ERROR", "failed"],
    ["A_CODE_OF_NEXT_YEAR", "CLIENT_ERROR", "failed"],
    ["ANOTHER_KIND_OF_SUCCESS", "SUCCESS", "success"],
    ["toString", "A_TYPE_OF_NEXT_YEAR", "failed"],
  ])("ended with %s (%s): %s", (code, type, outcome) => {
    expect(terminated({ code, type })).toMatchObject({ state: "ended", outcome, reason: { code, type } });
  });

  it("timed out when the platform cancelled it and the old state knows why", () => {
    const state = { life_cycle_state: "TERMINATED", result_state: "TIMEDOUT" };
    expect(terminated({ code: "CANCELED", type: "CLIENT_ERROR" }, { state }).outcome).toBe("timeout");
    expect(terminated({ code: "USER_CANCELED", type: "CLIENT_ERROR" }, { state }).outcome).toBe("cancelled");
  });

  it("has no end while it stops, although the reason is known", () => {
    const details = { code: "USER_CANCELED", type: "CLIENT_ERROR", message: "Run cancelled." };
    const stopping = run({ status: { state: "TERMINATING", termination_details: details }, end_time: 0 });
    expect(stopping).toMatchObject({ state: "stopping" });
    for (const key of ["outcome", "reason", "message", "endedAt"]) expect(stopping).not.toHaveProperty(key);
  });

  it("says in words why it is queued", () => {
    const queued = (queue_details: object) => run({ status: { state: "QUEUED", queue_details } }).queued;
    expect(queued({ code: "MAX_CONCURRENT_RUNS_REACHED", message: "" })).toMatch(/^this job allows no more runs/);
    expect(queued({ code: "FULL_MOON", message: "Not \u001b[31mtonight\u001b[0m." })).toBe("Not tonight.");
    expect(queued({})).toBe("it has to wait its turn");
  });

  it("shows messages without colours, and not endless ones", () => {
    const message = `\u001b[0;31mred\u001b[0m\u0000\r\n${"x".repeat(10_000)}`;
    const found = terminated({ code: "DRIVER_ERROR", type: "INTERNAL_ERROR", message }).message;
    expect(found).toMatch(/^red\nx+…$/);
    expect(found).toHaveLength(4_000);
  });

  it("shows of each task the last attempt only", () => {
    const task = (attempt_number: number, state: string) => ({
      task_key: "a",
      run_id: 10 + attempt_number,
      attempt_number,
      status: { state },
    });
    expect(run({ tasks: [task(1, "RUNNING"), task(0, "TERMINATED")] }).tasks).toEqual([
      { key: "a", run: "11", state: "running", attempt: 1 },
    ]);
  });

  it("knows of each task why it ended, what it runs and where it ran", () => {
    const end = { state: "TERMINATED", termination_details: { code: "CLOUD_FAILURE", type: "CLOUD_FAILURE" } };
    const task = (more: object) => run({ tasks: [{ task_key: "a", run_id: 11, ...more }] }).tasks[0];
    expect(task({ status: end, cluster_instance: { cluster_id: "1128-0200-x1" }, attempt_number: 2 })).toEqual({
      key: "a",
      run: "11",
      state: "ended",
      outcome: "failed",
      reason: { code: "CLOUD_FAILURE", type: "CLOUD_FAILURE" },
      cluster: "1128-0200-x1",
      attempt: 2,
    });
    expect(task({})).not.toHaveProperty("kind");
  });

  it.each([
    ["notebook_task", "notebook"],
    ["spark_python_task", "python"],
    ["python_wheel_task", "python wheel"],
    ["sql_task", "sql"],
    ["dbt_task", "dbt"],
    ["pipeline_task", "pipeline"],
    ["run_job_task", "job"],
    ["ai_runtime_task", "ai runtime"],
    ["constructor_task", "constructor"],
  ])("calls a task with a %s %s", (field, kind) => {
    expect(run({ tasks: [{ task_key: "a", run_id: 11, [field]: {} }] }).tasks[0]).toMatchObject({ kind });
  });

  it("knows what started it, and its repairs, oldest first", () => {
    const repair = (id: number, start_time: number, more: object = {}) => ({ type: "REPAIR", id, start_time, ...more });
    const ended = { status: { state: "TERMINATED", termination_details: { code: "SUCCESS", type: "SUCCESS" } } };
    const shape = RunShape.parse({
      ...bareRun,
      trigger: "PERIODIC",
      attempt_number: 1,
      repair_history: [
        repair(7, 200),
        { type: "ORIGINAL", start_time: 1 },
        repair(5, 100, { ...ended, end_time: 150 }),
      ],
    });
    expect(runOf(shape, origin)).toMatchObject({ trigger: "PERIODIC", attempt: 1 });
    expect(runRepairsOf(shape)).toEqual([
      { id: "5", startedAt: 100, endedAt: 150, outcome: "success" },
      { id: "7", startedAt: 200 },
    ]);
  });

  it("takes the parameters of notebooks for its own", () => {
    const overriding_parameters = { notebook_params: { day: "1" } };
    expect(run({ overriding_parameters, job_parameters: [{ name: "mode", value: "fast" }] }).parameters).toEqual({
      day: "1",
      mode: "fast",
    });
  });
});

describe("a job on the wire", () => {
  const job = (settings: object, more: object = {}) => jobOf(JobShape.parse({ job_id: 4021, settings, ...more }));

  it("belongs to whom it runs as, else to whom made it", () => {
    const creator_user_name = "maker@example.com";
    expect(job({}, { creator_user_name, run_as_user_name: "svc@example.com" }).owner).toBe("svc@example.com");
    expect(job({}, { creator_user_name }).owner).toBe(creator_user_name);
    expect(job({}).owner).toBeUndefined();
  });
});

describe("an output on the wire", () => {
  it("is readable without a terminal", () => {
    expect(output(failedOutput)).toEqual({
      error: "ZeroDivisionError: division by zero",
      trace: expect.stringMatching(
        /^-+\nZeroDivisionError +Traceback[ -~\n]*----> 1 1 \/ 0\n\nZeroDivisionError: division by zero$/,
      ),
      truncated: false,
    });
  });

  it("keeps both ends of a long trace", () => {
    const { trace = "" } = output({ error_trace: `first\n${"at x\n".repeat(20_000)}last` });
    expect(trace).toMatch(/^first\n[^…]*\n…\n[^…]*last$/s);
    expect(trace.length).toBeLessThanOrEqual(64_000);
    expect(trace.split("\n").length).toBeGreaterThan(10_000);
  });

  it("keeps the beginning of an exit value and the end of the logs", () => {
    const long = `first ${"x".repeat(20_000)} last`;
    expect(output({ notebook_output: { result: long } })).toMatchObject({
      text: expect.stringMatching(/^first x+…$/),
      truncated: true,
    });
    expect(output({ logs: long })).toMatchObject({ text: expect.stringMatching(/^…x+ last$/), truncated: true });
    expect(output({ logs: "short", logs_truncated: true })).toEqual({ text: "short", truncated: true });
    expect(output({ notebook_output: { result: "cut", truncated: true } })).toEqual({ text: "cut", truncated: true });
  });

  it("is a table when the exit value is a list of records", () => {
    const result = JSON.stringify([
      { id: 1, ok: true, name: "a" },
      { id: 2.5, ok: false, note: null },
    ]);
    expect(output({ notebook_output: { result } })).toEqual({
      table: {
        columns: [
          { name: "id", type: "number" },
          { name: "ok", type: "boolean" },
          { name: "name", type: "text" },
          { name: "note", type: "text" },
        ],
        rows: [
          ["1", "true", "a", null],
          ["2.5", "false", null, null],
        ],
        total: 2,
        truncated: false,
      },
      truncated: false,
    });
  });

  it.each(["[]", "[1, 2]", '[{"a": {"b": 1}}]', '{"rows": []}', "[not json", ""])(
    "is text when the exit value is %j",
    (result) => {
      expect(output({ notebook_output: { result } })).not.toHaveProperty("table");
    },
  );

  it("shows the first thousand rows and says how many there are", () => {
    const result = JSON.stringify(Array.from({ length: 1_500 }, (_, id) => ({ id })));
    const { table } = output({ notebook_output: { result } });
    expect([table?.rows.length, table?.total]).toEqual([1_000, 1_500]);
  });

  it("tells of alerts, queries and runs that it started", () => {
    expect(
      output({ sql_output: { alert_output: { alert_state: "TRIGGERED", output_link: "https://x/1" } } }).text,
    ).toBe("The alert was triggered: its condition was met. The result is at https://x/1");
    expect(output({ sql_output: { query_output: { output_link: "https://x/2" } } }).text).toBe(
      "The result is at https://x/2",
    );
    expect(output({ run_job_output: { run_id: "9223372036854775807" } }).text).toBe("Started run 9223372036854775807.");
    expect(output({})).toEqual({ truncated: false });
  });
});
