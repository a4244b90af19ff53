import { changeConfig, type JobStage, openJobStage } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";
import { type Shown, whole } from "../../support/stage.ts";

let stage: JobStage;
beforeAll(async () => {
  stage = await openJobStage({ model: false });
  await changeConfig(stage, (config) => {
    config["triage"] = { on_call: { channel: "C0DATAOPS" } };
  });
  await stage.restart();
});
afterEach(() => stage.post("/control/reset", {}));
afterAll(() => stage?.close());

/** A run of a job fails in this way; returns its thread and the card of the failure. */
const fail = async (outcome: string, command = "run transaction-anomalies days=7") => {
  const job = command.split(" ")[1] ?? "";
  await stage.script(job, outcome, 1);
  const ts = await stage.say("asker", "analytics", `@genie ${command}`);
  const card = await stage.says("analytics", "Why:", { thread: ts, withinMs: 15_000 });
  return { ts, card };
};

const now = async (card: Shown, ts: string): Promise<Shown> =>
  (await stage.ours("analytics", ts)).find((message) => message.ts === card.ts) ?? card;

const shows = (card: Shown, ts: string, words: string | RegExp) =>
  eventually(
    async () => {
      const text = whole(await now(card, ts));
      return typeof words === "string" ? text.includes(words) : words.test(text);
    },
    15_000,
    `${words} on the card`,
  );

const bodies = async (path: string) =>
  (await stage.calls("databricks")).filter((call) => call.method === "POST" && call.path.endsWith(path));

describe("the card of a failure", () => {
  it("says what failed, why, since when, and offers what helps", async () => {
    const { ts, card } = await fail("data");
    const text = whole(card);
    expect(card.text).toMatch(/^<@U0ASKER>/);
    expect(text).toContain("Transaction anomalies");
    expect(text).toMatch(/Task analyze_transactions (?:needs|met) data/);
    expect(text).toContain("Runbook failed-pipelines.md, Failed pipelines › Transaction anomalies: wrong data");
    expect(text).toContain("Suggestion:");
    for (const action of ["repair", "retry", "retry-with", "email", "escalate", "ignore", "trace"])
      expect(text).toContain(`"action_id":"triage-${action}`);
    expect(await stage.ours("analytics", ts)).toHaveLength(2);
  });

  it("has the failed tasks repaired once, however often it is clicked, and is green when that succeeds", async () => {
    const { ts, card } = await fail("cloud");
    await stage.script("transaction-anomalies", "success", 1);
    await Promise.all([1, 2, 3].map(() => stage.click("asker", "analytics", card.ts, "triage-repair")));
    await shows(card, ts, "is green again");
    expect(await bodies("/runs/repair")).toHaveLength(1);
    expect((await stage.started()).length).toBe(1);
    expect(whole(await now(card, ts))).not.toContain('"action_id":"triage-retry"');
    await stage.says("analytics", "Transaction anomalies succeeded", { thread: ts });
  });

  it("has the job run again with the same values, and the second failure counts as the second attempt", async () => {
    const { ts, card } = await fail("network");
    await stage.script("transaction-anomalies", "network", 1);
    await stage.click("asker", "analytics", card.ts, "triage-retry");
    await shows(card, ts, "failed, too");
    const second = await stage.says("analytics", "attempt 2 of 3", { thread: ts, withinMs: 15_000 });
    expect(second.ts).not.toBe(card.ts);
    const orders = await stage.started();
    expect(orders).toHaveLength(2);
    expect(orders[1]?.["job_parameters"]).toEqual(orders[0]?.["job_parameters"]);
  });

  it("takes other parameters by a form", async () => {
    const { ts, card } = await fail("resource");
    await stage.script("transaction-anomalies", "success", 1);
    await stage.click("asker", "analytics", card.ts, "triage-retry-with");
    await stage.submit("asker", { days: "3" });
    await shows(card, ts, "is green again");
    expect((await stage.started())[1]?.["job_parameters"]).toMatchObject({ days: "3" });
  });

  it("shows the trace to the person who asks for it, and calls whoever is on call", async () => {
    const { ts, card } = await fail("permission");
    await stage.click("asker", "analytics", card.ts, "triage-trace");
    await stage.says("analytics", "The end of the trace", { thread: ts, to: "U0ASKER" });
    await stage.click("asker", "analytics", card.ts, "triage-escalate");
    await stage.says("data-ops", "needs help with this");
    await shows(card, ts, "Escalated by");
  });

  it("takes what people say of its cause", async () => {
    const { ts, card } = await fail("network");
    await stage.click("asker", "analytics", card.ts, "triage-wrong");
    await stage.submit("asker", { class: "timeout" });
    await shows(card, ts, "It was really timeout, says");
    expect(whole(await now(card, ts))).not.toContain("triage-right");
  });

  it("is ignored with a reason, and the same failure is not brought up again", async () => {
    const { ts, card } = await fail("syntax");
    await stage.click("asker", "analytics", card.ts, "triage-ignore");
    await stage.submit("asker", { reason: "a known typo" });
    await shows(card, ts, "a known typo");
    await stage.script("transaction-anomalies", "syntax", 1);
    const other = await stage.say("asker", "analytics", "@genie run transaction-anomalies days=7");
    await stage.says("analytics", "<@U0ASKER> Transaction anomalies failed", { thread: other, withinMs: 15_000 });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await stage.ours("analytics", other)).map(whole).join()).not.toContain("Why:");
  });

  it.each(["triage-repair", "triage-retry", "triage-escalate", "triage-ignore", "triage-retry-with", "triage-email"])(
    "refuses %s to those without the right, however it comes",
    async (action) => {
      const { ts, card } = await fail("network");
      await stage.click("colleague", "analytics", card.ts, action);
      await stage.says("analytics", "You can't act on failures", { thread: ts, to: "U0COLLEAGUE" });
      await stage.click("colleague", "analytics", card.ts, action, "1.1");
      expect(await bodies("/runs/repair")).toEqual([]);
      expect(await stage.started()).toHaveLength(1);
      expect(await stage.noModal("colleague")).toBe(true);
    },
  );

  it.each([
    ["triage-retry", "run-now", 2, 0],
    ["triage-repair", "runs/repair", 1, 1],
  ])("does not double when the process is killed in the middle of %s", async (action, call, starts, repairs) => {
    const { ts, card } = await fail("network");
    await stage.script("transaction-anomalies", "success", 1);
    await stage.fault({ service: "databricks", match: call, kind: "held" });
    await stage.click("asker", "analytics", card.ts, action);
    await stage.met("databricks");
    await stage.kill();
    await stage.start();
    await shows(card, ts, "is green again");
    expect(await stage.started()).toHaveLength(starts);
    expect((await bodies("/runs/repair")).filter(({ status }) => status === 200)).toHaveLength(repairs);
  });
});
