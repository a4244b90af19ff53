import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";

/** POSTs that asked Genie something. */
const questions = async (stage: Stage): Promise<number> =>
  (await stage.calls("databricks")).filter(
    ({ method, path, status }) => method === "POST" && /start-conversation|\/messages$/.test(path) && status === 200,
  ).length;

const posts = async (stage: Stage): Promise<number> =>
  (await stage.calls("slack")).filter(({ path, status }) => path.endsWith("/chat.postMessage") && status === 200)
    .length;

describe("a bot that is killed", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ fast: false });
    await stage.post("/control/databricks/pace", { factor: 20 });
  });
  afterEach(() => stage?.close());

  /** Genie takes minutes, so the bot is killed before the answer is there; now it is quick. */
  const once = async (ts: string): Promise<void> => {
    await stage.post("/control/databricks/pace", { factor: 0.1 });
    await stage.start();
    const reply = await stage.answer("analytics", ts, 20_000);
    expect(reply.text).toContain("3,275");
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
    expect(await questions(stage)).toBe(1);
    expect(await posts(stage)).toBe(1);
  };
  const ask = () => stage.say("asker", "analytics", "@genie What is the total revenue?");

  it("after the event was stored answers once, in one message", async () => {
    await stage.fault({ service: "slack", match: "chat.postMessage", kind: "held" });
    const ts = await ask();
    await stage.met("slack");
    expect(await stage.replies("analytics", ts)).toHaveLength(0);
    await stage.kill();
    await once(ts);
  });

  it("while its first sign is being posted does not post twice", async () => {
    const ts = await ask();
    await eventually(() => posts(stage));
    await stage.kill();
    await once(ts);
  });

  it("while the question is on its way to Genie does not ask twice", async () => {
    await stage.fault({ service: "databricks", match: "start-conversation", kind: "held" });
    const ts = await ask();
    await eventually(() => posts(stage));
    await stage.met("databricks");
    await stage.kill();
    await once(ts);
  });

  it("after the question was sent does not ask twice", async () => {
    const ts = await ask();
    await eventually(() => questions(stage));
    await stage.kill();
    await once(ts);
  });

  it("while it waits goes on in the same message", async () => {
    const ts = await ask();
    await eventually(async () => (await stage.replies("analytics", ts))[0]?.text.includes("Sales: "));
    await stage.kill();
    await once(ts);
  });

  it("while it writes the answer finishes the same message", async () => {
    await stage.post("/control/databricks/pace", { factor: 0.1 });
    await stage.fault({ service: "slack", match: "3,275", kind: "held" });
    const ts = await ask();
    await stage.met("slack");
    await stage.kill();
    await once(ts);
  });
});
