import { type JobStage, openJobStage } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";

describe("a bot that is killed with a job under way", () => {
  let stage: JobStage;
  beforeAll(async () => {
    stage = await openJobStage({ model: false });
  });
  afterEach(() => stage.post("/control/reset", {}));
  afterAll(() => stage?.close());

  const sentence = "@genie Analyze all customer transactions for anomalies";
  const ask = async (seconds = 1): Promise<string> => {
    await stage.script("transaction-anomalies", "success", seconds);
    return stage.say("asker", "analytics", sentence);
  };
  const held = async (service: string, match: string, act: () => Promise<unknown>): Promise<void> => {
    await stage.fault({ service, match, kind: "held" });
    await act();
    await stage.met(service);
    await stage.kill();
    await stage.start();
  };

  /** One run, one card, and one notice of its end, whatever happened before. */
  const once = async (ts: string, outcome: string): Promise<void> => {
    await stage.says("analytics", `<@U0ASKER> ${outcome}`, { thread: ts, withinMs: 15_000 });
    expect(await stage.started()).toHaveLength(1);
    const [card, notice, ...others] = await stage.ours("analytics", ts);
    expect(card?.text).toContain(outcome);
    expect(notice?.text).toContain(outcome);
    expect(others).toEqual([]);
  };

  it.each([
    ["while its order is on its way", "databricks", "run-now"],
    ["while the start is being told", "slack", "is starting as run"],
    ["while the run is looked at", "databricks", "runs/get"],
    ["while the outcome is being shown", "slack", "T-20417"],
    ["while the end is being told", "slack", "The result is above"],
  ])("%s starts one run, shows one card and tells the end once", async (_, service, match) => {
    let ts = "";
    await held(service, match, async () => {
      ts = await ask();
    });
    await once(ts, "Transaction anomalies succeeded");
  });

  it("while the run goes on takes it up again", async () => {
    const ts = await ask(10);
    await stage.says("analytics", "Transaction anomalies: running", { thread: ts });
    await stage.kill();
    await stage.start();
    await once(ts, "Transaction anomalies succeeded");
  });

  it("while a person decides goes on with the decision", async () => {
    await stage.script("nightly-load", "success", 1);
    const ts = await stage.say("asker", "analytics", "@genie run nightly-load");
    const { ts: card } = await stage.says("analytics", "Start Nightly load?", { thread: ts });
    await stage.kill();
    await stage.start();
    await held("databricks", "run-now", () => stage.click("asker", "analytics", card, "job-start"));
    await once(ts, "Nightly load succeeded");
  });

  it("while the run is being cancelled cancels it", async () => {
    const ts = await ask(100);
    const { ts: card } = await stage.says("analytics", "Cancel run", { thread: ts });
    await held("databricks", "runs/cancel", () => stage.click("asker", "analytics", card, "cancel-run"));
    await once(ts, "Transaction anomalies was cancelled");
  });

  it.each([
    ["analytics", () => ask(100)],
    ["data-ops", () => stage.command("asker", "data-ops", "run transaction-anomalies")],
  ])("while its card in %s is being stored lets its starter cancel it", async (channel, begin) => {
    await stage.script("transaction-anomalies", "success", 100);
    await stage.fault({ service: "slack", match: "is starting as run", kind: "late", ms: 120_000 });
    await begin();
    const { ts: card } = await stage.says(channel, "Cancel run");
    await stage.click("asker", channel, card, "cancel-run");
    await eventually(async () => (await stage.cancels()).length === 1, 15_000, "the cancellation");
    await stage.kill();
    await stage.start();
    await stage.says(channel, "<@U0ASKER> Transaction anomalies was cancelled", { withinMs: 15_000 });
    expect(await stage.ours(channel)).toHaveLength(2);
  });

  it("while a form is open takes what was filled in", async () => {
    await stage.command("asker", "data-ops", "run backfill");
    await stage.modal("asker");
    await stage.kill();
    await stage.start();
    await stage.script("backfill", "success", 1);
    await stage.submit("asker", { table: "sales.orders", from: "2026-01-01", to: "2026-01-02" });
    await stage.says("data-ops", "<@U0ASKER> Backfill succeeded", { withinMs: 15_000 });
    await eventually(async () => (await stage.ours("data-ops")).length === 2);
    expect(await stage.started()).toHaveLength(1);
  });
});

it("goes on with every run on the replica that is left, each told once", async () => {
  const stage = await openJobStage({ model: false, shared: true, replicas: 2 });
  try {
    const threads: string[] = [];
    for (let at = 0; at < 4; at += 1) {
      await stage.script("transaction-anomalies", "success", 15);
      threads.push(await stage.say("asker", "analytics", "@genie run transaction-anomalies"));
    }
    for (const thread of threads) await stage.says("analytics", "Transaction anomalies: ", { thread });
    await stage.kill(0);
    for (const thread of threads) {
      await stage.says("analytics", "<@U0ASKER> Transaction anomalies succeeded", { thread, withinMs: 20_000 });
      expect(await stage.ours("analytics", thread)).toHaveLength(2);
    }
    expect(await stage.started()).toHaveLength(4);
  } finally {
    await stage.close();
  }
});
