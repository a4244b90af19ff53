import type { Answer, Notice, Reply } from "../../../src/ports/reply.ts";
import { readPrivacy } from "../../../src/turn/private-words.ts";
import { type BoardBot, startBoardBot, wordsOf } from "../../support/board-bot.ts";

const question = "What is the total revenue?";

describe("a question that is asked in private", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterEach(() => {
    bot.rules.current = {};
  });
  afterAll(() => bot?.close());

  const answerTo = (id: string) =>
    bot.shows((reply, post) => reply.kind === "answer" && post.id === `board:${id}`, `the answer to ${id}`);
  const told = async (id: string) =>
    (await bot.shows((_, post) => post.id === `board:${id}`, `what ${id} is told`)).shown.at(-1) as Notice;
  const publicWords = () =>
    [...bot.posts.values()]
      .filter(({ thread, only }) => !thread.startsWith("board:dm:") && only === undefined)
      .map(({ shown }) => wordsOf(shown.at(-1) as Reply))
      .join();

  it("is answered to its asker alone, who can share the answer once", async () => {
    await bot.say({ id: "p1", text: `--private ${question}`, thread: "board:root" });
    const answer = await answerTo("p1");
    expect(answer.thread).toBe("board:dm:U0ASKER");
    expect(answer.shown.at(-1)).toMatchObject({
      question,
      buttons: expect.arrayContaining([{ action: "share", value: "board:p1", label: "Share this answer" }]),
    });
    expect((await told("p1:private")).markdown).toContain("direct messages");
    expect(publicWords()).not.toContain("3,275");

    await bot.click("s-other", answer, "share", "board:p1", "U0COLLEAGUE");
    expect((await told("s-other")).markdown).toContain("Only the person who asked");
    expect(publicWords()).not.toContain("3,275");
    await bot.click("s1", answer, "share", "board:p1", "U0ASKER");
    expect((await told("s1")).markdown).toContain("where you asked");
    const shared = await bot.shows((_, post) => post.id === "board:p1:shared");
    expect(shared).toMatchObject({ thread: "board:root", only: undefined });
    const copy = shared.shown.at(-1) as Answer;
    expect(copy.markdown).toContain("3,275");
    expect(copy.question).toBe(`U0ASKER: ${question}`);
    expect(copy.buttons.map(({ action }) => action)).not.toContain("share");
    await bot.click("s2", answer, "share", "board:p1", "U0ASKER");
    expect((await told("s2")).markdown).toContain("already shared");
    expect([...bot.posts.keys()].filter((key) => key.startsWith("board:p1:shared"))).toEqual(["board:p1:shared"]);
  });

  it("can be voted on by its asker alone, until the answer is shared", async () => {
    await bot.say({ id: "p2", text: `ask --private ${question}` });
    const answer = await answerTo("p2");
    const inChannel = { ...answer, thread: "board:p2" };
    await bot.click("v1", inChannel, "vote", "up:board:p2", "U0COLLEAGUE");
    expect((await told("v1")).markdown).toContain("can't count this vote");
    await bot.click("s3", answer, "share", "board:p2", "U0ASKER");
    await told("s3");
    await bot.click("v3", { ...inChannel, id: "board:p2:shared" }, "vote", "up:", "U0COLLEAGUE");
    expect((await told("v3")).markdown).toContain("answer helped");
  });

  it("is not put to anybody when its asker cannot be written to", async () => {
    bot.rules.current = { hasChat: () => false };
    const before = (await bot.calls(/start-conversation$/)).length;
    await bot.say({ id: "p3", text: `${question} --private` });
    const refusal = await bot.shows((_, post) => post.id === "board:p3:private");
    expect(refusal.only).toBe("U0ASKER");
    expect((await told("p3:private")).markdown).toContain("open a chat with me first");
    expect((await bot.calls(/start-conversation$/)).length).toBe(before);
  });

  it("goes on after a restart, in the same message", async () => {
    await bot.post("/control/databricks/pace", { factor: 0.3 });
    await bot.say({ id: "p4", text: `--private ${question}` });
    await bot.shows((reply, post) => post.id === "board:p4" && wordsOf(reply).includes("Sales"));
    await bot.restart();
    expect((await answerTo("p4")).thread).toBe("board:dm:U0ASKER");
    await bot.post("/control/databricks/pace", { factor: 0 });
  });

  it("is an ordinary one where nobody reads along", async () => {
    await bot.say({ id: "p5", text: `--private ${question}`, entry: "direct" });
    expect((await answerTo("p5")).shown.at(-1)).toMatchObject({ markdown: expect.stringContaining("3,275") });
    expect(wordsOf((await answerTo("p5")).shown.at(-1) as Reply)).not.toContain('"share"');
  });
});

describe("the words for a private answer", () => {
  it.each([
    "--private What is the total revenue?",
    "—private What is the total revenue?",
    "What is the total revenue? --PRIVATE",
    "privately: What is the total revenue?",
    "Privately, What is the total revenue?",
    "What is the total revenue?, privately",
  ])("are %s", (text) => {
    expect(readPrivacy(text)).toEqual({ question, isPrivate: true });
  });

  it.each(["What do privately held customers spend?", "Who pays privately?", "privately", "--private", question])(
    "are not %s",
    (text) => {
      expect(readPrivacy(text)).toEqual({ question: text, isPrivate: false });
    },
  );
});
