import type { Reply } from "../../../src/ports/chat/reply.ts";
import { type BoardBot, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { untilPasses } from "../../support/eventually.ts";

/* Sales is for U0ASKER and the admin U0ADMIN, Inventory for the channel C9, Customer for administrators. */

const revenue = "What is the total revenue?";

describe("an agent that is not for everybody", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot({
      model: true,
      adapt: (config) => ({
        ...config,
        agents: config.agents.map((agent) => ({ ...agent, ...rights[agent.id] })),
      }),
    });
  });
  afterAll(() => bot?.close());

  const rights: Record<string, object> = {
    sales: { allow: { users: ["U0ASKER"], groups: [], channels: [], admins_only: false } },
    inventory: { allow: { users: [], groups: [], channels: ["C9"], admins_only: false } },
    customer: { allow: { users: [], groups: [], channels: [], admins_only: true } },
  };
  const ended = async (id: string) => {
    const is = (reply: Reply, post: { id: string }) => reply.kind !== "progress" && post.id === `board:${id}`;
    return bot.shows(is, `the end of ${id}`);
  };
  /** Everything that a post has ever shown. */
  const allWords = async (id: string) => (await ended(id)).shown.map(wordsOf).join();
  const asked = async () => (await bot.calls(/start-conversation$|\/messages$/)).length;
  /** Everything that was written to the language model. */
  const toModel = async (): Promise<string[]> => {
    const found = await bot.control("/control/calls?service=model");
    return (found as { body: unknown }[]).map(({ body }) => JSON.stringify(body));
  };

  it("is offered and named to those who may ask it, and to nobody else", async () => {
    for (const [text, entry] of [
      ["help", "command"],
      ["agents", "command"],
      ["hello", "mention"],
      ["I wonder about the frobnication of gizmos", "mention"],
    ] as const) {
      const id = `offer-${text.slice(0, 5)}`;
      await bot.say({ id: `${id}-c`, user: "U0COLLEAGUE", text, entry });
      expect(await allWords(`${id}-c`), text).not.toMatch(/Sales|revenue|Inventory|reorder|Customer|churn/);
      await bot.say({ id: `${id}-a`, user: "U0ASKER", text, entry });
      expect(await allWords(`${id}-a`), text).not.toMatch(/Inventory|reorder|Customer|churn/);
    }
    expect(await allWords("offer-help-a")).toContain("Sales");
    expect(await allWords("offer-agent-a")).toContain("revenue");
  });

  it("is not asked for somebody who may not, by question, click or forged suggestion", async () => {
    const [before, seen] = [await asked(), (await toModel()).length];
    await bot.say({ id: "q1", user: "U0COLLEAGUE", text: revenue });
    expect(await allWords("q1")).not.toMatch(/Sales|3,275/);
    const notice = await ended("q1");
    await bot.click("c1", notice, "ask", revenue, "U0COLLEAGUE");
    expect(await allWords("c1:ask")).not.toMatch(/Sales|3,275/);
    const forged = JSON.stringify({ agent: "sales", question: revenue });
    await bot.click("c2", notice, "ask-agent", forged, "U0COLLEAGUE");
    expect(await allWords("c2:ask")).not.toMatch(/Sales|3,275/);
    expect(await asked()).toBe(before);
    const told = (await toModel()).slice(seen);
    expect(told.length).toBeGreaterThan(0);
    expect(told.join()).not.toMatch(/"Sales|Revenue and units sold/);
  });

  it("answers the one who may, and shows others in the thread no more than what stands there", async () => {
    await bot.say({ id: "q2", user: "U0ASKER", text: "How has revenue developed over the last months?" });
    const answer = await ended("q2");
    expect(wordsOf(answer.shown.at(-1)!)).toContain("Sales");
    const page = JSON.stringify({ turn: "board:q2", table: 0, from: 0 });
    const file = JSON.stringify({ turn: "board:q2", table: 0, format: "csv" });
    for (const [action, value] of [
      ["page", page],
      ["file", file],
      ["show-again", "board:q2"],
    ] as const) {
      await bot.click(`x-${action}`, answer, action, value, "U0COLLEAGUE");
      expect(await allWords(`x-${action}`), action).toContain("only people who may ask the agents");
    }
    expect(bot.files).toEqual([]);
    const before = await asked();
    await bot.say({ id: "q3", user: "U0COLLEAGUE", text: "and in the South?", thread: "board:q2" });
    await ended("q3");
    expect(await asked()).toBe(before);
    await bot.click("own-file", answer, "file", file, "U0ASKER");
    await untilPasses(() => expect(bot.files).toHaveLength(1), 15_000);
  });

  it("is for administrators where it is for them alone, and in its channels also for them", async () => {
    await bot.say({ id: "q4", user: "U0ADMIN", text: "What are customer segments?" });
    expect(await allWords("q4")).toContain("Customer");
    await bot.say({ id: "q5", user: "U0ADMIN", text: "What needs reordering?" });
    expect(await allWords("q5")).not.toContain("Inventory");
    await bot.say({ id: "q6", user: "U0ADMIN", text: "What needs reordering?", entry: "direct" });
    expect(await allWords("q6")).toContain("Inventory");
    await bot.say({ id: "q7", user: "U0COLLEAGUE", text: "What needs reordering?", entry: "direct" });
    expect(await allWords("q7")).not.toContain("Inventory");
  });
});
