import { chaosRound } from "../../chaos/round.ts";
import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";
import { askServer, type PostgresPair, startPostgresPair } from "../../support/stores/postgres-pair.ts";

/** POSTs that asked Genie something. */
const asks = async (stage: Stage): Promise<number> =>
  (await stage.calls("databricks")).filter(
    ({ method, path, status }) => method === "POST" && /start-conversation|\/messages$/.test(path) && status === 200,
  ).length;

describe("two replicas on one PostgreSQL", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ fast: false, replicas: 2, postgres: "durable" });
    await stage.post("/control/databricks/pace", { factor: 0.3 });
  });
  afterAll(() => stage?.close());
  afterEach(async () => {
    await stage.post("/control/reset", {});
    await stage.post("/control/databricks/pace", { factor: 0.3 });
  });

  const ready = (replica: number) =>
    eventually(async () => (await fetch(`${stage.bots[replica]?.url}/readyz`)).ok, 15_000, "a replica to be ready");
  const answered = async (ts: string, word: string): Promise<void> => {
    expect((await stage.answer("analytics", ts, 30_000)).text).toContain(word);
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
  };

  it("answer questions, and go on with a conversation", async () => {
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await answered(ts, "3,275");
    await stage.say("asker", "analytics", "@genie Which product is the top seller?", ts);
    expect((await stage.answer("analytics", ts, 30_000, 1)).text).toContain("Laptop");
  });

  it("take over from one that is killed, in the same message", async () => {
    await stage.kill(1);
    await stage.post("/control/databricks/pace", { factor: 0 });
    await stage.fault({ service: "model", kind: "held" });
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await stage.met("model");
    await stage.start(1);
    await stage.kill(0);
    await answered(ts, "3,275");
    expect(await asks(stage)).toBe(1);
    await stage.start(0);
  });

  it("lose nothing when the server is killed and started again", async () => {
    const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
    await eventually(async () => (await asks(stage)) === 1, 10_000);
    await stage.postgres?.crash();
    await eventually(async () => (await fetch(`${stage.bots[0]?.url}/readyz`)).status === 503, 10_000, "503");
    await stage.postgres?.restart();
    await Promise.all([ready(0), ready(1)]);
    await answered(ts, "3,275");
    expect(await asks(stage)).toBe(1);
    expect(stage.output()).toContain("postgres.down");
  });
});

describe("two replicas on a PostgreSQL that fails over", () => {
  let pair: PostgresPair;
  let stage: Stage;
  beforeAll(async () => {
    pair = await startPostgresPair();
    stage = await openStage({ fast: false, replicas: 2, env: { DATABASE_URL: pair.url } });
    await stage.post("/control/databricks/pace", { factor: 0.3 });
  });
  afterAll(async () => {
    await stage?.close();
    await pair?.stop();
  });

  /** Asks at once, in as many threads; resolves when Genie has all of the questions. */
  const ask = async (questions: number): Promise<string[]> => {
    const before = await asks(stage);
    const say = () => stage.say("asker", "analytics", "@genie What is the total revenue?");
    const threads = await Promise.all(Array.from({ length: questions }, say));
    await eventually(async () => (await asks(stage)) === before + questions, 20_000, "questions at Genie");
    return threads;
  };
  const answeredOnce = async (threads: string[]): Promise<void> => {
    for (const ts of threads) {
      expect((await stage.answer("analytics", ts, 30_000)).text).toContain("3,275");
      expect(await stage.replies("analytics", ts)).toHaveLength(1);
    }
  };

  it("answer once what was asked while all of their connections are cut, again and again", async () => {
    const threads = await ask(8);
    const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'genie-concierge'";
    const cutAll = async (): Promise<boolean> => ((await askServer(pair.primary.url, cut)) ?? 0) > 0;
    for (let times = 0; times < 10; times += 1) {
      await eventually(cutAll, 20_000, "connections to cut");
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await answeredOnce(threads);
    expect(await asks(stage)).toBe(8);
  });

  it("answer once, from the second server, what was asked before the first one died", async () => {
    const before = await asks(stage);
    const threads = await ask(8);
    await pair.primary.crash();
    await pair.failOver();
    await answeredOnce(threads);
    expect(await asks(stage)).toBe(before + 8);
    const after = await ask(1);
    await answeredOnce(after);
    const [first = ""] = threads;
    await stage.say("asker", "analytics", "@genie Which product is the top seller?", first);
    expect((await stage.answer("analytics", first, 30_000, 1)).text).toContain("Laptop");
  });
});

/* npm run chaos -- --store postgres --rounds 20 plays more and longer ones. */
describe("three replicas on one PostgreSQL in chaos", () => {
  it("answer every question once, in one message, in order, and leave nothing behind", {
    timeout: 600_000,
  }, async () => {
    const seed = Date.now() % 1_000_000;
    const { wrong, output } = await chaosRound({ store: "postgres", seed, threads: 40, stormMs: 10_000 });
    expect(wrong, `seed ${seed}\n${output.slice(-20_000)}`).toEqual([]);
  });
});
