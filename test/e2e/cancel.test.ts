import { business, eventually } from "../support/eventually.ts";
import { openStage, type Shown, type Stage, whole } from "../support/stage.ts";

const question = "@genie What regions have high revenue but high churn?";

describe("cancel", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ fast: false });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.post("/control/reset", {}));

  const status = (ts: string): Promise<Shown> => eventually(async () => (await stage.replies("analytics", ts))[0]);
  const genie = (state: string) =>
    eventually(
      async () =>
        (await stage.get<{ status: string }[]>("/control/databricks/questions")).some(({ status }) => status === state),
      15_000,
      `Genie to be ${state}`,
    );
  const cancelled = async (ts: string, click: () => Promise<unknown>): Promise<{ reply: Shown; ms: number }> => {
    const from = Date.now();
    await click();
    const reply = await stage.answer("analytics", ts, 5_000);
    return { reply, ms: (reply.edits.at(-1)?.at ?? 0) - from };
  };

  it.each([
    ["while SQL is written", "ASKING_AI"],
    ["while the warehouse starts", "PENDING_WAREHOUSE"],
    ["while the query runs", "EXECUTING_QUERY"],
  ])("%s ends the turn within a second and says what was stopped", async (_, state) => {
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await genie(state);
    const { reply, ms } = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    expect(ms).toBeLessThan(1_000 * business());
    expect(reply.text).toMatch(/Cancelled after \d+ s/);
    expect(reply.text).toContain("Sales");
    expect(reply.text).toContain("Customer");
    if (state === "EXECUTING_QUERY") expect(reply.text).toContain("its query was stopped in the warehouse");
    const calls = await stage.calls("databricks");
    const last = calls.filter(({ path }) => path.includes("/messages/")).at(-1)?.at ?? 0;
    expect(last).toBeLessThan((reply.edits.at(-1)?.at ?? 0) + 100);
  });

  it("while the plan is made ends the turn", async () => {
    await stage.fault({ service: "model", kind: "slow", times: 1, ms: 3_000 });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await stage.met("model");
    const { reply, ms } = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    expect(ms).toBeLessThan(1_000 * business());
    expect(reply.text).toContain("Nothing had been asked yet");
  });

  it("while one question is out and another one on its way stops the one that is out", async () => {
    await stage.fault({ service: "databricks", match: "churn", kind: "slow", times: 1, ms: 4_000 });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await genie("ASKING_AI");
    const { reply, ms } = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    expect(ms).toBeLessThan(1_000 * business());
    expect(reply.text).toMatch(/Sales: I've stopped waiting|Customer: I've stopped waiting/);
  });

  it("while the answer is written names what had been answered", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "model", match: "2525", kind: "slow", times: 1, ms: 3_000 });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await stage.met("model");
    const { reply, ms } = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    await stage.post("/control/databricks/pace", { factor: 1 });
    expect(ms).toBeLessThan(1_000 * business());
    expect(reply.text).toContain("had already answered");
  });

  it("by the word in the thread works like the button", async () => {
    const ts = await stage.say("asker", "analytics", question);
    await genie("ASKING_AI");
    const { reply, ms } = await cancelled(ts, () => stage.say("asker", "analytics", "cancel", ts));
    expect(ms).toBeLessThan(1_000 * business());
    expect(reply.text).toContain("Cancelled");
  });

  it("by a slash command stops what the person asked last in the channel, and nobody else's question", async () => {
    const ts = await stage.say("asker", "analytics", question);
    await genie("ASKING_AI");
    const whispers = () => stage.messages("analytics").then((all) => all.filter(({ ephemeral_to }) => ephemeral_to));
    await stage.command("colleague", "analytics", "cancel");
    expect(whole(await eventually(async () => (await whispers())[0]))).toContain("Nothing is running here");
    const { reply, ms } = await cancelled(ts, () => stage.command("asker", "analytics", "cancel"));
    expect(ms).toBeLessThan(1_000 * business());
    expect(reply.text).toContain("Cancelled");
    const notice = await eventually(async () =>
      (await whispers()).find(({ ephemeral_to }) => ephemeral_to === "U0ASKER"),
    );
    expect(whole(notice)).toContain("What regions have high revenue");
  });

  it("by a new direct message stops the question that is out", async () => {
    const ts = await stage.say("asker", "dm", "What is the total revenue?");
    await genie("ASKING_AI");
    await stage.say("asker", "dm", "cancel");
    expect((await stage.answer("dm:asker", ts, 5_000)).text).toContain("Cancelled");
  });

  it("is refused to somebody else, visibly to them only, and granted to an admin", async () => {
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await genie("ASKING_AI");
    await stage.click("colleague", "analytics", post, "cancel");
    const refusal = await eventually(async () =>
      (await stage.messages("analytics")).find(({ ephemeral_to }) => ephemeral_to),
    );
    expect(refusal.ephemeral_to).toBe("U0COLLEAGUE");
    expect(whole(refusal)).toContain("can cancel this question");
    const { reply } = await cancelled(ts, () => stage.click("admin", "analytics", post, "cancel"));
    expect(reply.text).toContain("Cancelled by");
  });

  it("of a question in line says so at once, and the line goes on", async () => {
    const ts = await stage.say("asker", "analytics", question);
    await genie("ASKING_AI");
    await stage.say("asker", "analytics", "Which product is the top seller?", ts);
    const waiting = await eventually(async () => (await stage.replies("analytics", ts))[1]);
    expect(waiting.text).toContain("I'll start on this");
    await stage.click("asker", "analytics", waiting.ts, "cancel");
    const second = await stage.answer("analytics", ts, 3_000, 1);
    expect(second.text).toContain("Cancelled");
    const first = await stage.answer("analytics", ts, 15_000, 0);
    expect(first.text).toContain("2,525");
  });
});
