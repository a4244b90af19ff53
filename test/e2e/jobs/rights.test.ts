import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import { type JobStage, openJobStage, runOn } from "../../support/databricks/job-stage.ts";
import { sign } from "../../support/slack/slack-bench.ts";

/* In the sandbox's configuration the job nightly-load is for asker (and admins) alone, and asks before it starts. */

describe("who may do what with a job", () => {
  let stage: JobStage;
  beforeAll(async () => {
    stage = await openJobStage({ model: true });
  });
  afterEach(() => stage.post("/control/reset", {}));
  afterAll(() => stage?.close());

  /** A proposal of asker that waits for a decision: the message, and the value of its buttons. */
  const proposal = async () => {
    const ts = await stage.say("asker", "analytics", "@genie run nightly-load");
    const card = await stage.says("analytics", "Start Nightly load?", { thread: ts });
    const value = /"action_id":"job-start".*?"value":"([^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
    expect(value).not.toBe("");
    return { ts, card: card.ts, value };
  };

  it.each([
    ["by command", () => stage.command("colleague", "data-ops", "run nightly-load")],
    ["by command with its number", () => stage.command("colleague", "data-ops", "run 874410027719346")],
    ["by the button of a list that was shown to somebody else", () => forgedSay("run nightly-load")],
  ])("a colleague without the right cannot start it %s", async (_, act) => {
    await act();
    await stage.says("data-ops", "not on the list of people who can start Nightly load", { to: "U0COLLEAGUE" });
    expect(await stage.started()).toEqual([]);
  });

  const forgedSay = async (words: string) => {
    await stage.command("colleague", "data-ops", "jobs");
    const list = await stage.says("data-ops", "Run Backfill", { to: "U0COLLEAGUE" });
    expect(JSON.stringify(list.blocks)).not.toContain("nightly-load");
    await stage.click("colleague", "data-ops", list.ts, "command", words);
  };

  it.each(["run nightly-load", "start the nightly load"])(
    "a colleague without the right cannot start it in words: %s",
    async (words) => {
      const ts = await stage.say("colleague", "analytics", `@genie ${words}`);
      await stage.says("analytics", "not on the list of people who can start Nightly load");
      expect((await stage.ours("analytics", ts)).every(({ text }) => !text.includes("Start Nightly load?"))).toBe(true);
      expect(await stage.started()).toEqual([]);
    },
  );

  it("a colleague can neither start nor decline what somebody else proposed, by no forged value either", async () => {
    await stage.script("nightly-load", "success", 100);
    const { ts, card, value } = await proposal();
    for (const action of ["job-start", "job-decline", "job-form"])
      await stage.click("colleague", "analytics", card, action, value);
    await stage.says("analytics", "an administrator can decide about this job", { to: "U0COLLEAGUE" });
    const other = await stage.say("colleague", "analytics", "@genie help");
    const help = await stage.answer("analytics", other);
    await stage.click("colleague", "analytics", help.ts, "job-start", value);
    await stage.click("colleague", "analytics", help.ts, "job-start", "slack:T0CONCIERGE:made:up");
    await stage.says("analytics", "already been answered", { to: "U0COLLEAGUE" });
    expect(await stage.started()).toEqual([]);
    await stage.click("admin", "analytics", card, "job-start");
    await stage.says("analytics", "Cancel run", { thread: ts });
    expect(await stage.started()).toHaveLength(1);
  });

  it("a colleague cannot send the form of somebody else", async () => {
    await stage.command("asker", "data-ops", "run backfill");
    const { private_metadata, callback_id } = await stage.modal("asker");
    const input = (name: string, value: string) => ({ [name]: { [name]: { type: "plain_text_input", value } } });
    const values = { ...input("table", "sales.orders"), ...input("from", "2026-01-01"), ...input("to", "2026-01-02") };
    const payload = {
      type: "view_submission",
      team: { id: "T0CONCIERGE", domain: "sandbox" },
      user: { id: "U0COLLEAGUE", name: "colleague", team_id: "T0CONCIERGE" },
      view: { id: "V0FORGED", type: "modal", callback_id, private_metadata, state: { values } },
    };
    const request: HttpRequest = {
      method: "POST",
      path: "/slack/events",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()),
    };
    const { headers, body } = sign(request, Date.now(), stage.env["SLACK_SIGNING_SECRET"] ?? "");
    const url = `http://127.0.0.1:${stage.bots[0]?.port}/slack/events`;
    expect((await fetch(url, { method: "POST", headers: headers as Record<string, string>, body })).status).toBe(200);
    await stage.says("data-ops", "an administrator can decide about this job", { to: "U0COLLEAGUE" });
    expect(await stage.started()).toEqual([]);
  });

  it("a guest gets nowhere: not by command, words, button or form", async () => {
    const { card, value } = await proposal();
    await stage.command("guest", "analytics", "run refresh-dashboard");
    await stage.say("guest", "analytics", "@genie refresh the dashboard");
    await stage.click("guest", "analytics", card, "job-start", value);
    await stage.command("guest", "analytics", "run backfill");
    await stage.says("analytics", "not on the list", { to: "U0GUEST" });
    await stage.command("asker", "data-ops", "run backfill");
    const { id } = await stage.modal("asker");
    expect(id).toBeTruthy();
    expect(await stage.noModal("guest")).toBe(true);
    expect(await stage.started()).toEqual([]);
  });

  it("nothing outside of the list can be started, and no run of it be seen or cancelled", async () => {
    await stage.command("admin", "data-ops", "run 4611686018427388001");
    await stage.says("data-ops", "I don't know a job", { to: "U0ADMIN" });
    const ts = await stage.say("admin", "analytics", "@genie start the partition-rebuild");
    await stage.answer("analytics", ts);
    const listed = await fetch(`${stage.env["DATABRICKS_HOST"]}/api/2.2/jobs/run-now`, {
      method: "POST",
      headers: { authorization: `Bearer ${stage.env["DATABRICKS_TOKEN"]}`, "content-type": "application/json" },
      body: '{"job_id": 4611686018427388001}',
    });
    const run = /"run_id":\s*(\d+)/.exec(await listed.text())?.[1] ?? "";
    await stage.command("colleague", "data-ops", `status ${run}`);
    await stage.says("data-ops", `I can't find run ${run}`, { to: "U0COLLEAGUE" });
    await stage.command("admin", "data-ops", `cancel ${run}`);
    await stage.says("data-ops", `Run ${run} belongs to a job that isn't on my list`, { to: "U0ADMIN" });
    expect(await stage.cancels()).toEqual([]);
  });

  it("a colleague cannot cancel a run: not by button, forged value, command or words", async () => {
    await stage.script("transaction-anomalies", "success", 100);
    const ts = await stage.say("asker", "analytics", "@genie run transaction-anomalies");
    const card = await stage.says("analytics", "Cancel run", { thread: ts });
    const run = runOn(card);
    await stage.click("colleague", "analytics", card.ts, "cancel-run");
    await stage.says("analytics", "can cancel a run of Transaction anomalies", { to: "U0COLLEAGUE" });
    await stage.command("colleague", "data-ops", `cancel ${run}`);
    await stage.says("data-ops", "can cancel a run of Transaction anomalies", { to: "U0COLLEAGUE" });
    const words = await stage.say("colleague", "analytics", `@genie Cancel job ${run}`);
    await stage.says("analytics", "can cancel a run of", { thread: words });
    await stage.say("colleague", "analytics", "cancel", ts);
    await stage.command("colleague", "data-ops", "cancel 9007199254740993123");
    await stage.says("data-ops", "find run 9007199254740993123", { to: "U0COLLEAGUE" });
    await stage.click("colleague", "analytics", card.ts, "cancel-run", "'; DROP TABLE runs; --");
    expect(await stage.cancels()).toEqual([]);
    await stage.click("admin", "analytics", card.ts, "cancel-run");
    await stage.says("analytics", "was cancelled by admin", { thread: ts });
    expect(await stage.cancels()).toHaveLength(1);
  });

  it("a colleague does not see runs of a job that is not theirs", async () => {
    await stage.script("nightly-load", "success", 100);
    const { ts, card } = await proposal();
    await stage.click("asker", "analytics", card, "job-start");
    const run = runOn(await stage.says("analytics", "Cancel run", { thread: ts }));
    await stage.command("colleague", "data-ops", `status ${run}`);
    await stage.says("data-ops", "I can't find run", { to: "U0COLLEAGUE" });
    await stage.command("colleague", "data-ops", "runs");
    const list = await stage.says("data-ops", "Latest runs", { to: "U0COLLEAGUE" });
    expect(list.text).not.toContain("Nightly load");
    await stage.command("colleague", "data-ops", "status nightly-load");
    await stage.says("data-ops", "I don't know a job", { to: "U0COLLEAGUE" });
  });
});
