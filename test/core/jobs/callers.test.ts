import { order } from "../../../src/jobs/job-order.ts";
import { type JobWorld, openJobWorld } from "../../support/databricks/job-life.ts";
import { eventually } from "../../support/eventually.ts";

let world: JobWorld;
beforeAll(async () => {
  world = await openJobWorld();
});
afterAll(() => world.close());

it("calls on behalf of the person who acts or started the run, and polls as the bot", async () => {
  world.databricks.scriptRun({ job: world.anomalies, outcome: "success", seconds: 1 });
  const life = world.openLife();
  const at = { place: life.place, words: "please", supervised: false };
  const live = life.live({
    wish: async (commands, { actor }) => {
      await commands.execute(order("start", { job: "anomalies" }), { ...at, id: "wish", actor });
      return true;
    },
    confirm: async (commands, { actor, place }) => {
      const on = { platform: "slack" as const, thread: place.thread, id: null };
      const click = { action: "job-start", value: "wish", actor, place, external: false, on };
      if (!life.shown().some(({ blocks }) => JSON.stringify(blocks).includes("job-start"))) return false;
      await commands.click({ kind: "click", id: "confirm", ...click });
      return true;
    },
  });
  await eventually(live.ended, 20_000);
  expect(world.callers("/run-now")).toEqual(new Set(["U0ASKER"]));
  expect(world.callers("/runs/get-output")).toEqual(new Set(["U0ASKER"]));
  expect(world.callers("/runs/get")).toEqual(new Set(["U0ASKER", "bot"]));
  expect(world.callers("/runs/list")).toEqual(new Set(["bot"]));
  await live.stop();
  life.drop();
});
