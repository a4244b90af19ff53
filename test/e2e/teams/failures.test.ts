import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";
import { teamsSide, words } from "../../support/teams/teams-side.ts";

const question = "@Genie What is the total revenue?";

describe("when Teams fails", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage({ env: { LOG_LEVEL: "error" } });
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.post("/control/reset", {}));

  it.each([
    ["429 to the first post", { match: "POST /teams/v3", kind: "429", retry_after: 1 }],
    ["500 to the first post", { match: "POST /teams/v3", kind: "500" }],
    ["503 to the first posts", { match: "POST /teams/v3", kind: "503", times: 2 }],
    ["412 to the first post", { match: "POST /teams/v3", kind: "412" }],
    ["nothing to the first post, which it has not taken", { match: "POST /teams/v3", kind: "drop" }],
    ["401 for a token that has become too old", { kind: "expired" }],
    ["429 to edits", { match: "PUT", kind: "429", retry_after: 1, times: 2 }],
    ["500 to edits", { match: "PUT", kind: "500", times: 3 }],
    ["502 to edits", { match: "PUT", kind: "502", times: 3 }],
    ["504 to edits", { match: "PUT", kind: "504", times: 3 }],
    ["nothing to an edit, which it has taken", { match: "PUT", kind: "lost" }],
    ["500 to the typing indicator", { match: '"typing"', kind: "500" }],
  ])("answering %s, the answer comes all the same, in one card", async (_, fault) => {
    await stage.fault({ service: "teams", times: 1, ...fault });
    const id = await teams.say("asker", "Analytics", question);
    expect(words(await teams.answer("Analytics", id, 20_000))).toContain("3,275");
    expect(await teams.replies("Analytics", id)).toHaveLength(1);
  });

  it("does not hold up Slack", async () => {
    await stage.fault({ service: "teams", kind: "429", times: 500, retry_after: 600 });
    for (let count = 0; count < 10; count += 1) await teams.say("asker", "Analytics", question);
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    expect((await stage.answer("analytics", ts)).text).toContain("3,275");
  });
});

describe("where Teams is", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage();
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());

  it("the bot welcomes a conversation that it is added to, once", async () => {
    await stage.post("/control/teams/install", { user: "asker", conversation: "planning", action: "add" });
    const welcome = await eventually(async () => (await teams.messages("planning"))[0]);
    expect(words(welcome)).toContain("Mention me with a question");
    expect(words(welcome)).not.toContain("/genie");
    expect(welcome.targeted_to ?? null).toBeNull();
    const id = await teams.say("asker", "planning", question);
    await teams.answer("planning", id);
    expect((await teams.messages("planning")).filter(({ bot }) => bot)).toHaveLength(2);
  });

  it("a refusal is for the person who asked alone", async () => {
    await teams.say("guest", "planning", question);
    const refusal = await eventually(async () => (await teams.messages("planning")).find((one) => one.targeted_to));
    expect(refusal.targeted_to).toContain("29:");
    expect(words(refusal)).toContain("You're not on the list of people I answer");
  });

  it("a message in line says so, and is answered next", async () => {
    await stage.post("/control/databricks/pace", { factor: 1_000 });
    const first = await teams.say("asker", "Analytics", question);
    await eventually(async () => (await stage.get<unknown[]>("/control/databricks/questions")).length > 0);
    await teams.say("asker", "Analytics", "@Genie Which product is the top seller?", first);
    const waiting = await eventually(async () => (await teams.replies("Analytics", first))[1]);
    expect(words(waiting)).toContain("I'll start on this");
    await stage.post("/control/databricks/pace", { factor: 0 });
    expect(words(await teams.answer("Analytics", first, 15_000, 0))).toContain("3,275");
    expect(words(await teams.answer("Analytics", first, 15_000, 1))).not.toContain("I'll start on this");
  });
});
