import { type JobStage, openJobStage, runOn } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";
import { jobs } from "../../support/seed-questions.ts";
import { whole } from "../../support/stage.ts";

const [start, status, cancel] = jobs.map(({ say }) => say) as [string, string, string];

describe.each([
  ["with a model", true],
  ["without a model", false],
])("jobs in plain words, %s", (_, model) => {
  let stage: JobStage;
  beforeAll(async () => {
    stage = await openJobStage({ model });
  });
  afterAll(() => stage?.close());

  it("are started, asked about and cancelled", async () => {
    await stage.script("transaction-anomalies", "success", 60);
    const ts = await stage.say("asker", "analytics", `@genie ${start}`);
    const card = await stage.says("analytics", /Run \d+/, { thread: ts });
    const run = runOn(card);
    expect(whole(card)).toContain("Open in Databricks");
    const [order] = await stage.started();
    expect(order).toMatchObject({ job_parameters: { user_request: start, days: "30" } });

    await stage.say("asker", "analytics", status.replace("<run>", run), ts);
    const running = await stage.says("analytics", /is (starting|running), /, { thread: ts });
    expect(running.text).toContain(run);

    await stage.say("asker", "analytics", cancel.replace("<run>", run), ts);
    await stage.says("analytics", `Stopping run ${run}`, { thread: ts });
    const over = await stage.says("analytics", /<@U0ASKER> .*was cancelled.* after/, { thread: ts });
    expect(over.ts).not.toBe(card.ts);
    const ended = (await stage.messages("analytics", ts)).find((message) => message.ts === card.ts);
    expect(ended?.text).toContain("was cancelled");
    expect(await stage.cancels()).toHaveLength(1);
  });

  it("are told about: what was started, what is running, what may be started", async () => {
    const today = await stage.say("asker", "dm:asker", "what did I start today?");
    const list = await stage.answer("dm:asker", today);
    expect(list.text).toContain("Started by you");
    expect(list.text).toMatch(/⏹️ Transaction anomalies cancelled · .* · run \d+/);
    const others = await stage.say("colleague", "dm:colleague", "what did I start today?");
    expect((await stage.answer("dm:colleague", others)).text).toContain("You haven't started any jobs");
    const done = await stage.say("asker", "dm:asker", "is the nightly load done?");
    expect((await stage.answer("dm:asker", done)).text).toMatch(/Nightly load (succeeded|failed) after/);
  });
});

