import { z } from "zod";
import { dayOf } from "../../../src/config/parameter-values.ts";
import { type BoardBot, startBoardBot } from "../../support/bots/board-bot.ts";

const Calls = z.array(z.object({ body: z.unknown() }));

describe("what concierge.yaml says about the supervisor", () => {
  const zone = "Pacific/Kiritimati";
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot({
      model: true,
      settings: { supervisor: { instructions: "Bookings are signed contracts." }, memory: { exchanges: 2 } },
      adapt: (config) => ({ ...config, timeZone: zone }),
    });
  });
  afterAll(() => bot?.close());

  it("reaches the language model: the company's words, its day, and how much of a thread is kept", async () => {
    const day = dayOf(Date.now(), zone);
    for (const [at, text] of ["What is the total revenue?", "and by region?", "and by product?"].entries()) {
      await bot.say({ id: `asked-${at}`, text, thread: "board:asked-0" });
      await bot.shows((reply, { id }) => id === `board:asked-${at}` && reply.kind === "answer", text);
    }
    const prompts = Calls.parse(await bot.control("/control/calls?service=model")).map(({ body }) =>
      JSON.stringify(body),
    );
    const plans = prompts.filter((prompt) => prompt.includes("Task: plan."));
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      expect(plan).toContain("Bookings are signed contracts.");
      expect([day, dayOf(Date.now(), zone)].some((today) => plan.includes(`Today is ${today}.`))).toBe(true);
    }
    // The third question leaves no room for the first one.
    expect(prompts.filter((prompt) => prompt.includes("Task: summary."))).toHaveLength(1);
  });
});
