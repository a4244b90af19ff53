import { eventually } from "../support/eventually.ts";
import { openStage, type Stage } from "../support/stage.ts";

const question = "@genie What is the total revenue?";

describe("when a service fails", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ env: { LOG_LEVEL: "error" } });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.post("/control/reset", {}));

  const answered = async (withinMs = 20_000): Promise<string> => {
    const ts = await stage.say("asker", "analytics", question);
    const reply = await stage.answer("analytics", ts, withinMs);
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
    return reply.text;
  };

  it.each([
    [
      "Genie says 429 with Retry-After",
      { service: "databricks", match: "start-conversation", kind: "429", retry_after: 1 },
    ],
    ["Genie says 429 without Retry-After", { service: "databricks", match: "start-conversation", kind: "429" }],
    ["Genie's POST answers 500", { service: "databricks", match: "start-conversation", kind: "500" }],
    ["Genie's POST is cut off", { service: "databricks", match: "start-conversation", kind: "drop" }],
    ["a poll answers 503", { service: "databricks", match: "GET /api/2.0/genie/spaces/", kind: "503", times: 2 }],
    ["the result has expired", { service: "databricks", kind: "expired" }],
    ["the model answers 500", { service: "model", kind: "500", times: 10 }],
    ["the model answers nonsense", { service: "model", kind: "expired", times: 10 }],
    ["the model is cut off", { service: "model", kind: "drop", times: 10 }],
    ["Slack says 429 to an edit", { service: "slack", match: "chat.update", kind: "429", retry_after: 1, times: 2 }],
    ["Slack answers 500 to an edit", { service: "slack", match: "chat.update", kind: "500", times: 3 }],
    ["Slack answers 500 to the first post", { service: "slack", match: "chat.postMessage", kind: "500", times: 1 }],
    ["Slack delivers the event twice", { service: "slack", kind: "duplicate" }],
  ])("%s, the answer comes all the same", async (_, fault) => {
    await stage.fault(fault);
    expect(await answered()).toContain("3,275");
  });

  it("says where to grant rights when Genie has none", async () => {
    await stage.fault({ service: "databricks", kind: "permission" });
    const text = await answered();
    expect(text).toContain("Sales");
    expect(text).toMatch(/Can View or Can Run/);
    expect(text).not.toMatch(/[{}]|Exception|at .*\.ts/);
  });

  it("asks again when Genie had no room for a question that it took", async () => {
    await stage.fault({ service: "databricks", kind: "rate_limited_message" });
    expect(await answered()).toContain("3,275");
    expect(await stage.get<unknown[]>("/control/databricks/questions")).toHaveLength(2);
  });

  it("names the agent that failed beside the answer of the others", async () => {
    await stage.post("/control/databricks/question", { match: "churn", error: "SQL_EXECUTION_EXCEPTION" });
    const ts = await stage.say("asker", "analytics", "@genie What regions have high revenue but high churn?");
    const { text } = await stage.answer("analytics", ts);
    expect(text).toMatch(/could not answer/);
  });

  it.each([
    "SQL_EXECUTION_EXCEPTION",
    "CONTENT_FILTER_EXCEPTION",
    "BUDGET_EXCEEDED_EXCEPTION",
    "WAREHOUSE_ACCESS_MISSING_EXCEPTION",
    "CONTEXT_EXCEEDED_EXCEPTION",
    "SOMETHING_QUITE_NEW_EXCEPTION",
  ])("tells %s in one plain sentence", async (error) => {
    await stage.post("/control/databricks/question", { match: "revenue", error });
    const text = await answered();
    expect(text).toContain("Sales");
    expect(text).not.toContain(error);
    expect(text).not.toMatch(/[{}]/);
  });

  it("says in a footnote that no model was used when the model fails", async () => {
    await stage.fault({ service: "model", kind: "500", times: 10 });
    expect(await answered()).toMatch(/without (a|the) (language )?model|model/i);
  });
});

describe("an agent that never answers", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ limits: { agent_seconds: 2, notify_after_seconds: 1 } });
  });
  afterAll(() => stage?.close());

  it("is waited for no longer than allowed, and named beside the answer of the others", async () => {
    await stage.post("/control/databricks/question", { match: "churn", hang: true });
    const ts = await stage.say("asker", "analytics", "@genie What regions have high revenue but high churn?");
    const { text } = await stage.answer("analytics", ts, 10_000);
    expect(text).toContain("There was no answer within 2 seconds");
  });

  it("and was the only one is told as such, not as an answer that is ready", async () => {
    await stage.post("/control/databricks/question", { match: "revenue", hang: true });
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    expect((await stage.answer("analytics", ts, 10_000)).text).toContain("There was no answer within 2 seconds");
    const news = await eventually(async () => (await stage.replies("analytics", ts))[1], 10_000, "news of the end");
    expect(news.text).toContain("I couldn't answer your question");
  });
});
