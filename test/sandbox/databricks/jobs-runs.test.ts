import type { Outcome } from "../../../sandbox/databricks/jobs/failures/outcomes.ts";
import { type JobsService, startJobs, taskOf } from "../../support/databricks/databricks-jobs.ts";
import { eventually } from "../../support/eventually.ts";

let jobs: JobsService;
beforeAll(async () => {
  jobs = await startJobs();
});
beforeEach(() => jobs.reset());
afterAll(() => jobs.stop());

const states = async (run: string) => {
  const { state, status } = await jobs.look(run);
  return [state.life_cycle_state, status.state];
};
/** The states that a run shows, each once, looked at every second. */
const walk = async (run: string, seconds = 300): Promise<string[]> => {
  const seen: string[] = [];
  for (let second = 0; second < seconds && seen.at(-1) !== "TERMINATED"; second += 1) {
    const { status } = await jobs.look(run);
    if (status.state !== seen.at(-1)) seen.push(status.state);
    jobs.pass(1_000);
  }
  return seen;
};

describe("a task run", () => {
  it("is shown by its own id, with itself as its only task", async () => {
    const run = await jobs.start("nightly-load");
    jobs.pass(1_000_000);
    const task = taskOf(await jobs.look(run), "merge_sales");
    const { status, body } = await jobs.get("runs/get", { run_id: task!.run_id });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      run_id: task?.run_id,
      job_run_id: run,
      run_name: "merge_sales",
      tasks: [{ run_id: task?.run_id, task_key: "merge_sales" }],
    });
  });
});

describe("starting a run", () => {
  it("starts one run for one token", async () => {
    const run = await jobs.start("transaction-anomalies", { idempotency_token: "t".repeat(64) });
    expect(await jobs.start("transaction-anomalies", { idempotency_token: "t".repeat(64) })).toBe(run);
    expect(await jobs.start("transaction-anomalies", { idempotency_token: "other" })).not.toBe(run);
    expect(await jobs.start("transaction-anomalies")).not.toBe(run);
    const { runs } = await jobs.list({ active_only: true });
    expect(runs).toHaveLength(3);
  });

  it("refuses a token that is too long", async () => {
    const answer = await jobs.post("run-now", { job_id: jobs.id("backfill"), idempotency_token: "t".repeat(65) });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  });

  it("refuses the token of a deleted run", async () => {
    const run = await jobs.start("backfill", { idempotency_token: "once" });
    expect((await jobs.post("runs/delete", { run_id: run })).status).toBe(200);
    const answer = await jobs.post("run-now", { job_id: jobs.id("backfill"), idempotency_token: "once" });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining("was deleted") } });
    expect((await jobs.get("runs/get", { run_id: run })).status).toBe(400);
  });

  it("takes job parameters over their defaults, and notebook parameters apart from them", async () => {
    const run = await jobs.start("transaction-anomalies", { job_parameters: { days: "7", note: "mine" } });
    expect((await jobs.look(run)).job_parameters).toEqual([
      { name: "user_request", default: "", value: "" },
      { name: "days", default: "30", value: "7" },
      { name: "note", value: "mine" },
    ]);
    const other = await jobs.look(await jobs.start("nightly-load", { notebook_params: { day: "1" } }));
    expect(other.overriding_parameters).toEqual({ notebook_params: { day: "1" } });
    expect(other.job_parameters).toBeUndefined();
  });

  it.each([
    [{ notebook_params: { a: "1" }, jar_params: ["1"] }, "in conjunction with jar_params"],
    [{ job_parameters: { a: "x".repeat(10_000) } }, "cannot exceed 10000 bytes"],
    [{ job_parameters: { a: 1 } }, "job_parameters.a"],
  ])("refuses parameters that cannot be", async (more, words) => {
    const answer = await jobs.post("run-now", { job_id: jobs.id("backfill"), ...more });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(words) } });
  });

  it.each([
    ["GET", "runs/get", "run_id", "Run 12345 does not exist."],
    ["GET", "runs/get-output", "run_id", "Run 12345 does not exist."],
    ["POST", "runs/cancel", "run_id", "Run 12345 does not exist."],
    ["POST", "runs/repair", "run_id", "Run 12345 does not exist."],
    ["POST", "run-now", "job_id", "Job 12345 does not exist."],
    ["GET", "get", "job_id", "Job 12345 does not exist."],
  ])("%s %s says 400, not 404, for an id that does not exist", async (method, path, field, message) => {
    const answer = await (method === "GET"
      ? jobs.get(path, { [field]: "12345" })
      : jobs.post(path, { [field]: "12345" }));
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE", message } });
  });
});

