import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { createPace, endpoints } from "../../../adapters/databricks/jobs/api.ts";
import { catalog } from "../../../sandbox/databricks/jobs/catalog/catalog.ts";
import type { Outcome } from "../../../sandbox/databricks/jobs/failures/outcomes.ts";
import type { Fault } from "../../../sandbox/traffic.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import type { Run, RunState } from "../../../src/ports/databricks/run.ts";
import { jobsContract } from "../../contract/jobs.ts";
import { jobsOf } from "../../support/callers.ts";
import { openWorkspace, ownTokens, type Workspace } from "./workspace.ts";

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

const idOf = (name: string): string => catalog.find((job) => job.name === name)?.id ?? name;
const fault = (more: Partial<Fault>) =>
  workspace.traffic.faults.push({ service: "databricks", kind: "503", times: 1, ...more });
const script = (job: string, outcome: Outcome, seconds = 100) =>
  expect(workspace.databricks.scriptRun({ job, outcome, seconds })).toBe(true);
/** Runs that run-now made, each once. */
const runsMade = () =>
  new Set(
    workspace.traffic.calls.flatMap(({ path, status, body }) =>
      path.endsWith("/run-now") && status === 200 ? [JSON.stringify(body)] : [],
    ),
  );

jobsContract("Databricks", async () => ({
  open: () => workspace.jobs({ http: workspace.http({ identity: ownTokens }) }),
  callers: workspace.callers,
  several: {
    job: idOf("nightly-load"),
    name: "nightly-load",
    tasks: ["extract_orders", "extract_customers", "merge_sales", "quality_checks", "publish_report"],
  },
  long: {
    job: idOf("backfill"),
    name: "backfill",
    parameters: { table: "sales.orders", from: "2026-11-01", to: "2026-11-07" },
  },
  tag: { key: "concierge", value: "enabled" },
  started: () => runsMade().size,
  now: workspace.time.now,
  work: () => workspace.time.pass(15_000),
  finish: () => workspace.time.pass(1_000_000),
  failNext: () => script("nightly-load", "failed"),
  remove: async (run) => {
    const path = "/api/2.2/jobs/runs/delete";
    await workspace.http().call(z.unknown(), { caller: bot, method: "POST", path, body: { run_id: run } });
  },
  loseAnswer: () => workspace.lose("answer"),
  loseOrder: () => workspace.lose("question"),
  breakOnce: () => fault({}),
  drop: async () => workspace.reset(),
}));

