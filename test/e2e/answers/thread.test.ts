import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage, whole } from "../../support/stage.ts";

interface Question {
  conversation: string;
  content: string;
}

describe("a thread", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({});
  });
  afterAll(() => stage?.close());

  const conversations = async (): Promise<string[]> => {
    const questions = await stage.get<Question[]>("/control/databricks/questions");
    return questions.map(({ conversation }) => conversation);
  };

  it("keeps its Genie conversation for a follow-up without a mention, also after a restart", async () => {
    await stage.post("/control/reset", {});
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await stage.answer("analytics", ts);
    await stage.restart();
    await stage.say("asker", "analytics", "and in the South?", ts);
    const followUp = await stage.answer("analytics", ts, 10_000, 1);
    expect(followUp.text).toContain("750");
    expect(followUp.text).not.toContain("2,525");
    const [first, second] = await conversations();
    expect(second).toBe(first);
  });

  it("is not disturbed by talk in threads it does not take part in", async () => {
    const root = await stage.say("colleague", "analytics", "lunch?");
    await stage.say("asker", "analytics", "what is the total revenue?", root);
    const ts = await stage.say("asker", "analytics", "@genie help");
    await stage.answer("analytics", ts);
    expect(await stage.replies("analytics", root)).toHaveLength(0);
  });

  it("is forgotten on reset, also in Genie", async () => {
    await stage.post("/control/reset", {});
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await stage.answer("analytics", ts);
    await stage.say("asker", "analytics", "reset", ts);
    expect((await stage.answer("analytics", ts, 5_000, 1)).text).toContain("I've forgotten this conversation");
    await stage.say("asker", "analytics", "What is the total revenue?", ts);
    await stage.answer("analytics", ts, 5_000, 2);
    const [first, second] = await conversations();
    expect(second).not.toBe(first);
  });

  it("that was never asked anything has nothing to forget", async () => {
    await stage.command("asker", "data-ops", "reset");
    const notice = await eventually(async () =>
      (await stage.messages("data-ops")).find(({ ephemeral_to }) => ephemeral_to),
    );
    expect(whole(notice)).toContain("nothing to forget here yet");
  });

  it("answers two questions in a row in their order, and says that the second is in line", async () => {
    const slow = await stage.say("asker", "data-ops", "@genie What is the total revenue?");
    // Deliveries of two messages may overtake each other; what has arrived first is answered first.
    await eventually(async () => (await stage.replies("data-ops", slow)).length > 0);
    await stage.say("asker", "data-ops", "@genie Which product is the top seller?", slow);
    expect((await stage.answer("data-ops", slow, 8_000, 0)).text).toContain("3,275");
    expect((await stage.answer("data-ops", slow, 8_000, 1)).text).toContain("Laptop");
  });
});

describe("who may ask", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({});
  });
  afterAll(() => stage?.close());

  it("refuses somebody who is not on the list, visibly to them only", async () => {
    const since = Date.now();
    await stage.say("guest", "analytics", "@genie What is the total revenue?");
    const refusal = await eventually(async () =>
      (await stage.messages("analytics")).find(({ ephemeral_to }) => ephemeral_to),
    );
    expect(refusal.ephemeral_to).toBe("U0GUEST");
    expect(whole(refusal)).toContain("not on the list");
    const calls = (await stage.calls("databricks")).filter(({ at, path }) => at > since && path.includes("/genie/"));
    // What the spaces say about themselves may still be read after the start.
    expect(calls.filter(({ path }) => !/\/spaces\/\w+(?:\?|$)/.test(path))).toEqual([]);
  });

  it("refuses a channel that is shared with another organisation", async () => {
    await stage.say("asker", "partners", "@genie What is the total revenue?");
    const refusal = await eventually(async () => (await stage.messages("partners")).find(({ bot }) => bot));
    expect(whole(refusal)).toContain("people outside");
  });

  it("answers help and agents to the person alone after a slash command", async () => {
    await stage.command("asker", "data-ops", "agents");
    const list = await eventually(async () =>
      (await stage.messages("data-ops")).find(({ ephemeral_to }) => ephemeral_to),
    );
    expect(whole(list)).toContain("Inventory");
  });

  it("lets a suggested follow-up be asked with a click, in the same thread", async () => {
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    const first = await stage.answer("analytics", ts);
    await stage.click("colleague", "analytics", first.ts, "ask-agent");
    const next = await stage.answer("analytics", ts, 8_000, 1);
    expect(next.text.length).toBeGreaterThan(20);
    // Who clicked, and on what.
    const [suggested = ""] = /"question\\":\\"([^"\\]+)/.exec(JSON.stringify(first.blocks))?.slice(1) ?? [];
    expect(suggested).not.toBe("");
    expect(whole(next)).toMatch(new RegExp(`\\w+: ${suggested.replace(/[?.]/g, "\\$&")}`));
  });
});
