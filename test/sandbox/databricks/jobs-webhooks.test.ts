import type { Webhook } from "../../../sandbox/databricks/jobs/webhooks.ts";
import { type Replies, serveReplies } from "../../adapters/databricks/replies.ts";
import { type JobsService, startJobs, taskOf } from "../../support/databricks/databricks-jobs.ts";
import { eventually } from "../../support/eventually.ts";

let jobs: JobsService;
let bot: Replies;
beforeAll(async () => {
  jobs = await startJobs();
});
beforeEach(async () => {
  jobs.reset();
  bot = await serveReplies([{ status: 200, body: {} }]);
});
afterEach(() => bot.close());
afterAll(() => jobs.stop());

const set = (more: Partial<Webhook> = {}) =>
  jobs.databricks.setWebhook({
    url: `${bot.url}/webhooks/databricks`,
    username: "databricks",
    password: "secret",
    ids: "numbers",
    duplicate: false,
    tasks: false,
    ...more,
  });
const notices = () => bot.requests.map(({ body }) => body);
const sentOf = (event: string) => notices().filter((body) => body.includes(event));
const arrived = (count: number) => eventually(() => bot.requests.length === count, 5_000, `${count} notices`);

describe("job notifications", () => {
  it("tell that a run began and how it ended, with a password and without a signature", async () => {
    set();
    const run = await jobs.start("backfill");
    await arrived(1);
    jobs.pass(100_000);
    await arrived(2);
    const [first] = bot.requests;
    expect(first).toMatchObject({
      method: "POST",
      path: "/webhooks/databricks",
      headers: {
        authorization: `Basic ${Buffer.from("databricks:secret").toString("base64")}`,
        "content-type": "application/json",
      },
    });
    const job = `"job":{"job_id":${jobs.id("backfill")},"name":"backfill"}`;
    expect(notices()).toEqual([
      `{"event_type":"jobs.on_start","workspace_id":7474650000000001,"run":{"run_id":${run}},${job}}`,
      `{"event_type":"jobs.on_success","workspace_id":7474650000000001,"run":{"run_id":${run}},${job}}`,
    ]);
    // A notice is noted once its answer is there, which is after it has arrived.
    await eventually(() => jobs.databricks.webhookLog().length === 2, 5_000, "both answers");
    expect(jobs.databricks.webhookLog()).toMatchObject([
      { event: "jobs.on_start", run, status: 200 },
      { event: "jobs.on_success", run, status: 200 },
    ]);
  });

  it("write ids as strings, and everything twice, where told so", async () => {
    set({ ids: "strings", duplicate: true });
    const run = await jobs.start("backfill");
    await arrived(2);
    expect(notices()[0]).toContain(`"run":{"run_id":"${run}"},"job":{"job_id":"${jobs.id("backfill")}"`);
    expect(notices()[1]).toBe(notices()[0]);
  });

  it("tell of tasks too, where told so", async () => {
    set({ tasks: true });
    jobs.script("nightly-load", "failed");
    const run = await jobs.start("nightly-load");
    jobs.pass(200_000);
    await arrived(10);
    const task = taskOf(await jobs.look(run), "merge_sales")!;
    expect(sentOf("on_failure").filter((body) => body.includes("merge_sales"))).toEqual([
      expect.stringContaining(
        `"run":{"run_id":${task.run_id},"parent_run_id":${run}},"job":{"job_id":${jobs.id("nightly-load")},"name":"nightly-load"},"task":{"task_key":"merge_sales"}`,
      ),
    ]);
  });

  it.each([
    ["failed", ["on_start", "on_failure"]],
    ["partly", ["on_start", "on_success"]],
    ["cancelled", ["on_start", "on_failure"]],
    ["skipped", ["on_failure"]],
  ] as const)("say of a run that ends %s: %o", async (outcome, events) => {
    set();
    jobs.script("nightly-load", outcome);
    await jobs.start("nightly-load");
    jobs.pass(200_000);
    await arrived(events.length);
    for (const event of events) expect(sentOf(event)).toHaveLength(1);
  });

  it("tell nothing of the past, and are not repeated when nobody answers", async () => {
    jobs.script("backfill", "success", 1);
    await jobs.start("backfill");
    jobs.pass(10_000);
    set({ url: "http://127.0.0.1:9/" });
    const run = await jobs.start("backfill");
    const log = await eventually(() => {
      const all = jobs.databricks.webhookLog();
      return all.length > 0 && all;
    });
    expect(log).toMatchObject([{ event: "jobs.on_start", run, status: 0 }]);
    set();
    jobs.pass(100_000);
    await arrived(1);
    expect(sentOf("on_success")).toHaveLength(1);
  });

  it("are not noted when they were sent before a reset", async () => {
    const held = await serveReplies(() => "silence");
    set({ url: held.url });
    await jobs.start("backfill");
    await eventually(() => held.requests.length === 1, 5_000, "a notice");
    jobs.reset();
    await held.close();
    set();
    await jobs.start("backfill");
    const log = await eventually(() => jobs.databricks.webhookLog().length > 0 && jobs.databricks.webhookLog());
    expect(log).toMatchObject([{ event: "jobs.on_start", status: 200 }]);
  });
});
