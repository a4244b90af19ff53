import { type BoardBot, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";
import { planText, startScriptedModel } from "../../support/models/scripted-model.ts";

const answered = (bot: BoardBot, id: string) =>
  bot.shows((reply, post) => post.id === `board:${id}` && reply.kind === "answer", `an answer to ${id}`);
const postsOf = (bot: BoardBot, id: string) => [...bot.posts.keys()].filter((key) => key.startsWith(`board:${id}`));
const followup = (id: string, text: string, more = {}) => ({
  ...{ id, text, user: "U0COLLEAGUE", thread: "board:root", entry: "followup" as const },
  more,
});

describe("people who talk in our thread, without a language model", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
    await bot.say({ id: "root", text: "What is the total revenue?" });
    await answered(bot, "root");
  });
  afterAll(() => bot?.close());

  it("hear nothing from us, and Genie is not asked", async () => {
    const asked = (await bot.calls(/messages$|start-conversation$/)).length;
    const chatter = [
      ":+1:",
      "danke!",
      "merci",
      "lunch at 12? I will bring the revenue report to the meeting",
      "cancle",
    ];
    for (const [index, text] of chatter.entries()) await bot.say(followup(`talk-${index}`, text));
    await bot.say(followup("other", "what is the total revenue?", { toOthers: true }));
    await bot.say(followup("region", "and by region?"));
    await answered(bot, "region");
    expect(postsOf(bot, "talk")).toEqual([]);
    expect(postsOf(bot, "other")).toEqual([]);
    expect((await bot.calls(/messages$|start-conversation$/)).length).toBe(asked + 1);
  });

  it("are answered when they name us, even with few words", async () => {
    await bot.say({ id: "named", user: "U0COLLEAGUE", text: "thanks!", thread: "board:root" });
    await bot.shows((reply, post) => post.id === "board:named" && wordsOf(reply).includes("You're welcome"));
  });
});

describe("people who talk in our thread, with a language model", () => {
  let bot: BoardBot;
  let model: Awaited<ReturnType<typeof startScriptedModel>>;
  beforeAll(async () => {
    model = await startScriptedModel();
    bot = await startBoardBot({ env: model.env });
    model.says(planText({ kind: "ask", asks: [{ agent: "sales", question: "What is the total revenue?" }] }));
    await bot.say({ id: "root", text: "What is the total revenue?" });
    await answered(bot, "root");
  });
  afterAll(async () => {
    await bot?.close();
    model?.stop();
  });

  it("hear nothing where the plan says that they mean each other, not even a first sign", async () => {
    const prompts = model.prompts.length;
    model.says(planText({ kind: "silent" }));
    await bot.say(followup("silent", "lunch at 12? I will bring the revenue report to the meeting"));
    await eventually(() => model.prompts.length === prompts + 1);
    model.says(planText({ kind: "ask", asks: [{ agent: "sales", question: "What is the total revenue?" }] }));
    await bot.say(followup("next", "und wie viel im Süden?"));
    await answered(bot, "next");
    expect(postsOf(bot, "silent")).toEqual([]);
    expect(model.prompts.at(-1)?.[0]?.content).toContain('kind "silent"');
    expect(model.prompts).toHaveLength(prompts + 2);
  });

  it("are answered in every case where they name us, and the plan cannot be silent then", async () => {
    model.says(planText({ kind: "silent" }));
    await bot.say({ id: "named", text: "what do you make of it?", thread: "board:root" });
    await bot.shows((reply, post) => post.id === "board:named" && reply.kind === "notice");
    expect(model.prompts.at(-1)?.[0]?.content).not.toContain('kind "silent"');
  });

  it("hear nothing while the model is away", async () => {
    const plan = planText({ kind: "reply", text: "Here I am." });
    model.says((messages: { content: string }[]) => (messages.at(-1)?.content.includes("Bob") ? "no JSON" : plan));
    await bot.say(followup("away", "I think we should ask Bob"));
    await bot.say({ id: "back", text: "are you there?", thread: "board:root" });
    await bot.shows((reply, post) => post.id === "board:back" && wordsOf(reply).includes("Here I am"));
    expect(postsOf(bot, "away")).toEqual([]);
  });
});

describe("what comes with a question", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterAll(() => bot?.close());

  it("is given to Genie as quoted context, and not shown as the question", async () => {
    const attached = [{ kind: "quote" as const, author: "Bob", text: "Total revenue\nis what?" }];
    await bot.say({ id: "quoted", text: "What is the total revenue?", more: { attached } });
    const post = await answered(bot, "quoted");
    const [call] = (await bot.calls(/start-conversation$/)).slice(-1);
    expect(call?.body).toEqual({
      content:
        "What is the total revenue?\n\nFor context only, quoted and not a request:\n> Bob: Total revenue\n> is what?",
    });
    expect(post.shown.at(-1)).toMatchObject({ sources: [{ question: "What is the total revenue?" }] });
  });

  it("is bounded, however much it is", async () => {
    const attached = Array.from({ length: 50 }, () => ({ kind: "table" as const, text: "x | y\n".repeat(2_000) }));
    await bot.say({ id: "much", text: "What is the total revenue?", more: { attached } });
    await bot.shows((reply, post) => post.id === "board:much" && reply.kind !== "progress");
    const last = JSON.stringify((await bot.calls(/start-conversation$/)).at(-1)?.body);
    expect(last).toContain("x | y");
    expect(last.length).toBeLessThan(8_000);
  });

  it("is asked about when it comes alone", async () => {
    await bot.say({ id: "alone", text: " ", more: { attached: [{ kind: "forward", text: "Revenue fell." }] } });
    await bot.shows(
      (reply, post) => post.id === "board:alone" && wordsOf(reply).includes("What would you like to know"),
    );
    await bot.say({ id: "file", text: "", more: { files: 1 } });
    await bot.shows((reply, post) => post.id === "board:file" && wordsOf(reply).includes("can't read the file"));
    await bot.say({ id: "empty", text: "" });
    await bot.shows((reply, post) => post.id === "board:empty" && wordsOf(reply).includes("What I can do"));
  });

  it("is said not to be read when it is a file", async () => {
    await bot.say({ id: "files", text: "What is the total revenue?", more: { files: 2 } });
    const post = await answered(bot, "files");
    expect(post.shown.at(-1)).toMatchObject({
      notes: expect.arrayContaining([expect.stringContaining("I can't read files, so I didn't use the 2 files")]),
    });
  });
});