describe("the way of a run", () => {
  it("walks from QUEUED to TERMINATED in both states", async () => {
    await jobs.start("nightly-load");
    const run = await jobs.start("nightly-load");
    expect(await jobs.look(run)).toMatchObject({
      state: { life_cycle_state: "QUEUED", queue_reason: expect.stringContaining("maximum concurrent runs of 1") },
      status: { state: "QUEUED", queue_details: { code: "MAX_CONCURRENT_RUNS_REACHED" } },
      end_time: 0,
    });
    expect(await walk(run)).toEqual(["QUEUED", "PENDING", "RUNNING", "TERMINATING", "TERMINATED"]);
    const ended = await jobs.look(run);
    expect(ended).toMatchObject({
      state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS" },
      status: { state: "TERMINATED", termination_details: { code: "SUCCESS", type: "SUCCESS" } },
      run_duration: 90_000,
      queue_duration: 90_000,
      ...{ setup_duration: 0, execution_duration: 0, cleanup_duration: 0 },
    });
    expect(ended.end_time - ended.start_time).toBe(180_000);
  });

  it("lasts as long as a script says", async () => {
    jobs.script("backfill", "success", 3_600);
    const run = await jobs.start("backfill");
    jobs.pass(3_599_999);
    expect(await states(run)).toEqual(["TERMINATING", "TERMINATING"]);
    jobs.pass(1);
    expect(await states(run)).toEqual(["TERMINATED", "TERMINATED"]);
    const next = await jobs.look(await jobs.start("backfill"));
    expect(next.status.state).toBe("PENDING");
  });

  it("runs tasks after those they depend on, as runs of their own", async () => {
    const run = await jobs.start("nightly-load");
    const at = async (key: string) => taskOf(await jobs.look(run), key)?.status.state;
    expect(await at("merge_sales")).toBe("BLOCKED");
    jobs.pass(20_000);
    expect([await at("extract_orders"), await at("extract_customers")]).toEqual(["RUNNING", "RUNNING"]);
    jobs.pass(30_000);
    expect([await at("extract_orders"), await at("merge_sales")]).toEqual(["TERMINATED", "RUNNING"]);
    jobs.pass(60_000);
    const { tasks = [] } = await jobs.look(run);
    const [orders, customers, merge, checks, report] = tasks;
    expect(merge!.start_time).toBe(Math.max(orders!.end_time, customers!.end_time));
    expect(checks!.start_time).toBe(merge!.end_time);
    expect(report!.depends_on).toEqual([{ task_key: "merge_sales" }, { task_key: "quality_checks" }]);
    expect(new Set([run, ...tasks.map(({ run_id }) => run_id)]).size).toBe(6);
    expect(orders!.setup_duration + orders!.execution_duration).toBe(orders!.end_time - orders!.start_time);
  });

  it("begins a queued run when the one before it is cancelled", async () => {
    const first = await jobs.start("nightly-load");
    const second = await jobs.start("nightly-load");
    await jobs.cancel(first);
    jobs.pass(5_000);
    expect((await states(second))[1]).toBe("PENDING");
  });

  it("skips a run that may not wait", async () => {
    await jobs.start("nightly-load");
    const run = await jobs.look(await jobs.start("nightly-load", { queue: { enabled: false } }));
    expect(run).toMatchObject({
      state: { life_cycle_state: "SKIPPED", result_state: "MAXIMUM_CONCURRENT_RUNS_REACHED" },
      status: { state: "TERMINATED", termination_details: { code: "MAX_CONCURRENT_RUNS_EXCEEDED" } },
    });
  });

  it("hands out more than 100 tasks page by page, and ids past 2^53 to the last digit", async () => {
    const job = "4611686018427388001";
    const run = await jobs.start(job);
    expect(run).toMatch(/^\d{19}$/);
    const first = await jobs.look(run);
    const second = await jobs.look(run, { page_token: first.next_page_token! });
    expect(first).toMatchObject({ job_id: job, run_id: run });
    expect([first.tasks?.length, second.tasks?.length, second.next_page_token]).toEqual([100, 20, undefined]);
    const ids = [...first.tasks!, ...second.tasks!].map(({ run_id }) => run_id);
    expect(new Set(ids).size).toBe(120);
    expect((await jobs.get("runs/get", { run_id: run, page_token: "nonsense" })).status).toBe(400);
  });
});

