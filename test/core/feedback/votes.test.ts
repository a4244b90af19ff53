import type { Notice, Reply } from "../../../src/ports/chat/reply.ts";
import type { JournalEntry } from "../../../src/ports/stores/journal.ts";
import { type BoardBot, type BoardPost, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";

describe("votes on an answer", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterAll(() => bot?.close());

  const ask = async (id: string, text = "What is the total revenue?"): Promise<BoardPost> => {
    await bot.say({ id, text });
    return bot.shows((reply, post) => reply.kind === "answer" && post.id === `board:${id}`, `the answer to ${id}`);
  };
  const vote = (id: string, on: BoardPost, act: string, user: string) =>
    bot.click(id, on, "vote", `${act}:${on.id}`, user);
  const told = async (id: string): Promise<Notice> =>
    (await bot.shows((_, post) => post.id === `board:${id}`, `what ${id} is told`)).shown.at(-1) as Notice;
  const feedback = async (on: BoardPost): Promise<JournalEntry[]> =>
    (await bot.journal("feedback")).filter(({ details }) => details["turn"] === on.id);
  const voted = (on: BoardPost, ...expected: [user: string, vote: string][]) =>
    eventually(async () => {
      const entries = (await feedback(on)).map(({ actor, outcome }) => `${actor.user} ${outcome}`);
      return (
        entries.toSorted().join() ===
          expected
            .map((one) => one.join(" "))
            .toSorted()
            .join() || undefined
      );
    }, 8_000);
  const ratings = async (): Promise<unknown[]> => (await bot.calls(/\/feedback$/)).map(({ body }) => body);
  /** The ratings that Genie got since there were so many. */
  const rated = (since: number, last: object) =>
    eventually(async () => {
      const all = (await ratings()).slice(since);
      return JSON.stringify(all.at(-1)) === JSON.stringify(last) ? all : undefined;
    }, 8_000);

  it("count once for each person, can be changed and taken back, and Genie gets their balance", async () => {
    const answer = await ask("balance");
    expect(answer.shown.at(-1)).toMatchObject({ rated: "board:balance" });
    await vote("b1", answer, "up", "U0ASKER");
    await vote("b2", answer, "up", "U0ASKER");
    expect((await told("b2")).markdown).toContain("answer helped");
    await rated(0, { rating: "POSITIVE" });
    await voted(answer, ["U0ASKER", "up"]);
    await vote("b3", answer, "down", "U0COLLEAGUE");
    await rated(1, { rating: "NONE" });
    await vote("b4", answer, "down", "U0ADMIN");
    await rated(2, { rating: "NEGATIVE" });
    await voted(answer, ["U0ASKER", "up"], ["U0COLLEAGUE", "down"], ["U0ADMIN", "down"]);
    await vote("b5", answer, "none", "U0COLLEAGUE");
    expect((await told("b5")).markdown).toContain("no longer counts");
    await rated(3, { rating: "NONE" });
    await vote("b6", answer, "up", "U0ADMIN");
    await rated(4, { rating: "POSITIVE" });
    await voted(answer, ["U0ASKER", "up"], ["U0COLLEAGUE", "none"], ["U0ADMIN", "up"]);
    expect(await ratings()).toHaveLength(5);
  });

  it("are told to the voter alone, who can take the vote back", async () => {
    const answer = await ask("told");
    await vote("t1", answer, "down", "U0COLLEAGUE");
    const post = await bot.shows((_, { id }) => id === "board:t1");
    expect(post.only).toBe("U0COLLEAGUE");
    expect((await told("t1")).buttons).toEqual([
      { action: "vote", value: "why:board:told", label: "Say why" },
      { action: "vote", value: "none:board:told", label: "Take it back" },
    ]);
  });

  it("come with a reason, kept with the question, the SQL and the answer, and told to Genie", async () => {
    const before = (await ratings()).length;
    const answer = await ask("why", "What is the total revenue by region?");
    await vote("w1", answer, "down", "U0ASKER");
    await remark(bot, "w2", answer, "down", { reason: "Wrong figures", comment: "North is too high" });
    const all = await rated(before, { rating: "NEGATIVE", comment: "Wrong figures: North is too high" });
    expect(all.length).toBeLessThanOrEqual(2);
    const [entry, ...others] = await feedback(answer);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      kind: "feedback",
      outcome: "down",
      actor: { user: "U0ASKER" },
      place: { platform: "board", channelId: "C1", thread: "board:why" },
      details: {
        question: "What is the total revenue by region?",
        asks: [{ agent: "sales", question: "What is the total revenue by region?" }],
        sql: expect.stringMatching(/select/i),
        answer: expect.stringContaining("North"),
        reason: "Wrong figures",
        comment: "North is too high",
      },
    });
  });

  it("are not counted when they are forged, or cast where the answer is not", async () => {
    const answer = await ask("forged");
    const before = (await ratings()).length;
    const forged = ["sideways:board:forged", "up:board:nothing", "up", "", "down:__proto__"];
    for (const [index, value] of forged.entries()) {
      await bot.click(`f${index}`, { ...answer, id: "elsewhere" }, "vote", value, "U0COLLEAGUE");
      expect((await told(`f${index}`)).markdown).toContain("I can't count this vote");
    }
    await remark(bot, "f-reason", answer, "down", { reason: "Because I say so" });
    expect((await told("f-reason")).markdown).toContain("I can't count this vote");
    const place = { platform: "board", thread: answer.thread, channelId: "C2", direct: false, to: null };
    await bot.act({
      ...{ kind: "click", id: "board:f-place", place, external: false, action: "vote", value: `up:${answer.id}` },
      actor: { platform: "board", tenant: "B1", user: "U0COLLEAGUE" },
      on: { platform: "board", thread: answer.thread, id: answer.id },
    });
    expect((await told("f-place")).markdown).toContain("I can't count this vote");
    bot.rules.current = { membership: () => "guest" };
    await vote("f-guest", answer, "up", "gus");
    expect((await told("f-guest")).markdown).toContain("guest accounts");
    bot.rules.current = {};
    expect(await feedback(answer)).toEqual([]);
    expect((await ratings()).length).toBe(before);
  });

  it("need no turn where the platform tells only which message was voted on", async () => {
    const answer = await ask("native");
    await bot.click("n1", answer, "vote", "up:", "U0COLLEAGUE");
    expect((await told("n1")).markdown).toContain("answer helped");
    await voted(answer, ["U0COLLEAGUE", "up"]);
  });

  it("reach Genie once it is there again", async () => {
    const answer = await ask("away");
    const before = (await ratings()).length;
    await bot.post("/control/faults", { service: "databricks", match: "feedback", kind: "503", times: 3 });
    await vote("a1", answer, "up", "U0ASKER");
    await voted(answer, ["U0ASKER", "up"]);
    const statuses = async () => (await bot.calls(/\/feedback$/)).slice(before).map(({ status }) => status);
    await eventually(async () => (await statuses()).includes(200) || undefined, 15_000);
    expect(await statuses()).toEqual([503, 503, 503, 200]);
  });
});

