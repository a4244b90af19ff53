import { changeConfig, type JobStage, openJobStage } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";

const user = "databricks";
const password = "a long secret";

let stage: JobStage;
let url: string;
beforeAll(async () => {
  stage = await openJobStage({
    model: false,
    env: { DATABRICKS_WEBHOOK_USER: user, DATABRICKS_WEBHOOK_PASSWORD: password },
    // 0.9 seconds: a test waits for it.
    limits: { confirmation_minutes: 0.015 },
  });
  await changeConfig(stage, (config) => {
    config["jobs_channel"] = "C0DATAOPS";
  });
  await stage.restart();
  url = `http://127.0.0.1:${stage.bots[0]?.port}/webhooks/databricks`;
});
afterEach(() => stage.post("/control/reset", {}));
afterAll(() => stage?.close());

describe("the webhook of Databricks", () => {
  const call = (body: string, credentials = `${user}:${password}`) =>
    fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
      },
      body,
    });

  it.each([
    ["another password", `${user}:a guess`],
    ["another user", `somebody:${password}`],
    ["nothing", ""],
  ])("refuses %s", async (_, credentials) => {
    expect((await call('{"event_type":"jobs.on_success","run":{"run_id":1}}', credentials)).status).toBe(401);
  });

  it("takes what it does not understand, and refuses what is no JSON", async () => {
    expect((await call('{"text":"a test from the settings page"}')).status).toBe(200);
    expect((await call("run_id=1")).status).toBe(400);
    expect((await fetch(url)).status).toBe(405);
  });

  it.each([
    ["ids as numbers", { ids: "numbers" }],
    ["ids as strings, everything twice, tasks too", { ids: "strings", duplicate: true, tasks: true }],
  ])("brings the end at once, told once: %s", async (_, how) => {
    // Where a machine stands still for a moment, another run shows how long it takes.
    const delays = [await delayOf(how)];
    while ((delays.at(-1) ?? 0) >= 1_000 && delays.length < 5) {
      await stage.post("/control/reset", {});
      delays.push(await delayOf(how));
    }
    expect(Math.min(...delays)).toBeLessThan(1_000);
  });

  /** From the webhook of a run's end to the notice, ms. Without the webhook the next look would be 1.7 s later. */
  const delayOf = async (how: object): Promise<number> => {
    await stage.post("/control/databricks/webhook", { url, username: user, password, ...how });
    await stage.script("backfill", "success", 2.3);
    await stage.command("asker", "analytics", "run backfill table=sales.orders from=2026-01-01 to=2026-01-02");
    const notice = await stage.says("analytics", "<@U0ASKER> Backfill succeeded", { withinMs: 10_000 });
    // The service notes the answer to a notice after the bot has acted on it.
    const deliveries = await eventually(async () => {
      const all = await stage.get<{ at: number; event: string; status: number }[]>("/control/databricks/webhooks");
      return all.every(({ status }) => status === 200) ? all : undefined;
    });
    const end = deliveries.filter(({ event }) => event === "jobs.on_success").at(-1);
    expect(await stage.ours("analytics")).toHaveLength(2);
    expect(await stage.ours("data-ops")).toEqual([]);
    return notice.at - (end?.at ?? 0);
  };

  it("tells the jobs' channel, once, of a run that was started elsewhere", async () => {
    await stage.post("/control/databricks/webhook", { url, username: user, password, duplicate: true });
    await stage.script("refresh-dashboard", "failed", 1);
    const { jobs } = await stage.get<{ jobs: { name: string; job_id: string }[] }>("/control/state");
    await fetch(`${stage.env["DATABRICKS_HOST"]}/api/2.2/jobs/run-now`, {
      method: "POST",
      headers: { authorization: `Bearer ${stage.env["DATABRICKS_TOKEN"]}`, "content-type": "application/json" },
      body: `{"job_id": ${jobs.find(({ name }) => name === "refresh-dashboard")?.job_id}}`,
    });
    const notice = await stage.says("data-ops", "Refresh dashboard failed after", { withinMs: 12_000 });
    expect(notice.text).toMatch(/Why: [\s\S]*Run: \d{15} · started by /);
    const queue = async () => (await fetch(url.replace("/webhooks/databricks", "/metrics"))).text();
    await eventually(async () => /concierge_tasks\{state="delayed"\} 0/.test(await queue()));
    expect(await stage.ours("data-ops")).toHaveLength(1);
  });
});

it("a proposal about which nobody decides ends by itself", async () => {
  /** Proposals of the thread; each may have expired already when we look. */
  const proposals = async (thread: string) =>
    (await stage.ours("analytics", thread)).filter((one) => JSON.stringify(one).includes("Start Nightly load?"));
  const ts = await stage.say("asker", "analytics", "@genie run nightly-load");
  const [{ ts: card }] = await eventually(async () => {
    const [first] = await proposals(ts);
    return first && ([first] as const);
  });
  const over = await stage.says("analytics", "because the request expired", { thread: ts });
  expect(over.ts).toBe(card);
  await stage.click("asker", "analytics", card, "job-start", "forged");
  await stage.click("asker", "analytics", card, "command");
  await eventually(async () => (await proposals(ts)).length === 2, 8_000, "a second proposal");
  expect(await stage.started()).toEqual([]);
});
