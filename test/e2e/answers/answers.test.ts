import { eventually } from "../../support/eventually.ts";
import { answers, routing } from "../../support/seed-questions.ts";
import { isFinal, openStage, type Shown, type Stage } from "../../support/stage.ts";

/** The agents whose spaces were asked since a moment. */
const asked = async (stage: Stage, since: number): Promise<string[]> => {
  const { spaces } = await stage.get<{ spaces: { id: string; agent: string }[] }>("/control/state");
  const calls = (await stage.calls("databricks")).filter(({ at, method }) => at >= since && method === "POST");
  const found = spaces.filter(({ id }) => calls.some(({ path }) => path.includes(`/spaces/${id}/`)));
  return found.map(({ agent }) => agent).toSorted();
};

const expectWords = (message: Shown, words: readonly string[]): void => {
  for (const word of words) expect(message.text).toContain(word);
};

describe.each([
  ["with a model", true],
  ["without a model", false],
])("%s", (_, model) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model });
  });
  afterAll(() => stage?.close());

  it.each(answers)("answers in a channel, in the first sentence: $question", async (seed) => {
    const { question, agents, first, contains } = seed;
    const since = Date.now();
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const reply = await stage.answer("analytics", ts);
    expectWords(reply, contains);
    expect(reply.text.split("\n")[0]).toContain(first);
    expect(await asked(stage, since)).toEqual(agents.toSorted());
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
  });

  it.each(answers)("answers in a direct message: $question", async ({ question, contains }) => {
    const ts = await stage.say("asker", "dm:asker", question);
    expectWords(await stage.answer("dm:asker", ts), contains);
  });

  it.each(answers)("answers /genie ask: $question", async ({ question, contains }) => {
    const before = (await stage.messages("data-ops")).length;
    await stage.command("asker", "data-ops", `ask ${question}`);
    const reply = await eventually(async () => {
      const [first] = (await stage.messages("data-ops")).slice(before).filter(({ bot }) => bot);
      return first && isFinal(first) ? first : undefined;
    }, 15_000);
    expectWords(reply, contains);
    expect(reply.text).toContain(question);
  });

  it("tells how old the data is, in the same message, as soon as it is known", async () => {
    const ts = await stage.say("asker", "data-ops", "@genie What is the total revenue?");
    const told = await eventually(async () => {
      const [reply] = await stage.replies("data-ops", ts);
      return reply?.text.includes("data as of ") ? reply.text : undefined;
    }, 15_000);
    expect(told).toMatch(/no date filter · data as of \d{4}-\d\d-\d\d 00:20 UTC · /);
    expect(await stage.replies("data-ops", ts)).toHaveLength(1);
  });

  it.each(routing)("asks the right agents: $question", async ({ question, agents, first }) => {
    const since = Date.now();
    const ts = await stage.say("colleague", "analytics", `@genie ${question}`);
    expect((await stage.answer("analytics", ts)).text.split("\n")[0]).toContain(first);
    // With a model, a question for a reason goes on to the runs that failed on that day.
    const further = model && question.startsWith("Why") ? ["reliability"] : [];
    expect(await asked(stage, since)).toEqual([...agents, ...further].toSorted());
  });
});