describe("a job", () => {
  let stage: JobStage;
  beforeAll(async () => {
    stage = await openJobStage({ model: false });
  });
  afterEach(() => stage.post("/control/reset", {}));
  afterAll(() => stage?.close());

  const confirm = async (): Promise<{ ts: string; card: string }> => {
    const ts = await stage.say("asker", "analytics", "@genie run nightly-load");
    return { ts, card: (await stage.says("analytics", "Start Nightly load?", { thread: ts })).ts };
  };

  it("shows its tasks while it runs, its results at the end, and tells its starter once", async () => {
    await stage.script("nightly-load", "success", 12);
    const { ts, card } = await confirm();
    await stage.click("asker", "analytics", card, "job-start");
    const running = await stage.says("analytics", "of 5 tasks finished", { thread: ts });
    expect(running.ts).toBe(card);
    expect(whole(running)).toMatch(/extract_orders.*merge_sales/s);
    expect(whole(running)).toMatch(/judging by earlier runs|it usually takes/);
    await stage.says("analytics", "<@U0ASKER> Nightly load succeeded", { thread: ts, withinMs: 12_000 });
    const ended = (await stage.ours("analytics", ts)).find((message) => message.ts === card);
    expect(ended?.text).toMatch(/Nightly load succeeded after \d+ s/);
    expect(ended?.text).toContain("extract_orders: 18,204 orders");
    expect(ended?.text).toMatch(/amounts are positive \| 18,204 \| 2/);
    expect(whole(ended!)).not.toContain('"action_id":"cancel-run"');
    expect(await stage.ours("analytics", ts)).toHaveLength(2);
  });

  it("shows what failed and why, and is started again with a click", async () => {
    await stage.script("transaction-anomalies", "failed", 2);
    const ts = await stage.say("asker", "analytics", "@genie run transaction-anomalies days=7");
    const ended = await stage.says("analytics", "failed after", { thread: ts, withinMs: 10_000 });
    expect(ended.text).toMatch(/Task analyze_transactions failed:/);
    expect(ended.text).not.toContain("\u001b");
    await stage.script("transaction-anomalies", "success", 1);
    await Promise.all([1, 2].map(() => stage.click("asker", "analytics", ended.ts, "command")));
    await stage.says("analytics", "Transaction anomalies succeeded", { thread: ts, withinMs: 10_000 });
    const orders = await stage.started();
    expect(orders.map((order) => order["job_parameters"])).toEqual([
      expect.objectContaining({ days: "7" }),
      expect.objectContaining({ days: "7" }),
    ]);
  });

  it("that asks first starts once however often Start is clicked, and not at all after Don't", async () => {
    await stage.script("nightly-load", "success", 1);
    const { ts, card } = await confirm();
    await Promise.all([1, 2, 3].map(() => stage.click("asker", "analytics", card, "job-start")));
    await stage.says("analytics", "<@U0ASKER> Nightly load succeeded", { thread: ts, withinMs: 10_000 });
    expect(await stage.started()).toHaveLength(1);
    const other = await confirm();
    await stage.click("asker", "analytics", other.card, "job-decline");
    await stage.says("analytics", "Nightly load was not started", { thread: other.ts });
    await stage.click("asker", "analytics", other.card, "job-start", "forged");
    expect(await stage.started()).toHaveLength(1);
  });

  it("without its parameters opens the form; wrong ones are named with the reason, right ones start it", async () => {
    await stage.command("asker", "data-ops", "run backfill");
    expect(
      (await stage.modal("asker")).blocks.filter(({ type }) => type === "input").map((one) => one.block_id),
    ).toEqual(["table", "from", "to"]);
    await stage.submit("asker", { table: "sales.orders", from: "2026-01-31", to: "2026-02-31" });
    const wrong = await stage.says("data-ops", "haven't started", { to: "U0ASKER" });
    expect(whole(wrong)).toContain("to** must be a date such as 2026-01-31, not “2026-02-31”");
    expect(await stage.started()).toEqual([]);
    await eventually(() => stage.noModal("asker"));
    await stage.click("asker", "data-ops", wrong.ts, "job-form");
    const again = await stage.modal("asker");
    expect(JSON.stringify(again.blocks)).toContain('"initial_date":"2026-01-31"');
    expect(JSON.stringify(again.blocks)).toContain("must be a date");
    await stage.script("backfill", "success", 2);
    await stage.submit("asker", { to: "2026-02-28" });
    const card = await stage.says("data-ops", /is starting as run|Run \d/);
    const run = runOn(card);
    expect(run).toMatch(/^\d{19}$/);
    expect(card.ephemeral_to ?? undefined).toBeUndefined();
    const [order] = await stage.started();
    expect(order?.["job_parameters"]).toEqual({ table: "sales.orders", from: "2026-01-31", to: "2026-02-28" });
    const ended = await stage.says("data-ops", "recomputed from 2026-01-31 to 2026-02-28", { withinMs: 10_000 });
    expect(ended.ts).toBe(card.ts);
    expect(ended.text).toContain(`Run ${run} `);
  });

  it("asked for by a mention is given its parameters by a button", async () => {
    await stage.say("asker", "analytics", "@genie run backfill table=secrets from=yesterday");
    const notice = await stage.says("analytics", "haven't started", { to: "U0ASKER" });
    expect(notice.text).toContain("must be one of sales.orders, sales.customers, inventory.stock, not “secrets”");
    expect(notice.text).toContain("to is required");
  });

  it("whose id has 19 digits is asked about and cancelled by that id, to the last digit", async () => {
    await stage.script("backfill", "success", 100);
    await stage.command("asker", "data-ops", "run backfill table=sales.orders from=2026-01-01 to=2026-01-02");
    const card = await stage.says("data-ops", "Cancel run");
    const run = runOn(card);
    await stage.command("asker", "data-ops", `status ${run}`);
    expect((await stage.says("data-ops", "so far", { to: "U0ASKER" })).text).toContain(`Run ${run} `);
    await stage.click("asker", "data-ops", card.ts, "cancel-run");
    await stage.says("data-ops", "was cancelled by asker after", { withinMs: 8_000 });
    expect(JSON.stringify((await stage.cancels()).map((body) => body["run_id"]))).toContain(run.slice(0, 15));
    await stage.click("asker", "data-ops", card.ts, "cancel-run", run);
    await stage.says("data-ops", "nothing to cancel", { to: "U0ASKER" });
    expect(await stage.cancels()).toHaveLength(1);
  });

  it("is offered by a name that is only like its own, and started by the click alone", async () => {
    await stage.command("asker", "data-ops", "run the refresh");
    const offer = await stage.says("data-ops", "Which job do you mean by “the refresh”?", { to: "U0ASKER" });
    expect(await stage.started()).toEqual([]);
    await stage.script("refresh-dashboard", "success", 1);
    await stage.click("asker", "data-ops", offer.ts, "command");
    await stage.says("data-ops", "Refresh dashboard succeeded", { withinMs: 10_000 });
    expect(await stage.started()).toHaveLength(1);
  });

  it("is asked about, stopped and run again in its thread without being named", async () => {
    await stage.script("transaction-anomalies", "success", 60);
    const ts = await stage.say("asker", "analytics", "@genie run transaction-anomalies days=5");
    const run = runOn(await stage.says("analytics", /Run \d+/, { thread: ts }));
    await stage.say("asker", "analytics", "@genie is it done?", ts);
    const state = await stage.says("analytics", /is (starting|running), /, { thread: ts });
    expect(state.text).toContain(run);
    await stage.say("asker", "analytics", "@genie stop it", ts);
    await stage.says("analytics", `Stopping run ${run}`, { thread: ts });
    await stage.say("asker", "analytics", "@genie run it again with days=3", ts);
    const orders = await eventually(async () => {
      const started = await stage.started();
      return started.length === 2 ? started : undefined;
    });
    expect(orders[1]).toMatchObject({ job_parameters: { days: "3" } });
  });

  it("stops on the word cancel in its thread, where no question is open", async () => {
    await stage.script("nightly-load", "success", 100);
    const { ts, card } = await confirm();
    await stage.click("asker", "analytics", card, "job-start");
    await stage.says("analytics", "Cancel run", { thread: ts });
    await stage.say("asker", "analytics", "cancel", ts);
    await stage.says("analytics", /Nightly load was cancelled.* after .*; \d of 5 tasks had finished/, { thread: ts });
    await eventually(async () => (await stage.ours("analytics", ts)).length === 3);
    await stage.say("asker", "analytics", "cancel", ts);
    await stage.says("analytics", "nothing to cancel", { thread: ts });
    expect(await stage.cancels()).toHaveLength(1);
  });

  it("started elsewhere is told of on request, and followed when it is cancelled here", async () => {
    const listed = await stage.say("admin", "analytics", "@genie status nightly-load");
    expect((await stage.answer("analytics", listed)).text).toMatch(/Nightly load (succeeded|failed)/);
    await stage.command("asker", "data-ops", "jobs");
    const list = await stage.says("data-ops", "4 jobs", { to: "U0ASKER" });
    expect(whole(list)).toContain("Run Nightly load");
    await stage.command("asker", "data-ops", "runs");
    await stage.says("data-ops", "Latest runs", { to: "U0ASKER" });
    await stage.command("asker", "data-ops", "status anomalys");
    await stage.says("data-ops", /Transaction anomalies.*(succeeded|failed)/s, { to: "U0ASKER" });
    await stage.command("asker", "data-ops", "status 123456789012345");
    await stage.says("data-ops", "find run 123456789012345", { to: "U0ASKER" });
  });

  it("that a list offers for a wish starts with what the wish said", async () => {
    await stage.script("transaction-anomalies", "success", 2);
    const ts = await stage.say("asker", "analytics", "@genie run the anomalies analysis with days=3");
    const list = await stage.says("analytics", "Run Transaction anomalies", { thread: ts });
    expect(whole(list)).toContain("A click starts the job with days = 3.");
    await stage.click("asker", "analytics", list.ts, "command");
    await eventually(async () => (await stage.started()).length === 1);
    expect((await stage.started())[0]).toMatchObject({ job_parameters: { days: "3" } });
  });

  it("that ends together with many others tells its end first, and its results as soon as they are there", async () => {
    await stage.fault({ service: "databricks", match: "get-output", kind: "slow", times: 12, ms: 10_000 });
    const count = 12;
    // However long the starts take, they end together.
    const endsAt = Date.now() + 15_000;
    for (let at = 0; at < count; at += 1) {
      await stage.script("transaction-anomalies", "success", Math.max(2, (endsAt - Date.now()) / 1_000));
      await stage.command("asker", "data-ops", "run transaction-anomalies");
    }
    const cards = async () => (await stage.ours("data-ops")).filter(({ text }) => text.includes("Run "));
    await eventually(
      async () => (await cards()).some(({ text }) => text.includes("still fetching the task results")),
      10_000,
    );
    await eventually(async () => {
      const shown = await cards();
      return shown.length === count && shown.every(({ text }) => text.includes("T-20417"));
    }, 15_000);
    const notices = (await stage.ours("data-ops")).filter(({ text }) => text.includes("The result is above"));
    expect(notices).toHaveLength(count);
  });
});