/** Sends a form about a vote. */
const remark = (bot: BoardBot, id: string, on: BoardPost, vote: string, fields: Record<string, string>) =>
  bot.act({
    ...{ kind: "form", id: `board:${id}`, external: false, action: "vote", value: `${vote}:${on.id}`, fields },
    actor: { platform: "board", tenant: "B1", user: "U0ASKER" },
    place: { platform: "board", thread: on.thread, channelId: "C1", direct: false, to: null },
  });

describe("the journal of turns", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterAll(() => bot?.close());

  const final = (id: string) =>
    bot.shows((reply: Reply, post) => reply.kind !== "progress" && post.id === `board:${id}`, `the end of ${id}`);
  const turn = (id: string) =>
    eventually(async () => (await bot.journal("turn")).find(({ details }) => details["turn"] === `board:${id}`), 8_000);

  it("has one entry for each, with how it ended", async () => {
    await bot.say({ id: "ok", text: "What is the total revenue?" });
    await final("ok");
    expect(await turn("ok")).toMatchObject({
      outcome: "answered",
      agent: "sales",
      actor: { user: "U0ASKER" },
      details: {
        question: "What is the total revenue?",
        agents: ["sales"],
        links: [expect.stringContaining("/genie/rooms/")],
      },
    });
    await bot.say({ id: "hello", text: "hello" });
    await final("hello");
    expect((await turn("hello"))?.outcome).toBe("replied");
    await bot.post("/control/faults", {
      service: "databricks",
      match: "start-conversation",
      kind: "permission",
      times: 1,
    });
    await bot.say({ id: "denied", text: "What is the total revenue?" });
    const shown = await final("denied");
    expect(wordsOf(shown.shown.at(-1) as Reply)).not.toContain("board:denied");
    expect(await turn("denied")).toMatchObject({ outcome: "unanswered", details: { codes: [expect.any(String)] } });
    expect(await bot.journal("turn")).toHaveLength(3);
  });
});
