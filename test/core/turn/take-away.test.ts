import { type BoardBot, type BoardPost, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";

describe("taking a reply away", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterAll(() => bot?.close());

  const ask = async (id: string): Promise<BoardPost> => {
    await bot.say({ id, text: "What is the total revenue?" });
    const post = await bot.shows((reply, { id: of }) => reply.kind === "answer" && of === `board:${id}`);
    await eventually(async () => (await bot.journal("turn")).some(({ details }) => details["turn"] === post.id));
    return post;
  };
  const take = (id: string, on: BoardPost, user: string) =>
    bot.act({
      ...{ kind: "remove", id: `board:${id}`, external: false },
      actor: { platform: "board", tenant: "B1", user },
      place: { platform: "board", thread: on.thread, channelId: "C1", direct: false, to: null },
      on: { platform: "board", thread: on.thread, id: on.id },
    });
  const audited = (id: string) =>
    eventually(async () => {
      const found = (await bot.audit()).filter((entry) => entry.id === `remove:board:${id}`);
      return found.length > 0 ? found.map(({ action, outcome, actor }) => [action, outcome, actor.user]) : undefined;
    });

  it.each(["U0ASKER", "U0ADMIN"])("is done for the asker and for administrators: %s", async (user) => {
    const answer = await ask(`own-${user}`);
    await take(`t-${user}`, answer, user);
    expect(await audited(`t-${user}`)).toEqual([["remove", "a reply was taken away", user]]);
    expect(bot.posts.has(answer.id)).toBe(false);
  });

  it("is not done for others, who are told so alone", async () => {
    const answer = await ask("other");
    await take("t-other", answer, "U0COLLEAGUE");
    const told = await bot.shows((_, { id }) => id === "board:t-other");
    expect(told.only).toBe("U0COLLEAGUE");
    expect(told.shown.at(-1)).toMatchObject({
      markdown: "Only U0ASKER or an administrator can take this message away.",
    });
    expect(await audited("t-other")).toEqual([["remove", "refused", "U0COLLEAGUE"]]);
    expect(bot.posts.has(answer.id)).toBe(true);
  });

  it("is done by no button of another message, which clients can name as theirs", async () => {
    const answer = await ask("stays");
    const thread = answer.thread;
    await bot.say({ id: "own", user: "U0COLLEAGUE", text: "What are customer segments?", thread });
    await bot.shows((reply, { id }) => reply.kind === "answer" && id === "board:own");
    const other = JSON.stringify({ turn: "board:own", agent: "sales" });
    await bot.click("forged-other", answer, "ask-other", other, "U0COLLEAGUE");
    await bot.shows((reply, { id }) => reply.kind === "answer" && id === "board:forged-other:ask");
    await bot.click("forged-cancel", answer, "cancel", "board:own", "U0COLLEAGUE");
    await bot.shows((_, { id }) => id === "board:forged-cancel");
    expect(wordsOf(bot.posts.get(answer.id)!.shown.at(-1)!)).toContain("3,275");
  });

  it("leaves alone what answers no question, and is refused to guests", async () => {
    const answer = await ask("guest");
    await bot.say({ id: "help", text: "help" });
    const help = await bot.shows((_, { id }) => id === "board:help");
    await take("t-help", help, "U0ASKER");
    bot.rules.current = { membership: () => "guest" };
    await take("t-guest", answer, "gus");
    expect(await audited("t-guest")).toEqual([["remove", "refused: access.guest", "gus"]]);
    bot.rules.current = {};
    expect([bot.posts.has(help.id), bot.posts.has(answer.id)]).toEqual([true, true]);
  });
});
