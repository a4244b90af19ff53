import { type BoardBot, startBoardBot } from "../../support/bots/board-bot.ts";

describe("a language model that is slow", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot({ model: true });
  });
  afterAll(() => bot?.close());

  it("keeps no rows from an answer that were there when it began to write", async () => {
    // Longer than results are remembered between two looks.
    const slow = { service: "model", kind: "slow", match: "Task: answer", ms: 17_000, times: 1 };
    expect((await bot.post("/control/faults", slow)).status).toBe(200);
    await bot.say({ id: "days", text: "Daily cost since August, and failed runs per day since August" });
    const post = await bot.shows(
      (reply, { id }) => id === "board:days" && reply.kind === "answer",
      "an answer",
      40_000,
    );
    // A checkpoint keeps fifty.
    expect(post.shown.at(-1)).toMatchObject({ tables: [{ title: "Cost", table: { rows: { length: 100 } } }] });
  }, 60_000);
});