describe("cancelling", () => {
  it("takes its time to cancel", async () => {
    const run = await jobs.start("nightly-load");
    jobs.pass(15_000);
    expect(await jobs.cancel(run)).toMatchObject({ status: 200, body: {} });
    expect(await states(run)).toEqual(["RUNNING", "RUNNING"]);
    jobs.pass(1_500);
    expect(await states(run)).toEqual(["TERMINATING", "TERMINATING"]);
    jobs.pass(5_000);
    const ended = await jobs.look(run);
    expect(ended).toMatchObject({
      state: { life_cycle_state: "TERMINATED", result_state: "CANCELED", user_cancelled_or_timedout: true },
      status: { termination_details: { code: "USER_CANCELED" } },
    });
    expect(ended.end_time - ended.start_time).toBe(18_200);
    const result = (key: string) => taskOf(ended, key)?.state.result_state;
    expect([result("extract_orders"), result("merge_sales")]).toEqual(["CANCELED", "UPSTREAM_CANCELED"]);
  });

  it("cancels a queued run at once, also by the id of a task", async () => {
    await jobs.start("nightly-load");
    const run = await jobs.start("nightly-load");
    await jobs.cancel(taskOf(await jobs.look(run), "merge_sales")!.run_id);
    expect(await jobs.look(run)).toMatchObject({
      state: { life_cycle_state: "TERMINATED", result_state: "CANCELED" },
      status: { termination_details: { code: "USER_CANCELED" } },
    });
  });

  it("changes nothing about a run that ends before it, or that has ended", async () => {
    const run = await jobs.start("backfill");
    jobs.pass(59_000);
    await jobs.cancel(run);
    jobs.pass(10_000);
    const { state } = await jobs.look(run);
    expect(state.result_state).toBe("SUCCESS");
    expect((await jobs.cancel(run)).status).toBe(200);
    expect((await jobs.look(run)).state).toEqual(state);
  });
});

