import { Problem } from "../../../src/errors.ts";
import type { Answer, Notice, Reply } from "../../../src/ports/chat/reply.ts";
import { readPrivacy } from "../../../src/turn/privacy/private-words.ts";
import { type BoardBot, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";

const question = "What is the total revenue?";
const refused = Problem.of("slack.archived", {});

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

  it("can be shared again when the platform refused it at first", async () => {
    await bot.say({ id: "p8", text: `--private ${question}`, thread: "board:p8-channel" });
    const answer = await answerTo("p8");
    bot.rules.current = { refuses: (reply, how) => (how === "post" && reply.kind === "answer" ? refused : undefined) };
    await bot.click("again-1", answer, "share", "board:p8", "U0ASKER");
    const failed = await bot.shows((reply, post) => post.id.startsWith("board:again-1") && reply.kind === "notice");
    expect(wordsOf(failed.shown.at(-1) as Reply)).not.toContain("where you asked");
    bot.rules.current = {};
    await bot.click("again-2", answer, "share", "board:p8", "U0ASKER");
    expect((await told("again-2")).markdown).toContain("where you asked");
    expect((await bot.shows((_, post) => post.id === "board:p8:shared")).thread).toBe("board:p8-channel");
  });

  it("cannot be shown in a channel by a forged button, by whomever", async () => {
    await bot.say({ id: "p7", text: `--private ${question}`, thread: "board:p7-channel" });
    await answerTo("p7");
    const note = await bot.shows((_, post) => post.id === "board:p7:private");
    const inChannel = { ...note, id: "board:p7:private", thread: "board:p7-channel" };
    await bot.click("f1", inChannel, "show-again", "board:p7", "U0ASKER");
    expect((await told("f1")).markdown).toContain("can see this answer");
    expect(wordsOf(note.shown.at(-1) as Reply)).not.toContain("3,275");
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

describe("an agent that is marked sensitive", () => {
  let bot: BoardBot;
  const channels: string[] = [];
  beforeAll(async () => {
    bot = await startBoardBot({
      adapt: (config) => ({
        ...config,
        agents: config.agents.map((agent) => ({ ...agent, sensitive: agent.id === "sales" })),
        access: { ...config.access, sensitive_channels: channels },
      }),
    });
  });
  afterEach(() => {
    channels.length = 0;
    bot.rules.current = {};
  });
  afterAll(() => bot?.close());

  const ended = (id: string) =>
    bot.shows((reply, post) => reply.kind !== "progress" && post.id === `board:${id}`, `the end of ${id}`);
  const publicWords = () =>
    [...bot.posts.values()]
      .filter(({ thread, only }) => !thread.startsWith("board:dm:") && only === undefined)
      .flatMap(({ shown }) => shown.map(wordsOf))
      .join();

  it("answers its asker in private, says so where it was asked, and the answer cannot be shared there", async () => {
    await bot.say({ id: "s1", text: question });
    const answer = await ended("s1:direct");
    expect(answer.thread).toBe("board:dm:U0ASKER");
    expect(wordsOf(answer.shown.at(-1) as Reply)).toContain("3,275");
    expect(wordsOf(answer.shown.at(-1) as Reply)).not.toContain('"share"');
    const place = (await ended("s1")).shown.at(-1) as Notice;
    expect(place.markdown).toBe(
      "Sales only answers in private, so I'll send the answer to the person who asked as a direct message.",
    );
    await bot.click("s2", answer, "share", "board:s1:direct", "U0ASKER");
    expect(((await ended("s2")).shown.at(-1) as Notice).markdown).toContain("can't be shared there");
    expect(publicWords()).not.toContain("3,275");
    expect((await bot.journal("turn")).map(({ outcome }) => outcome)).toEqual(["moved", "answered"]);
  });

  it("is not remembered in the thread where it was asked", async () => {
    await bot.say({ id: "s3", text: question, thread: "board:talk" });
    await ended("s3:direct");
    await bot.say({ id: "s4", user: "U0COLLEAGUE", text: "and in the South?", thread: "board:talk" });
    expect(wordsOf((await ended("s4")).shown.at(-1) as Reply)).not.toContain("750");
    expect(publicWords()).not.toContain("3,275");
  });

  it("does not answer beside others in the open either", async () => {
    await bot.say({ id: "s5", text: "What regions have high revenue but high churn?" });
    expect((await ended("s5:direct")).thread).toBe("board:dm:U0ASKER");
    expect(((await ended("s5")).shown.at(-1) as Notice).kind).toBe("notice");
  });

  it("answers in a channel that is listed, and so do all others everywhere", async () => {
    channels.push("C1");
    await bot.say({ id: "s6", text: question });
    expect(wordsOf((await ended("s6")).shown.at(-1) as Reply)).toContain("3,275");
    channels.length = 0;
    await bot.say({ id: "s7", text: "What needs reordering?" });
    expect((await ended("s7")).shown.at(-1)).toMatchObject({ kind: "answer" });
  });

  it("is not asked at all when its asker cannot be written to", async () => {
    bot.rules.current = { hasChat: () => false };
    await bot.say({ id: "s8", text: question });
    expect(((await ended("s8:direct:private")).shown.at(-1) as Notice).markdown).toContain("open a chat with me first");
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
    "What is the total revenue? Reply privately, please.",
    "What is the total revenue? answer me in private",
    "What is the total revenue? Privately!",
    "What is the total revenue?\nby DM",
    "What is the total revenue? Just for me.",
    "What is the total revenue? Bitte antworte mir privat.",
    "What is the total revenue? Nur für mich bitte",
  ])("are %s", (text) => {
    expect(readPrivacy(text)).toEqual({ question, isPrivate: true });
  });

  it.each([
    "What do privately held customers spend?",
    "Who pays privately?",
    "privately",
    "--private",
    question,
    "Who is in. Do they pay in private?",
    "in private",
    "Reply privately",
    "What do we do in private. Not much?",
  ])("are not %s", (text) => {
    expect(readPrivacy(text)).toEqual({ question: text, isPrivate: false });
  });
});
