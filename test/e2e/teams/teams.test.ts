import { eventually } from "../../support/eventually.ts";
import { answers, routing } from "../../support/seed-questions.ts";
import { openStage, type Stage } from "../../support/stage.ts";
import { teamsSide, words } from "../../support/teams/teams-side.ts";

const asked = async (stage: Stage, since: number): Promise<string[]> => {
  const { spaces } = await stage.get<{ spaces: { id: string; agent: string }[] }>("/control/state");
  const calls = (await stage.calls("databricks")).filter(({ at, method }) => at >= since && method === "POST");
  const found = spaces.filter(({ id }) => calls.some(({ path }) => path.includes(`/spaces/${id}/`)));
  return found.map(({ agent }) => agent).toSorted();
};

/** Where the first sentence is. */
const opening = (shown: string): string => shown.replace(/\s+/g, " ").slice(0, 120);

describe.each([
  ["with a model", true],
  ["without a model", false],
])("Teams, %s", (_, model) => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage({ model });
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());

  it.each(answers)("answers in a personal chat, in the first sentence: $question", async (seed) => {
    const { question, agents, first, contains } = seed;
    const since = Date.now();
    const id = await teams.say("asker", "personal:asker", question);
    const shown = words(await teams.answer("personal:asker", id));
    for (const word of contains) expect(shown).toContain(word);
    expect(opening(shown)).toContain(first);
    expect(await asked(stage, since)).toEqual(agents.toSorted());
  });

  it.each(answers)("answers in a group chat: $question", async ({ question, contains }) => {
    const id = await teams.say("asker", "planning", `@Genie ${question}`);
    const shown = words(await teams.answer("planning", id));
    for (const word of contains) expect(shown).toContain(word);
  });

  it.each(answers)("answers in a channel: $question", async ({ question, contains }) => {
    const id = await teams.say("asker", "Analytics", `@Genie ${question}`);
    const shown = words(await teams.answer("Analytics", id));
    for (const word of contains) expect(shown).toContain(word);
    expect(await teams.replies("Analytics", id)).toHaveLength(1);
  });

  it.each(routing)("asks the right agents: $question", async ({ question, agents, first }) => {
    const since = Date.now();
    const id = await teams.say("colleague", "Analytics", `@Genie ${question}`);
    expect(opening(words(await teams.answer("Analytics", id)))).toContain(first);
    // With a model, a question for a reason goes on to the runs that failed on that day.
    const further = model && question.startsWith("Why") ? ["reliability"] : [];
    expect(await asked(stage, since)).toEqual([...agents, ...further].toSorted());
  });
});