describe("repairing", () => {
  const failed = async () => {
    jobs.script("nightly-load", "failed");
    const run = await jobs.start("nightly-load");
    jobs.pass(200_000);
    return run;
  };
  const repairId = (answer: { body: unknown }) => (answer.body as { repair_id: string }).repair_id;

  it("repairs a run under a new attempt", async () => {
    const run = await failed();
    const before = await jobs.look(run);
    const answer = await jobs.repair(run, { rerun_all_failed_tasks: true });
    expect(answer).toMatchObject({ status: 200, body: { repair_id: expect.stringMatching(/^\d{15}$/) } });
    expect(await states(run)).toEqual(["PENDING", "PENDING"]);
    jobs.pass(200_000);
    const after = await jobs.look(run, { include_history: true });
    expect(after).toMatchObject({ run_id: run, start_time: before.start_time, state: { result_state: "SUCCESS" } });
    expect(taskOf(after, "extract_orders")).toEqual(taskOf(before, "extract_orders"));
    expect(taskOf(after, "merge_sales")).toMatchObject({ attempt_number: 1, state: { result_state: "SUCCESS" } });
    expect(taskOf(after, "merge_sales")?.run_id).not.toBe(taskOf(before, "merge_sales")?.run_id);
    expect(after.repair_history).toMatchObject([
      { type: "ORIGINAL", state: { result_state: "FAILED" }, task_run_ids: { length: 5 } },
      { type: "REPAIR", id: repairId(answer), state: { result_state: "SUCCESS" }, task_run_ids: { length: 3 } },
    ]);
  });

  it("wants to know the latest repair from the second one on", async () => {
    const run = await failed();
    jobs.script("nightly-load", "failed");
    const first = repairId(await jobs.repair(run, { rerun_tasks: ["merge_sales"], rerun_dependent_tasks: true }));
    jobs.pass(200_000);
    const unnamed = await jobs.repair(run, { rerun_all_failed_tasks: true });
    expect(unnamed).toMatchObject({
      status: 400,
      body: { message: "The latest repair ID needs to be provided in order to create a new repair." },
    });
    const second = repairId(await jobs.repair(run, { rerun_all_failed_tasks: true, latest_repair_id: first }));
    jobs.pass(200_000);
    const stale = await jobs.repair(run, { rerun_tasks: ["merge_sales"], latest_repair_id: first });
    expect(stale.status).toBe(400);
    const third = await jobs.repair(run, { rerun_tasks: ["merge_sales"], latest_repair_id: second });
    expect(third.status).toBe(200);
    expect(taskOf(await jobs.look(run), "merge_sales")?.attempt_number).toBe(3);
  });

  it.each([
    [{}, "Exactly one of"],
    [{ rerun_all_failed_tasks: true, rerun_tasks: ["merge_sales"] }, "Exactly one of"],
    [{ rerun_tasks: ["nothing"] }, "Task nothing does not exist"],
    [{ rerun_all_failed_tasks: true, latest_repair_id: "123" }, "not that of the latest repair"],
  ])("refuses %o", async (more, words) => {
    const answer = await jobs.repair(await failed(), more);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(words) } });
  });

  it("refuses a run that is active, or that has nothing to repair", async () => {
    const run = await jobs.start("backfill");
    expect((await jobs.repair(run, { rerun_all_failed_tasks: true })).status).toBe(400);
    jobs.pass(100_000);
    expect(await jobs.repair(run, { rerun_all_failed_tasks: true })).toMatchObject({
      body: { message: expect.stringContaining("no failed tasks") },
    });
  });
});

describe("the list of runs", () => {
  it("lists runs by the time they ended", async () => {
    const long = await jobs.start("nightly-load");
    jobs.pass(1_000);
    jobs.script("backfill", "success", 10);
    const short = await jobs.start("backfill");
    jobs.pass(5_000);
    const late = await jobs.start("transaction-anomalies");
    const ids = async () => (await jobs.list({ limit: 3 })).runs?.map(({ run_id }) => run_id);
    expect(await ids()).toEqual([late, short, long]);
    jobs.pass(6_000);
    expect(await ids()).toEqual([short, late, long]);
    jobs.pass(100_000);
    expect(await ids()).toEqual([long, late, short]);
  });

  it("tells active runs from completed ones, by job and by time", async () => {
    const before = (await jobs.list({ active_only: true })).runs;
    expect(before).toBeUndefined();
    const run = await jobs.start("backfill");
    const { start_time } = await jobs.look(run);
    const ids = async (query: Record<string, string | number | boolean>) =>
      ((await jobs.list(query)).runs ?? []).map(({ run_id }) => run_id);
    expect(await ids({ active_only: true })).toEqual([run]);
    expect(await ids({ active_only: true, job_id: jobs.id("nightly-load") })).toEqual([]);
    expect(await ids({ completed_only: true, job_id: jobs.id("backfill") })).toHaveLength(3);
    expect(await ids({ start_time_from: start_time })).toEqual([run]);
    expect(await ids({ start_time_to: start_time - 1, limit: 25 })).not.toContain(run);
    expect((await jobs.get("runs/list", { active_only: true, completed_only: true })).status).toBe(400);
  });

  it("comes in pages of 20, at most 25", async () => {
    const first = await jobs.list({});
    expect(first.runs).toHaveLength(20);
    expect(first.prev_page_token).toBeUndefined();
    const second = await jobs.list({ page_token: first.next_page_token! });
    expect(second.prev_page_token).toBeDefined();
    const ids = [...first.runs!, ...second.runs!].map(({ run_id }) => run_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await jobs.list({ limit: 0 })).runs).toHaveLength(25);
    for (const limit of ["26", "-1", "few"]) expect((await jobs.get("runs/list", { limit })).status).toBe(400);
  });

  it("shows tasks when asked, the first 100 of them", async () => {
    const run = await jobs.start("4611686018427388001");
    const [plain] = (await jobs.list({ active_only: true })).runs!;
    expect(plain).toMatchObject({ run_id: run });
    expect(plain).not.toHaveProperty("tasks");
    const [full] = (await jobs.list({ active_only: true, expand_tasks: true })).runs!;
    expect(full).toMatchObject({ tasks: { length: 100 }, has_more: true });
  });

  it("remembers runs of the days before: nightly ones, and some that failed", async () => {
    const { runs = [] } = await jobs.list({ job_id: jobs.id("nightly-load"), limit: 25 });
    expect(runs).toHaveLength(14);
    expect(runs.map(({ trigger }) => new Set([trigger]))).toEqual(runs.map(() => new Set(["PERIODIC"])));
    expect(new Set(runs.map(({ state }) => state.result_state))).toEqual(
      new Set(["SUCCESS", "FAILED", "SUCCESS_WITH_FAILURES"]),
    );
    for (const { run_duration = 0 } of runs) expect(Math.abs(run_duration - 90_000)).toBeLessThan(14_000);
    const today = Date.UTC(2026, 10, 20);
    expect(runs[0]!.start_time).toBe(today + 2 * 3_600_000);
  });
});

