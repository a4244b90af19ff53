import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage, type StageOptions } from "../../support/stage.ts";

interface Delivery {
  about: string | null;
  status: number;
}

describe.each<[string, Pick<StageOptions, "redis" | "postgres">]>([
  ["Redis", { redis: "durable" }],
  ["PostgreSQL", { postgres: "durable" }],
])("a bot whose %s", (_store, options) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ ...options, fast: false, replicas: 2 });
    await stage.post("/control/databricks/pace", { factor: 0.5 });
  });
  afterEach(() => stage?.close());

  const store = () => {
    const server = stage.redis ?? stage.postgres;
    if (!server) throw new Error("The stage has no server");
    return server;
  };
  const readiness = (): Promise<Response> => fetch(`${stage.bots[0]?.url}/readyz`);
  const deliveries = async (ts: string): Promise<number[]> => {
    const all = await stage.get<Delivery[]>("/control/slack/deliveries");
    return all.filter(({ about }) => about === ts).map(({ status }) => status);
  };
  const asked = async (): Promise<number> => (await stage.get<unknown[]>("/control/databricks/questions")).length;
  const final = async (ts: string, word: string): Promise<void> => {
    const reply = await stage.answer("analytics", ts, 30_000);
    expect(reply.text).toContain(word);
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
  };

  it.each([
    ["is killed and started again", () => store().crash(), () => store().restart()],
    ["hangs for a while", async () => store().pause(), async () => store().resume()],
  ])("%s loses nothing and recovers by itself", async (_, goAway, comeBack) => {
    const before = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await eventually(async () => (await asked()) === 1, 10_000);
    await goAway();

    await eventually(async () => (await readiness()).status === 503, 10_000, "/readyz to notice");
    expect(await (await readiness()).text()).toContain("can't reach my data store");
    expect((await fetch(`${stage.bots[0]?.url}/healthz`)).status).toBe(200);
    const during = await stage.say("asker", "analytics", "@genie Which product is the top seller?");
    await eventually(
      async () => (await deliveries(during)).length >= 4,
      15_000,
      "two attempts each of the mention and the message",
    );
    // 0: no answer within Slack's three seconds, as on a busy machine. Nothing is acknowledged either way.
    for (const status of await deliveries(during)) expect(status === 0 || status >= 500, `${status}`).toBe(true);
    expect(await stage.replies("analytics", during)).toHaveLength(0);

    await comeBack();
    await eventually(async () => (await readiness()).ok, 10_000, "/readyz to be ready again");
    await final(before, "3,275");
    await final(during, "Laptop");
    expect(await asked()).toBe(2);
  });
});