describe("a Teams turn", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage({ fast: false });
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.post("/control/reset", {}));

  /** Its status message, once Genie is in this state. */
  const running = (id: string, state: string) =>
    eventually(async () => {
      const [reply] = await teams.replies("Analytics", id);
      const [question] = await stage.get<{ status: string }[]>("/control/databricks/questions");
      return question?.status === state ? reply : undefined;
    }, 10_000);

  it("is cancelled by its button at once, and says what was stopped", async () => {
    for (const match of ["revenue", "churn"])
      await stage.post("/control/databricks/question", { match, hang: true, status: "EXECUTING_QUERY" });
    const id = await teams.say("asker", "Analytics", "@Genie What regions have high revenue but high churn?");
    const status = await running(id, "EXECUTING_QUERY");
    await teams.press("asker", "Analytics", status.id, "cancel");
    const reply = await teams.answer("Analytics", id, 5_000);
    expect(words(reply)).toContain("its query was stopped in the warehouse");
  });

  it("cannot be cancelled by somebody else, who alone is told so", async () => {
    await stage.post("/control/databricks/pace", { factor: 1_000 });
    const id = await teams.say("asker", "Analytics", "@Genie What is the total revenue?");
    const status = await running(id, "SUBMITTED");
    await teams.press("colleague", "Analytics", status.id, "cancel");
    const refusal = await eventually(async () =>
      (await teams.messages("Analytics")).find(({ targeted_to }) => targeted_to),
    );
    expect(words(refusal) + refusal.text).toContain("can cancel this question");
    await stage.post("/control/databricks/pace", { factor: 0 });
    expect(words(await teams.answer("Analytics", id))).toContain("3,275");
  });

  it("goes on in the same message after the bot was killed", async () => {
    await stage.post("/control/databricks/pace", { factor: 1_000 });
    const id = await teams.say("asker", "Analytics", "@Genie What is the total revenue?");
    await running(id, "SUBMITTED");
    await stage.restart();
    await stage.post("/control/databricks/pace", { factor: 0 });
    expect(words(await teams.answer("Analytics", id))).toContain("3,275");
    expect(await teams.replies("Analytics", id)).toHaveLength(1);
    expect(await stage.get<unknown[]>("/control/databricks/questions")).toHaveLength(1);
  });

  it("keeps its thread's conversation for a follow-up", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    const id = await teams.say("asker", "Analytics", "@Genie What is the total revenue?");
    await teams.answer("Analytics", id);
    const next = await teams.say("asker", "Analytics", "@Genie and in the South?", id);
    const shown = words(await teams.answer("Analytics", next));
    expect(shown).toContain("750");
    expect(shown).not.toContain("2,525");
  });

  it("is answered once when Teams delivers the message again, also with a new id", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "teams", kind: "duplicate" });
    const id = await teams.say("asker", "Analytics", "@Genie What is the total revenue?");
    await teams.answer("Analytics", id);
    await stage.fault({ service: "teams", kind: "duplicate", match: "new-id" });
    const other = await teams.say("asker", "Analytics", "@Genie Which product is the top seller?");
    await teams.answer("Analytics", other);
    expect(await stage.get<unknown[]>("/control/databricks/questions")).toHaveLength(2);
  });

  it("is answered once when Teams delivers the message again as another one while the first is being worked on", async () => {
    await stage.post("/control/databricks/pace", { factor: 1 });
    await stage.fault({ service: "teams", kind: "duplicate", match: "new-clock", ms: 300 });
    const id = await teams.say("asker", "personal:asker", "What is the total revenue?");
    await teams.answer("personal:asker", id);
    expect(await teams.replies("personal:asker", id)).toHaveLength(1);
    expect(await stage.get<unknown[]>("/control/databricks/questions")).toHaveLength(1);
  });

  it.each(["entity", "markup", "attachment"])("reads a command that answers a message: %s", async (quote_form) => {
    const quote = await teams.say("colleague", "planning", "Total revenue is 5.");
    const body = { user: "asker", conversation: "planning", text: "@Genie help", quote, quote_form };
    const { id } = await stage.post<{ id: string }>("/control/teams/message", body);
    const shown = words(await teams.answer("planning", id));
    expect(shown).toContain("Sales");
    expect(shown).not.toContain("Total revenue is 5");
    expect(await stage.get<unknown[]>("/control/databricks/questions")).toEqual([]);
  });

  it("welcomes people again when the app was removed and is added again", async () => {
    const install = (action: string) =>
      stage.post("/control/teams/install", { user: "asker", conversation: "planning", action });
    const welcomes = async () => (await teams.messages("planning")).filter(({ bot }) => bot).length;
    for (let count = 1; count <= 2; count += 1) {
      await install("add");
      await eventually(async () => (await welcomes()) === count, 10_000, `welcome ${count}`);
      await install("remove");
    }
  });

  it("is not slowed by a storm of refusals in Slack", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "slack", kind: "429", times: 200, retry_after: 600 });
    for (let count = 0; count < 10; count += 1)
      await stage.say("asker", "analytics", "@genie What is the total revenue?");
    const id = await teams.say("asker", "Analytics", "@Genie What is the total revenue?");
    await teams.answer("Analytics", id);
  });
});
