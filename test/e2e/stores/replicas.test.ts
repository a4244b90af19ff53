import { eventually } from "../../support/eventually.ts";
import { openStage, type Shown, type Stage, type StageOptions } from "../../support/stage.ts";

const question = "@genie What regions have high revenue but high churn?";

/** POSTs that asked Genie something. */
const asks = async (stage: Stage): Promise<number> =>
  (await stage.calls("databricks")).filter(
    ({ method, path, status }) => method === "POST" && /start-conversation|\/messages$/.test(path) && status === 200,
  ).length;

const status = (stage: Stage, ts: string): Promise<Shown> =>
  eventually(async () => (await stage.replies("analytics", ts))[0]);

const genie = (stage: Stage, state: string) =>
  eventually(
    async () =>
      (await stage.get<{ status: string }[]>("/control/databricks/questions")).some(({ status }) => status === state),
    15_000,
    `Genie to be ${state}`,
  );

const stores: [string, StageOptions][] = [
  ["Redis", { redis: true }],
  ["PostgreSQL", { postgres: true }],
];

/* Each replica runs one step at a time, so that the act of a person is never handled where the step is held. */
describe.each(stores)("two replicas on one %s", (_, store) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ fast: false, replicas: 2, ...store, limits: { concurrency: 1 } });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.post("/control/reset", {}));

  it.each([1, 2, 3])("cancel the plan that the other one makes, at once (%i)", async () => {
    await stage.fault({ service: "model", kind: "held" });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(stage, ts);
    await stage.met("model");
    await stage.click("asker", "analytics", post, "cancel");
    await stage.answer("analytics", ts, 5_000);
    expect(await asks(stage)).toBe(0);
  });

  it("cancel a check that the other one makes, at once", async () => {
    for (const match of ["revenue", "churn"]) await stage.post("/control/databricks/question", { match, hang: true });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(stage, ts);
    await genie(stage, "ASKING_AI");
    await stage.fault({ service: "databricks", match: "GET /api/2.0/genie", kind: "held" });
    await stage.met("databricks");
    await stage.click("asker", "analytics", post, "cancel");
    await stage.answer("analytics", ts, 5_000);
  });

  it("name in a cancel what had been answered, whichever of them saw it", async () => {
    await stage.post("/control/databricks/question", { match: "churn", hang: true });
    const ts = await stage.say("asker", "analytics", question);
    const { ts: post } = await status(stage, ts);
    await genie(stage, "COMPLETED");
    await eventually(async () => /(Sales|Customer): \d+ rows?/.test((await status(stage, ts)).text));
    // Either may have looked: the one that is left is new and has seen nothing.
    await stage.kill(0);
    await stage.start(0);
    await stage.kill(1);
    await stage.click("asker", "analytics", post, "cancel");
    const reply = await stage.answer("analytics", ts, 12_000);
    await stage.start(1);
    expect(reply.text).toMatch(/(Sales|Customer) had already answered: /);
  });

  it("reset a thread whose question the other one works on, at once", async () => {
    await stage.fault({ service: "model", kind: "held" });
    const ts = await stage.say("asker", "analytics", question);
    await status(stage, ts);
    await stage.met("model");
    await stage.say("asker", "analytics", "reset", ts);
    await stage.answer("analytics", ts, 5_000);
    const forgotten = await stage.answer("analytics", ts, 5_000, 1);
    expect(forgotten.text).toContain("I've forgotten this conversation");
  });

  it("answer a message that each of them was given once", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "slack", kind: "duplicate", times: 2 });
    const ts = await stage.say("asker", "analytics", question);
    await stage.answer("analytics", ts);
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
    expect(await asks(stage)).toBe(2);
  });
});

describe.each(stores)("a replica on %s that", (_, store) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ fast: false, replicas: 2, ...store });
    await stage.kill(1);
  });
  afterEach(() => stage?.close());

  /** Replica 0 is alone until `met` holds; then it goes, and the other one has to bring the answer. */
  const handedOver = async (
    end: "kill" | "stop",
    met: (ts: string) => Promise<unknown>,
    gone: (ts: string, since: number) => Promise<unknown> = async () => undefined,
  ): Promise<void> => {
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    const { ts: post } = await status(stage, ts);
    await met(ts);
    await stage.start(1);
    await stage.bots[0]?.[end]();
    await gone(ts, Date.now());
    const reply = await stage.answer("analytics", ts, 20_000);
    expect(reply.ts).toBe(post);
    expect(reply.text).toContain("3,275");
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
    expect(await asks(stage)).toBe(1);
  };

  it("dies while its question is out leaves the progress to the other, in the same message", async () => {
    const shown = async (ts: string, since = 0): Promise<boolean> => {
      const [status] = await stage.replies("analytics", ts);
      return status?.edits.some(({ at, text }) => at >= since && text.includes("Sales: ")) ?? false;
    };
    // Genie is slow until the other one has told how far it is.
    await stage.post("/control/databricks/pace", { factor: 60 });
    await handedOver(
      "kill",
      (ts) => eventually(() => shown(ts), 10_000),
      async (ts, since) => {
        await eventually(() => shown(ts, since), 20_000, "progress that the other one tells");
        await stage.post("/control/databricks/pace", { factor: 0 });
      },
    );
  });

  it("dies in the middle of a step leaves it to the other", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "model", kind: "held" });
    await handedOver("kill", () => stage.met("model"));
  });

  it("is stopped in the middle of a step ends it before it goes", async () => {
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "model", kind: "slow", times: 1, ms: 6_000 });
    await handedOver("stop", () => stage.met("model"));
  });
});
