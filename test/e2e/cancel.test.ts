import { eventually } from "../support/eventually.ts";
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
  /** Both questions of the turn stay in this state, so that the cancel meets it and nothing else can end the turn. */
  const stay = async (state: string): Promise<void> => {
    for (const match of ["revenue", "churn"])
      await stage.post("/control/databricks/question", { match, hang: true, status: state });
  };
  const cancelled = async (ts: string, click: () => Promise<unknown>): Promise<Shown> => {
    await click();
    return stage.answer("analytics", ts);
  };

  it.each([
    ["while SQL is written", "ASKING_AI"],
    ["while the warehouse starts", "PENDING_WAREHOUSE"],
    ["while the query runs", "EXECUTING_QUERY"],
  ])("%s ends the turn at once and says what was stopped", async (_, state) => {
    await stay(state);
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await genie(state);
    const reply = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    expect(reply.text).toMatch(/Cancelled after \d+ s/);
    expect(reply.text).toContain("Sales");
    expect(reply.text).toContain("Customer");
    if (state === "EXECUTING_QUERY") expect(reply.text).toContain("its query was stopped in the warehouse");
    const polls = async () => (await stage.calls("databricks")).filter(({ path }) => path.includes("/messages/"));
    const before = (await polls()).length;
    await stage.post("/control/databricks/pace", { factor: 0 });
    expect((await stage.answer("analytics", await stage.say("asker", "analytics", "@genie help"))).text).not.toBe("");
    // One look at each of the two questions may have been under way.
    expect((await polls()).length - before).toBeLessThanOrEqual(2);
  });

  it("while the plan is made ends the turn", async () => {
    await stage.fault({ service: "model", kind: "held" });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await stage.met("model");
    const reply = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    expect(reply.text).toContain("Nothing had been asked yet");
  });

  it("while one question is out and another one on its way stops the one that is out", async () => {
    await stay("ASKING_AI");
    await stage.fault({ service: "databricks", match: "churn", kind: "held" });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await genie("ASKING_AI");
    const reply = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    expect(reply.text).toMatch(/Sales: I've stopped waiting|Customer: I've stopped waiting/);
  });

  it("while the answer is written names what had been answered", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "model", match: "2525", kind: "held" });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await stage.met("model");
    const reply = await cancelled(ts, () => stage.click("asker", "analytics", post, "cancel"));
    expect(reply.text).toContain("had already answered");
  });

  it("by the word in the thread works like the button", async () => {
    await stay("ASKING_AI");
    const ts = await stage.say("asker", "analytics", question);
    await genie("ASKING_AI");
    const reply = await cancelled(ts, () => stage.say("asker", "analytics", "cancel", ts));
    expect(reply.text).toContain("Cancelled");
  });

  it("by a slash command stops what the person asked last in the channel, and nobody else's question", async () => {
    await stay("ASKING_AI");
    const ts = await stage.say("asker", "analytics", question);
    await genie("ASKING_AI");
    const whispers = () => stage.messages("analytics").then((all) => all.filter(({ ephemeral_to }) => ephemeral_to));
    await stage.command("colleague", "analytics", "cancel");
    expect(whole(await eventually(async () => (await whispers())[0]))).toContain("Nothing is running here");
    const reply = await cancelled(ts, () => stage.command("asker", "analytics", "cancel"));
    expect(reply.text).toContain("Cancelled");
    const notice = await eventually(async () =>
      (await whispers()).find(({ ephemeral_to }) => ephemeral_to === "U0ASKER"),
    );
    expect(whole(notice)).toContain("What regions have high revenue");
  });

  it("by a new direct message stops the question that is out", async () => {
    await stay("ASKING_AI");
    const ts = await stage.say("asker", "dm", "What is the total revenue?");
    await genie("ASKING_AI");
    await stage.say("asker", "dm", "cancel");
    expect((await stage.answer("dm:asker", ts)).text).toContain("Cancelled");
  });

  it("is refused to somebody else, visibly to them only, and granted to an admin", async () => {
    await stay("ASKING_AI");
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(ts);
    await genie("ASKING_AI");
    await stage.click("colleague", "analytics", post, "cancel");
    const refusal = await eventually(async () =>
      (await stage.messages("analytics")).find(({ ephemeral_to }) => ephemeral_to),
    );
    expect(refusal.ephemeral_to).toBe("U0COLLEAGUE");
    expect(whole(refusal)).toContain("can cancel this question");
    const reply = await cancelled(ts, () => stage.click("admin", "analytics", post, "cancel"));
    expect(reply.text).toContain("Cancelled by");
  });

  it("of a question in line says so at once, and the line goes on", async () => {
    await stage.post("/control/databricks/pace", { factor: 1_000 });
    const ts = await stage.say("asker", "analytics", question);
    await genie("SUBMITTED");
    await stage.say("asker", "analytics", "Which product is the top seller?", ts);
    const waiting = await eventually(async () => (await stage.replies("analytics", ts))[1]);
    expect(waiting.text).toContain("I'll start on this");
    await stage.click("asker", "analytics", waiting.ts, "cancel");
    const second = await stage.answer("analytics", ts, 15_000, 1);
    expect(second.text).toContain("Cancelled");
    await stage.post("/control/databricks/pace", { factor: 1 });
    const first = await stage.answer("analytics", ts, 15_000, 0);
    expect(first.text).toContain("2,525");
  });
});
