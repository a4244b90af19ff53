import { openStage, type Stage } from "../../support/stage.ts";
import { startCluster } from "../../support/stores/redis.ts";

describe("the bot on a Redis Cluster", () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let stage: Stage;
  beforeAll(async () => {
    cluster = await startCluster();
    stage = await openStage({ fast: true, env: { REDIS_URL: cluster.url } });
  });
  afterAll(async () => {
    await stage?.close();
    await cluster?.stop();
  });

  it("answers a question and, started anew, the one that follows from it", async () => {
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    expect((await stage.answer("analytics", ts)).text).toContain("3,275");
    await stage.restart();
    await stage.say("asker", "analytics", "and in the South?", ts);
    expect((await stage.answer("analytics", ts, 15_000, 1)).text).toContain("750");
  });
});
