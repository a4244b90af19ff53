import { eventually } from "../support/eventually.ts";
import { type CallShown, openStage, type Shown, type Stage } from "../support/stage.ts";

/** Long enough for a busy machine to ask within it whatever a test asks within a minute. */
const minuteMs = 8_000;
const perMinute = 3;

/** Calls that asked Genie something, taken or not. */
const questions = async (stage: Stage): Promise<CallShown[]> =>
  (await stage.calls("databricks")).filter(
    ({ method, path }) => method === "POST" && /start-conversation|\/messages$/.test(path),
  );
const sayings = (calls: CallShown[]): string[] => calls.map(({ body }) => JSON.stringify(body));

/** The most questions within a minute; some are longer on their way than others, so the end of it does not count. */
const most = (calls: CallShown[]): number =>
  Math.max(...calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at < at + minuteMs / 2).length));

const ask = (stage: Stage, user: string, question: string) => stage.say(user, "analytics", `@genie ${question}`);

const queued = (stage: Stage, ts: string, words = "yours is number "): Promise<Shown> =>
  eventually(async () => {
    const [reply] = await stage.replies("analytics", ts);
    return reply?.text.includes(words) ? reply : undefined;
  }, 8_000);

/** Asks all that a minute allows. */
const useUp = async (stage: Stage): Promise<void> => {
  await Promise.all(Array.from({ length: perMinute }, () => ask(stage, "admin", "What needs reordering?")));
  await eventually(async () => (await questions(stage)).length === perMinute);
};

describe("the workspace's quota for Genie", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ model: false, minuteMs, limits: { genie_questions_per_minute: perMinute } });
  });
  afterEach(() => stage?.close());

  it("lets people take turns, shows place and wait, and asks no more a minute than allowed", async () => {
    const burst: string[] = [];
    for (let at = 0; at < perMinute + 3; at += 1) burst.push(await ask(stage, "asker", "What is the total revenue?"));
    await eventually(async () => (await questions(stage)).length === perMinute);
    const single = await ask(stage, "colleague", "Which product is the top seller?");
    const { text } = await queued(stage, single);
    expect(text).toMatch(/Genie takes only 3 questions a minute; yours is number [23] in the queue, about \d+ s/);
    for (const ts of [single, ...burst]) await stage.answer("analytics", ts);
    const calls = await questions(stage);
    expect(calls).toHaveLength(burst.length + 1);
    expect(sayings(calls).findIndex((body) => body.includes("top seller"))).toBeLessThan(perMinute + 3);
    expect(most(calls)).toBe(perMinute);
  });

  it("lets a waiting question be cancelled at once, and the next one go", async () => {
    await useUp(stage);
    const first = await ask(stage, "asker", "What is the total revenue?");
    const second = await ask(stage, "colleague", "Which product is the top seller?");
    const { ts: post } = await queued(stage, first);
    await stage.click("asker", "analytics", post, "cancel");
    const cancelled = await stage.answer("analytics", first, 5_000);
    expect(cancelled.text).toMatch(/Cancelled.*Nothing had been asked yet/s);
    expect((await stage.answer("analytics", second)).text).toContain("Laptop");
    expect(sayings(await questions(stage)).join()).not.toContain("total revenue");
  });

  it("loses no waiting question when the bot is killed, and asks once", async () => {
    await useUp(stage);
    const ts = await ask(stage, "asker", "What is the total revenue?");
    await queued(stage, ts);
    await stage.restart();
    expect((await stage.answer("analytics", ts)).text).toContain("3,275");
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
    expect(sayings(await questions(stage)).filter((body) => body.includes("total revenue"))).toHaveLength(1);
  });
});

describe("a Genie that takes fewer questions than we think", () => {
  it("answers every question of two replicas once, and is not overrun", async () => {
    const stage = await openStage({ model: false, minuteMs, genieLimit: 2, replicas: 2, shared: true });
    const threads: string[] = [];
    for (let at = 0; at < 5; at += 1)
      threads.push(await ask(stage, at % 2 ? "asker" : "colleague", "What is the total revenue?"));
    for (const ts of threads) {
      expect((await stage.answer("analytics", ts, 20_000)).text).toContain("3,275");
      expect(await stage.replies("analytics", ts)).toHaveLength(1);
    }
    const calls = await questions(stage);
    await stage.close();
    expect(calls.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(calls.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThan(60);
  });
});
