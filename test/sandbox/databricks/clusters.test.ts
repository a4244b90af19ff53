import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { type JobsService, startJobs, taskOf } from "../../support/databricks/databricks-jobs.ts";

let jobs: JobsService;
beforeEach(async () => {
  jobs = await startJobs();
});
afterEach(() => jobs.stop());

interface Event {
  timestamp: number;
  type: string;
  details: { reason?: { code: string } };
}
const list = async (query = "page_size=100", token?: string) => {
  const { status, text } = await jobs.text("GET", `/api/2.1/clusters/list?${query}`, undefined, token);
  expect(status).toBe(200);
  return JSON.parse(text) as { clusters?: { cluster_id: string; state: string }[]; next_page_token?: string };
};
const ask = async (body: object, token?: string) => {
  const { status, text } = await jobs.text("POST", "/api/2.1/clusters/events", JSON.stringify(body), token);
  return { status, body: JSON.parse(text) as { events?: Event[]; total_count?: number; error_code?: string } };
};
const started = async (job: string, outcome: Parameters<JobsService["script"]>[1]) => {
  jobs.script(job, outcome, 100);
  const run = await jobs.start(job);
  jobs.pass(60_000);
  const task = (await jobs.look(run)).tasks?.find(({ cluster_instance }) => cluster_instance);
  return { run, cluster: task?.cluster_instance?.cluster_id ?? "" };
};

describe("clusters", () => {
  it("lists the clusters of jobs and people", async () => {
    const { run, cluster } = await started("transaction-anomalies", "success");
    const own = async () => (await list()).clusters?.find(({ cluster_id }) => cluster_id === cluster);
    expect(await own()).toMatchObject({
      state: "RUNNING",
      cluster_source: "JOB",
      cluster_name: `job-${jobs.id("transaction-anomalies")}-run-${run}`,
    });
    jobs.pass(100_000);
    expect(await own()).toMatchObject({ state: "TERMINATED", termination_reason: { code: "JOB_FINISHED" } });
    const first = await list("page_size=2");
    expect(first.clusters).toHaveLength(2);
    const second = await list(`page_size=2&page_token=${first.next_page_token}`);
    expect(second.clusters?.[0]?.cluster_id).not.toBe(first.clusters?.[1]?.cluster_id);
    const people = (await list()).clusters?.filter(({ cluster_id }) => /shared|mlteam/.test(cluster_id));
    expect(people?.map(({ state }) => state)).toEqual(["RUNNING", "TERMINATED"]);
  });

  it("tells what happened to the cluster of a run", async () => {
    const { run, cluster } = await started("transaction-anomalies", "resource");
    const types = async (more: object = {}) =>
      (await ask({ cluster_id: cluster, ...more })).body.events?.map(({ type }) => type);
    expect(await types()).toEqual(["RUNNING", "CREATING"]);
    jobs.pass(100_000);
    expect(await types()).toEqual(["TERMINATING", "DRIVER_NOT_RESPONDING", "RUNNING", "CREATING"]);
    expect(await types({ order: "ASC", limit: 2 })).toEqual(["CREATING", "RUNNING"]);
    const { tasks } = await jobs.look(run);
    expect(await types({ start_time: tasks?.[0]?.end_time })).toEqual(["TERMINATING"]);
  });

  it.each([
    ["cluster", "BOOTSTRAP_TIMEOUT"],
    ["cloud", "AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE"],
  ] as const)("tells why one that a run waited for never came: %s", async (outcome, code) => {
    const { run, cluster } = await started("backfill", outcome);
    jobs.pass(100_000);
    const { events = [] } = (await ask({ cluster_id: cluster })).body;
    expect(events.map(({ type }) => type)).toEqual(["TERMINATING", "CREATING"]);
    expect(events[0]?.details.reason?.code).toBe(code);
    expect(taskOf(await jobs.look(run), "backfill")?.status.termination_details?.message).toContain(code);
  });

  it("has one cluster for each execution of a run, and none for SQL", async () => {
    const { run, cluster } = await started("nightly-load", "data");
    jobs.pass(100_000);
    await jobs.repair(run, { rerun_all_failed_tasks: true });
    jobs.pass(20_000);
    const ids = (await jobs.look(run)).tasks?.flatMap(({ cluster_instance: on }) => on?.cluster_id ?? []);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toContain(cluster);
    expect((await started("refresh-dashboard", "success")).cluster).toBe("");
  });

  it("refuses a cluster that there is not, or that the caller may not see", async () => {
    expect(await ask({ cluster_id: "0101-000000-nothing1" })).toMatchObject({
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE" },
    });
    const { cluster } = await started("backfill", "success");
    const hidden = { status: 403, body: { error_code: "PERMISSION_DENIED" } };
    expect(await ask({ cluster_id: cluster }, TOKENS.sqlOnly)).toMatchObject(hidden);
  });
});