describe("a run that somebody else starts", () => {
  it("is one of a schedule, or of a person, with their parameters", async () => {
    const byClock = { job: "hourly-ingest", trigger: "PERIODIC", creator: "admin@example.com" } as const;
    const run = jobs.databricks.startRun({ ...byClock, outcome: "data", seconds: 60, parameters: { batch_size: "9" } });
    expect(await jobs.look(run ?? "")).toMatchObject({ trigger: "PERIODIC", creator_user_name: "admin@example.com" });
    jobs.pass(100_000);
    const ended = await jobs.look(run ?? "");
    expect(ended.state.result_state).toBe("FAILED");
    expect(ended.job_parameters).toContainEqual({ name: "batch_size", default: "5000", value: "9" });
    expect(jobs.databricks.startRun({ ...byClock, job: "nothing" })).toBeUndefined();
    expect(jobs.databricks.startRun({ ...byClock, outcome: "dbt" })).toBeUndefined();
  });

  it("may be one that the bot can see but not repair", async () => {
    const start = { job: "invoice-sync", outcome: "code", trigger: "ONE_TIME", creator: "admin@example.com" } as const;
    const run = jobs.databricks.startRun(start) ?? "";
    jobs.pass(1_000_000);
    expect((await jobs.look(run)).state.result_state).toBe("FAILED");
    expect(await jobs.repair(run, { rerun_all_failed_tasks: true })).toMatchObject({
      status: 403,
      body: { error_code: "PERMISSION_DENIED" },
    });
  });

  it("starts by the clock, and ends in turn as wanted", async () => {
    const schedule = { job: "hourly-ingest", every_seconds: 0.05, outcomes: ["data", "success"] as Outcome[] };
    expect(jobs.databricks.setSchedule(schedule)).toBe(true);
    expect(jobs.databricks.setSchedule({ ...schedule, outcomes: ["sql"] })).toBe(false);
    const results = async () => {
      jobs.pass(1_000_000);
      const { runs = [] } = await jobs.list({ job_id: jobs.id("hourly-ingest") });
      return runs.map(({ state }) => state.result_state).toReversed();
    };
    await eventually(async () => (await results()).slice(0, 3).join() === "FAILED,SUCCESS,FAILED");
    jobs.databricks.setSchedule({ ...schedule, every_seconds: 0 });
    const before = (await results()).length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await results()).toHaveLength(before);
  });
});
