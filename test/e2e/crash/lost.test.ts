import { type JobStage, openJobStage } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";

/* A Redis that writes nothing down is restarted: what it had confirmed is gone. */

describe("after a restart of a Redis that kept nothing", () => {
  let stage: JobStage;
  beforeEach(async () => {
    stage = await openJobStage({ model: false, redis: true, env: { LOG_LEVEL: "warn" } });
  });
  afterEach(() => stage?.close());

  const loseAll = async (): Promise<void> => {
    await stage.redis?.crash();
    await stage.redis?.restart();
  };

  it("a turn whose task is gone is told so and ended, in its message", async () => {
    await stage.post("/control/databricks/question", { match: "revenue", hang: true });
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await eventually(async () => (await stage.replies("analytics", ts))[0]?.text.includes("Sales: "), 15_000);
    await loseAll();
    const reply = await stage.answer("analytics", ts, 40_000);
    expect(reply.text).toContain("I lost this question when my data store restarted");
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
    const again = await stage.say("asker", "analytics", "@genie What are our total customers?");
    expect((await stage.answer("analytics", again, 20_000)).text).toMatch(/customers/i);
    expect((await stage.replies("analytics", ts))[0]?.text).toContain("I lost this question");
  });

  it("a run whose watch is gone is told of in its thread", async () => {
    await stage.script("transaction-anomalies", "success", 300);
    const ts = await stage.say("asker", "analytics", "@genie Analyze all customer transactions for anomalies");
    // The first card is posted before the watch is stored; this headline only the watch writes.
    await stage.says("analytics", /: (waiting|starting|running)/, { thread: ts, withinMs: 20_000 });
    await loseAll();
    await stage.says("analytics", "I lost track of this run", { thread: ts, withinMs: 40_000 });
  });

  it("an order whose act is gone is told of in its message", async () => {
    await stage.post("/control/faults", { service: "databricks", match: "/jobs/run-now", kind: "slow", ms: 10_000 });
    const ts = await stage.say("asker", "analytics", "@genie Analyze all customer transactions for anomalies");
    await eventually(async () => (await stage.get<unknown[]>("/control/faults")).length === 0, 20_000);
    await loseAll();
    const told = await stage.says("analytics", "I lost track of this request", { thread: ts, withinMs: 40_000 });
    expect(told.text).toContain("the job may already have started");
    expect(await stage.ours("analytics", ts)).toHaveLength(1);
  });

  it("the log says at the start what kind of Redis it is", async () => {
    await eventually(() => /"redis.not-durable".*appendonly is no/.test(stage.output()), 10_000);
  });
});
