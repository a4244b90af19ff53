import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage, whole } from "../../support/stage.ts";

/* A process that is killed with many tasks in hand, again and again, must not make them look like what killed it. */

describe("a bot that is killed three times with forty questions in hand", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model: true });
  });
  afterAll(() => stage?.close());

  it("answers every one of them", async () => {
    // Each step waits for the model, so that all of them are in hand.
    await stage.fault({ service: "model", kind: "slow", times: 200, ms: 4_000 });
    const asked = await Promise.all(
      Array.from({ length: 40 }, () => stage.say("asker", "analytics", "@genie What is the total revenue?")),
    );
    const running = async (): Promise<number> => {
      const metrics = await (await fetch(`${stage.bots[0]?.url}/metrics`)).text();
      return Number(/concierge_tasks\{state="running"\} (\d+)/.exec(metrics)?.[1]);
    };
    for (let kill = 0; kill < 3; kill += 1) {
      await eventually(async () => (await running()) >= 40, 30_000, "forty tasks in hand");
      await stage.restart();
    }
    stage.sandbox.traffic.faults = [];
    for (const ts of asked) {
      const reply = await stage.answer("analytics", ts, 120_000);
      expect(whole(reply)).toContain("3,275");
    }
    expect(stage.output()).toContain('"event":"task.isolated"');
    expect(stage.output()).not.toContain("task.poison");
  }, 300_000);
});
