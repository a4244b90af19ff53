import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { type JobsService, startJobs } from "../../support/databricks/databricks-jobs.ts";

let jobs: JobsService;
beforeAll(async () => {
  jobs = await startJobs();
});
beforeEach(() => jobs.reset());
afterAll(() => jobs.stop());

const PARTITIONS = "4611686018427388001";
const INVOICES = "718830465509127";
const LEDGER = "718830465509999";

const named = async (query: Record<string, string | number>, token?: string) => {
  const { body } = await jobs.get("list", query, token);
  return ((body as { jobs?: { settings: { name: string } }[] }).jobs ?? []).map(({ settings }) => settings.name);
};

describe("the jobs of the workspace", () => {
  it("finds a job by its exact name only", async () => {
    expect(await named({ name: "Nightly-Load" })).toEqual(["nightly-load"]);
    expect(await named({ name: "nightly" })).toEqual([]);
    expect((await jobs.get("list", { name: "nightly" })).body).toEqual({});
  });

  it("lists page by page, without the jobs that the caller may not see", async () => {
    const all = await named({});
    expect(all).toEqual([
      "transaction-anomalies",
      "nightly-load",
      "refresh-dashboard",
      "backfill",
      "partition-rebuild",
      "all-task-kinds",
      "hourly-ingest",
      "dbt-models",
      "orders-pipeline",
      "invoice-sync",
    ]);
    const first = (await jobs.get("list", { limit: 6 })).body as { next_page_token: string };
    expect(await named({ limit: 6, page_token: first.next_page_token })).toEqual(all.slice(6));
    expect(await named({}, TOKENS.colleague)).not.toContain("invoice-sync");
    expect((await jobs.get("list", { limit: 101 })).status).toBe(400);
  });

  it("shows a job, its tasks page by page", async () => {
    expect((await jobs.get("get", { job_id: jobs.id("backfill") })).body).toMatchObject({
      job_id: jobs.id("backfill"),
      settings: {
        name: "backfill",
        tags: { concierge: "enabled" },
        parameters: [{ name: "table", default: "" }, { name: "from" }, { name: "to" }],
        tasks: [{ task_key: "backfill", notebook_task: { notebook_path: expect.any(String) } }],
        max_concurrent_runs: 2,
      },
    });
    const first = (await jobs.get("get", { job_id: PARTITIONS })).body;
    expect(first).toMatchObject({ job_id: PARTITIONS, settings: { tasks: { length: 100 } } });
    const { next_page_token: page_token } = first as { next_page_token: string };
    const second = (await jobs.get("get", { job_id: PARTITIONS, page_token })).body;
    expect(second).toMatchObject({ settings: { tasks: { length: 20 } } });
    expect(second).not.toHaveProperty("next_page_token");
  });

  it("offers four of them to the bot, with ids of 15 digits", () => {
    expect(jobs.databricks.jobs.map(({ name }) => name)).toEqual([
      "transaction-anomalies",
      "nightly-load",
      "refresh-dashboard",
      "backfill",
    ]);
    for (const { job_id } of jobs.databricks.jobs) expect(job_id).toMatch(/^\d{15}$/);
  });
});

describe("the rights on jobs", () => {
  it("says who may do what", async () => {
    const path = `/api/2.0/permissions/jobs/${jobs.id("nightly-load")}`;
    expect((await jobs.call("GET", path)).body).toMatchObject({
      object_id: `/jobs/${jobs.id("nightly-load")}`,
      object_type: "job",
      access_control_list: [
        { service_principal_name: expect.any(String), all_permissions: [{ permission_level: "CAN_MANAGE_RUN" }] },
        { user_name: "colleague@example.com", all_permissions: [{ permission_level: "CAN_VIEW" }] },
        { user_name: "admin@example.com", all_permissions: [{ permission_level: "IS_OWNER" }] },
      ],
    });
  });

  it("lets nobody run, cancel, repair or delete with Can View alone", async () => {
    const denied = { status: 403, body: { error_code: "PERMISSION_DENIED" } };
    const message = expect.stringMatching(/does not have Manage Run or Owner or Admin permissions on job \d{15}$/);
    const run = await jobs.start("backfill");
    const order = { job_id: jobs.id("backfill") };
    expect(await jobs.post("run-now", { job_id: INVOICES })).toMatchObject({ ...denied, body: { message } });
    expect(await jobs.post("run-now", order, TOKENS.colleague)).toMatchObject(denied);
    for (const path of ["runs/cancel", "runs/repair", "runs/delete"])
      expect(await jobs.post(path, { run_id: run }, TOKENS.colleague)).toMatchObject(denied);
    expect((await jobs.get("runs/get", { run_id: run }, TOKENS.colleague)).status).toBe(200);
  });

  it("shows nothing of a job without Can View", async () => {
    const message = expect.stringContaining("does not have View or Manage Run");
    expect(await jobs.get("get", { job_id: LEDGER })).toMatchObject({ status: 403, body: { message } });
    expect((await jobs.get("runs/list", { job_id: LEDGER })).status).toBe(403);
    expect((await jobs.get("list", {}, TOKENS.sqlOnly)).status).toBe(403);
  });
});

describe("calls that fail", () => {
  it.each(["POST /api/2.2/jobs/run-now", "run-now"])(
    "refuses the call that a permission fault names as %s",
    async (match) => {
      jobs.traffic.faults.push({
        service: "databricks",
        kind: "permission",
        match: match.includes("/") ? match : `/${match}`,
        times: 1,
      });
      const order = { job_id: jobs.id("backfill") };
      expect((await jobs.get("list")).status).toBe(200);
      expect((await jobs.post("run-now", order)).status).toBe(403);
      expect((await jobs.post("run-now", order)).status).toBe(200);
    },
  );

  it("refuses more calls a second than the documentation grants, where that is wanted", async () => {
    const strict = await startJobs({ jobsRateLimits: true });
    const statuses = async (calls: number) =>
      Promise.all(Array.from({ length: calls }, async () => (await strict.get("runs/list")).status));
    expect((await statuses(31)).toSorted()).toEqual([...Array(30).fill(200), 429]);
    expect(await strict.get("runs/list")).toMatchObject({
      status: 429,
      body: { error_code: "REQUEST_LIMIT_EXCEEDED" },
    });
    expect((await strict.get("list")).status).toBe(200);
    strict.pass(1_001);
    expect(await statuses(30)).toEqual(Array(30).fill(200));
    await strict.stop();
  });
});
