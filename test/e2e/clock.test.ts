import { eventually } from "../support/eventually.ts";
import { openStage, type Stage } from "../support/stage.ts";

const preload = new URL("../support/set-clock.ts", import.meta.url).pathname;

describe.each([
  ["SQLite", {}],
  ["Redis", { redis: true }],
])("a turn on %s", (_, stores) => {
  let stage: Stage;
  afterEach(() => stage?.close());

  it.each([
    ["back by an hour", "-3600000"],
    ["forward by an hour", "3600000"],
  ])("goes on to its answer when the wall clock is set %s", async (_name, ms) => {
    stage = await openStage({
      ...stores,
      fast: false,
      env: { NODE_OPTIONS: `--import ${preload}`, CLOCK_SET_MS: ms },
    });
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await eventually(async () => (await stage.replies("analytics", ts))[0]?.text.includes("Sales: "), 15_000);
    await stage.post("/control/databricks/pace", { factor: 1_000 });
    process.kill(stage.bots[0]?.pid ?? 0, "SIGUSR2");
    await stage.post("/control/databricks/pace", { factor: 0.5 });
    const reply = await stage.answer("analytics", ts);
    expect(reply.text).toContain("3,275");
  });
});