describe("Databricks jobs", () => {
  afterEach(() => workspace.reset());

  const jobs = () => jobsOf(workspace.jobs());
  const start = async (job: string, parameters: Record<string, string> = {}, token = `${job} ${Math.random()}`) =>
    (await jobs().start({ job: idOf(job), parameters, token })).run;
  const ended = async (job: string, outcome: Outcome): Promise<Run> => {
    script(job, outcome);
    const run = await start(job);
    workspace.time.pass(1_000_000);
    return jobs().check(run);
  };
  const bodyOf = (path: string) => workspace.traffic.calls.find((call) => call.path === `/api/2.2/jobs/${path}`)?.body;
  const linesOf = (path: string) => workspace.lines().filter((line) => line.includes(`/jobs/${path}`));

  it("walks through the states in words that people know", async () => {
    await start("nightly-load");
    const run = await start("nightly-load");
    const seen: RunState[] = [];
    for (let looks = 0; looks < 300 && seen.at(-1) !== "ended"; looks += 1) {
      const { state } = await jobs().check(run);
      if (state !== seen.at(-1)) seen.push(state);
      workspace.time.pass(1_000);
    }
    expect(seen).toEqual(["queued", "starting", "running", "stopping", "ended"]);
  });

  it.each<[Outcome, Partial<Run>]>([
    ["success", { outcome: "success", reason: { code: "SUCCESS", type: "SUCCESS" } }],
    ["failed", { outcome: "failed", reason: { code: "RUN_EXECUTION_ERROR", type: "CLIENT_ERROR" } }],
    ["partly", { outcome: "partly", reason: { code: "SUCCESS_WITH_FAILURES", type: "SUCCESS" } }],
    ["timeout", { outcome: "timeout", reason: { code: "CANCELED", type: "CLIENT_ERROR" } }],
    ["cancelled", { outcome: "cancelled", reason: { code: "USER_CANCELED", type: "CLIENT_ERROR" } }],
    ["skipped", { outcome: "skipped", reason: { code: "MAX_CONCURRENT_RUNS_EXCEEDED", type: "CLIENT_ERROR" } }],
    ["resource", { outcome: "failed", reason: { code: "CLUSTER_ERROR", type: "CLIENT_ERROR" } }],
    ["cloud", { outcome: "failed", reason: { code: "CLOUD_FAILURE", type: "CLOUD_FAILURE" } }],
  ])("understands a run that ends as %s", async (outcome, expected) => {
    expect(await ended("nightly-load", outcome)).toMatchObject({ state: "ended", ...expected });
  });

  it("counts the last attempt of a repaired task, in its old place", async () => {
    const { run, tasks } = await ended("nightly-load", "failed");
    const path = "/api/2.2/jobs/runs/repair";
    const body = { run_id: run, rerun_all_failed_tasks: true };
    await workspace.http().call(z.unknown(), { caller: bot, method: "POST", path, body });
    expect(await jobs().check(run)).toMatchObject({ state: "starting" });
    workspace.time.pass(1_000_000);
    const repaired = await jobs().check(run);
    expect(repaired.outcome).toBe("success");
    expect(repaired.tasks.map(({ key }) => key)).toEqual(tasks.map(({ key }) => key));
    expect(repaired.tasks[0]).toEqual(tasks[0]);
    expect(repaired.tasks[2]).toMatchObject({ key: "merge_sales", outcome: "success" });
    expect(repaired.tasks[2]?.run).not.toBe(tasks[2]?.run);
  });

  it("reads more than 100 tasks, page by page", async () => {
    const run = await start("4611686018427388001");
    const { tasks, job } = await jobs().check(run);
    expect(job).toBe("4611686018427388001");
    expect(tasks.map(({ key }) => key)).toEqual(
      Array.from({ length: 120 }, (_, index) => `partition_${String(index).padStart(3, "0")}`),
    );
    const many = Array.from({ length: 4 }, () => ({ run, job }));
    expect(await jobs().checkMany([...many, ...(await others(3, job))])).toContainEqual(await jobs().check(run));
  });

  const others = async (count: number, job: string) => {
    const refs: { run: string; job: string }[] = [];
    for (let left = count; left > 0; left -= 1) refs.push({ run: await start(job), job });
    return refs;
  };

  describe("starting", () => {
    it("sends ids as numbers with every digit, the token, and a place in the queue", async () => {
      await start("4611686018427388001", {}, "t".repeat(64));
      expect(bodyOf("run-now")).toEqual({
        job_id: "4611686018427388001",
        idempotency_token: "t".repeat(64),
        queue: { enabled: true },
      });
      await jobs().cancel(await start("backfill"));
      expect(bodyOf("runs/cancel")).toEqual({ run_id: expect.stringMatching(/^\d{19}$/) });
    });

    it("gives a job its own parameters, and to one without any those of its notebooks", async () => {
      await start("backfill", { table: "sales.orders" });
      expect(bodyOf("run-now")).toMatchObject({ job_parameters: { table: "sales.orders" } });
      workspace.reset();
      await start("nightly-load", { day: "2026-11-19" });
      expect(bodyOf("run-now")).toMatchObject({ notebook_params: { day: "2026-11-19" } });
      expect(bodyOf("run-now")).not.toHaveProperty("job_parameters");
    });

    it("looks up a job's definition once a minute at most, and not at all without parameters", async () => {
      const client = jobs();
      const order = (token: string, parameters: Record<string, string>) =>
        client.start({ job: idOf("backfill"), parameters, token });
      await order("a", {});
      expect(linesOf("get?")).toHaveLength(0);
      await order("b", { table: "x" });
      await order("c", { table: "x" });
      expect(linesOf("get?")).toHaveLength(1);
      workspace.time.pass(61_000);
      await order("d", { table: "x" });
      expect(linesOf("get?")).toHaveLength(2);
    });

    it("passes on what Databricks says about a wrong order", async () => {
      const order = { job: idOf("backfill"), parameters: { table: "x".repeat(10_000) }, token: "t" };
      await expect(jobs().start(order)).rejects.toMatchObject({
        code: "jobs.invalid",
        retry: "never",
        sentence: expect.stringContaining("cannot exceed 10000 bytes"),
      });
    });
  });

  describe("without the right", () => {
    it("says which right on which job is missing, and to whom", async () => {
      const order = { job: "718830465509127", parameters: {}, token: "t" };
      await expect(jobs().start(order)).rejects.toMatchObject({
        code: "jobs.permission",
        retry: "never",
        sentence: expect.stringMatching(
          /run, repair or cancel job 718830465509127\. .* genie-concierge \(.+\) the permission Can Manage Run \(CAN_MANAGE_RUN\) on that job/,
        ),
      });
      await expect(jobs().describe("718830465509999")).rejects.toMatchObject({
        code: "jobs.permission",
        sentence: expect.stringMatching(/see job 718830465509999\. .* Can View \(CAN_VIEW\)/),
      });
    });

    it("names the run where the job is not known", async () => {
      const run = await start("backfill");
      fault({ kind: "permission", match: "/runs/cancel" });
      await expect(jobs().cancel(run)).rejects.toMatchObject({
        code: "jobs.permission",
        sentence: expect.stringContaining(`the job of run ${run}`),
      });
    });

    it("leaves out of many what it may not see", async () => {
      const seen = await start("backfill");
      const hidden = await start("nightly-load");
      fault({ kind: "permission", match: `/runs/get?run_id=${hidden}` });
      const runs = await jobs().checkMany([
        { run: seen, job: idOf("backfill") },
        { run: hidden, job: idOf("nightly-load") },
      ]);
      expect(runs.map(({ run }) => run)).toEqual([seen]);
    });
  });

  describe("with a service in trouble", () => {
    it.each(["429", "503"] as const)("waits a little after a %s", async (kind) => {
      const run = await start("backfill");
      fault({ kind, times: 2, retry_after: 2 });
      const before = workspace.time.now();
      expect(await jobs().check(run)).toMatchObject({ run });
      expect(workspace.time.now() - before).toBe(4_000);
    });

    it.each([
      ["429", "databricks.rate-limited"],
      ["503", "databricks.unavailable"],
    ] as const)("says when to come back after a %s that lasts", async (kind, code) => {
      const run = await start("backfill");
      fault({ kind, times: 1, retry_after: 30 });
      await expect(jobs().check(run)).rejects.toMatchObject({ code, retry: "later", afterMs: 30_000 });
    });

    it("does not take a run for gone because one look at it failed", async () => {
      const refs = await others(4, idOf("transaction-anomalies"));
      fault({ kind: "500", match: "/runs/list", times: 20 });
      await expect(jobs().checkMany(refs)).rejects.toMatchObject({ retry: "later" });
      workspace.traffic.faults = [];
      expect(await jobs().checkMany(refs)).toHaveLength(4);
    });
  });

  describe("watching many", () => {
    it("asks for one list instead of many runs, and for those that have left it one by one", async () => {
      const short = await others(2, idOf("transaction-anomalies"));
      workspace.time.pass(60_000);
      const refs = [...short, ...(await others(10, idOf("transaction-anomalies")))];
      const before = workspace.lines().length;
      expect(await jobs().checkMany(refs)).toHaveLength(12);
      const lines = workspace.lines(before).map((line) => line.split("?")[0]);
      expect(lines.toSorted()).toEqual([
        "GET /api/2.2/jobs/runs/get",
        "GET /api/2.2/jobs/runs/get",
        "GET /api/2.2/jobs/runs/list",
      ]);
    });

    it("reads no further in a long list than single calls would cost", async () => {
      const ended = await others(4, idOf("transaction-anomalies"));
      workspace.time.pass(60_000);
      await others(60, idOf("transaction-anomalies"));
      const before = workspace.lines().length;
      expect(await jobs().checkMany(ended)).toHaveLength(4);
      const lines = workspace.lines(before).map((line) => line.split("?")[0]);
      expect(lines.filter((line) => line?.endsWith("/runs/list"))).toHaveLength(2);
    });

    it("asks for a few runs one by one, in parallel", async () => {
      const refs = [...(await others(2, idOf("backfill"))), ...(await others(1, idOf("nightly-load")))];
      const before = workspace.lines().length;
      expect(await jobs().checkMany([...refs, ...refs])).toHaveLength(3);
      expect(workspace.lines(before)).toHaveLength(3);
      expect(workspace.lines(before).every((line) => line.includes("/runs/get?"))).toBe(true);
    });

    it("does not page through the runs of others for ever", async () => {
      const mine = await others(4, idOf("transaction-anomalies"));
      await others(80, idOf("transaction-anomalies"));
      const before = workspace.lines().length;
      expect(await jobs().checkMany(mine)).toHaveLength(4);
      const lines = workspace.lines(before);
      expect(lines.filter((line) => line.includes("/runs/list")).length).toBeLessThanOrEqual(2);
      expect(lines.length).toBeLessThanOrEqual(6);
    });

    it.each(Object.entries(endpoints))(
      "calls %s as often as the workspace grants, and not oftener",
      async (_, { perSecond }) => {
        const out: number[] = [];
        const pace = createPace(perSecond, { now: () => 0, sleep: async (ms) => void out.push(ms) });
        for (let calls = 0; calls < 10 * perSecond; calls += 1) await pace();
        const sent = [...Array(10 * perSecond - out.length).fill(0), ...out];
        expect(sent.toSorted((a, b) => a - b)).toEqual(sent);
        for (const [index, at] of sent.slice(perSecond).entries()) expect(at - sent[index]).toBeGreaterThan(1_000);
        expect(sent.at(-1)).toBeLessThan(14_000);
      },
    );

    it("waits for its turn instead of failing", async () => {
      const strict = await openWorkspace({ jobsRateLimits: true, now: Date.now });
      const jobs = jobsOf(strict.jobs({ now: Date.now, sleep: (ms) => delay(ms) }));
      const job = strict.databricks.jobs[0]!.job_id;
      const tokens = Array.from({ length: 25 }, (_, index) => `t${index}`);
      const runs = await Promise.all(tokens.map((token) => jobs.start({ job, parameters: {}, token })));
      expect(await jobs.list({ job, active: true, limit: 100 })).toHaveLength(25);
      await Promise.all(runs.map(({ run }) => jobs.check(run)));
      await strict.close();
    });
  });

  it("lists over several pages", async () => {
    const runs = await jobs().list({ limit: 40 });
    expect(runs).toHaveLength(40);
    expect(new Set(runs.map(({ run }) => run)).size).toBe(40);
    expect(runs.map(({ startedAt }) => startedAt)).toEqual(
      runs.map(({ startedAt }) => startedAt).toSorted((a, b) => b - a),
    );
    expect(linesOf("runs/list")).toHaveLength(2);
  });

  it("links to the run's page", async () => {
    const run = await start("backfill");
    const { url, creator } = await jobs().check(run);
    expect(url).toMatch(new RegExp(`^${workspace.url}/\\?o=\\d+#job/${idOf("backfill")}/run/${run}$`));
    expect(creator).toMatch(/^[0-9a-f-]{36}$/);
  });

  describe("outputs", () => {
    const outputs = async (job: string, outcome: Outcome = "success") => {
      const { tasks } = await ended(job, outcome);
      const entries = tasks.map(async ({ key, run }) => [key, await jobs().output(run)] as const);
      return Object.fromEntries(await Promise.all(entries));
    };

    it("are exit values, tables or the end of the logs", async () => {
      const night = await outputs("nightly-load");
      expect(night["extract_orders"]).toEqual({ text: "18,204 orders", truncated: false });
      expect(night["extract_customers"]).toEqual({ text: expect.stringMatching(/43 of them new$/), truncated: false });
      expect(night["merge_sales"]).toEqual({ truncated: false });
      expect(night["quality_checks"]).toMatchObject({
        table: { total: 2, columns: [{ type: "text" }, { type: "number" }, {}] },
      });
    });

    it("are links and widgets of SQL tasks", async () => {
      const sql = await outputs("refresh-dashboard");
      expect(sql["refresh_totals"]).toMatchObject({ text: expect.stringMatching(/^The result is at https:/) });
      expect(sql["refresh_widgets"]?.table?.rows[0]).toEqual(["Revenue by region", "SUCCESS", null]);
    });

    it("say something for every kind of task", async () => {
      const kinds = await outputs("531047733082156");
      const texts = Object.fromEntries(Object.entries(kinds).map(([key, { text }]) => [key, text]));
      expect(texts).toEqual({
        sql_alert:
          "The alert was triggered: its condition was met. The result is at https://sandbox.example.com/sql/alerts/a3c1",
        alert: "The alert is OK: its condition was not met.",
        dashboard: "The dashboard was refreshed, with errors.",
        dbt: expect.stringMatching(/^Completed successfully\n.*TOTAL=12$/),
        dbt_artifacts: "dbt left artifacts; you can find them with the run in Databricks.",
        dbt_cloud: expect.stringMatching(/^The result is at https:.*70403103920\n1 of 12 ERROR creating model orders$/),
        dbt_platform: expect.stringMatching(
          /^The result is at https:.*70403103921\n1 of 12 ERROR creating model orders$/,
        ),
        clean_room: "Overlap: 12,040 customers",
        genie: "Genie answered in its conversation 01f05a3c5d8e1b8a9c4d2e6f7a8b9c0d.",
        agentic: "Three jobs failed, all for the same missing table.",
        ai_runtime: "MLflow run 9f3c of experiment 41.",
        run_job: "Started run 612905436651487.",
        pipeline: "The pipeline update 4c1f has completed.",
        for_each: "2 of 3 iterations succeeded, 1 failed.\n1 × No rows for East",
        condition: "The condition is true.",
      });
      expect(kinds["dashboard"]?.table?.rows).toEqual([["Regions", "Table retail.regions not found"]]);
      expect(kinds["dbt_cloud"]?.table?.rows).toEqual([
        ["dbt deps", "SUCCESS"],
        ["dbt build", "ERROR"],
      ]);
      expect(JSON.stringify(kinds)).not.toContain("secret");
    });

    it("are errors with a trace in plain text", async () => {
      const { analyze_transactions: output } = await outputs("transaction-anomalies", "data");
      expect(output).toEqual({
        error: expect.stringContaining("TABLE_OR_VIEW_NOT_FOUND"),
        trace: expect.stringMatching(/^-{75}\nAnalysisException +Traceback/),
        truncated: false,
      });
    });

    it("are what dbt wrote, when it failed", async () => {
      const { dbt_build: output } = await outputs("dbt-models", "dbt");
      expect(output).toMatchObject({ error: expect.stringContaining("exit code 1") });
      expect(output?.text).toMatch(
        /^02:01:07 {2}Running with dbt[\s\S]*Database Error in model orders_daily[\s\S]*TOTAL=14$/,
      );
    });

    it("are those of task runs: a whole run has none", async () => {
      const { run } = await ended("backfill", "success");
      await expect(jobs().output(run)).rejects.toMatchObject({
        code: "jobs.invalid",
        sentence: expect.stringContaining("each individual task run"),
      });
    });
  });

  describe("clusters", () => {
    const eventsOf = async (job: string, outcome: Outcome) => {
      const { tasks } = await ended(job, outcome);
      const { cluster = "" } = tasks.find((task) => task.outcome === "failed") ?? {};
      return jobs().clusterEvents(cluster, { from: 0, until: workspace.time.now(), limit: 50 });
    };

    it("tell in the cloud's own words why they did not come", async () => {
      expect((await eventsOf("backfill", "cloud"))[0]).toMatchObject({
        type: "TERMINATING",
        reason: "AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE",
        message: expect.stringMatching(/^We currently do not have sufficient i3\.2xlarge capacity/),
      });
    });

    it("tell what happened to them under a task", async () => {
      const events = await eventsOf("transaction-anomalies", "resource");
      expect(events).toContainEqual({
        at: expect.any(Number),
        type: "DRIVER_NOT_RESPONDING",
        message: "Driver is not responsive, likely due to GC.",
      });
    });

    it("are hidden from those without the right, which is named", async () => {
      workspace.traffic.faults.push({ service: "databricks", kind: "permission", times: 1, match: "clusters/events" });
      await expect(eventsOf("backfill", "memory")).rejects.toMatchObject({
        code: "jobs.cluster-permission",
        sentence: expect.stringMatching(/^Databricks doesn't let the bot see cluster .*Can Attach To/),
      });
      workspace.traffic.faults.push({ service: "databricks", kind: "permission", times: 1, match: "clusters/list" });
      await expect(jobs().clusters()).rejects.toMatchObject({ code: "jobs.cluster-permission" });
    });
  });

  it("knows who owns a job", async () => {
    expect(await jobs().describe(idOf("dbt-models"))).toMatchObject({ owner: "admin@example.com" });
  });
});
