import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";

/* A bot whose minutes are short: a service that is down is tried again every second. */
const minuteMs = 4_000;

describe("while a service is down", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ minuteMs, env: { LOG_LEVEL: "fatal" } });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.post("/control/reset", {}));

  const ask = (question = "What is the total revenue?") => stage.say("asker", "analytics", `@genie ${question}`);
  const page = async (path: string): Promise<{ ok: boolean; body: string }> => {
    const response = await fetch(`${stage.bots[0]?.url}${path}`);
    return { ok: response.ok, body: await response.text() };
  };
  /** Asks until the bot has noticed that the service is down. */
  const open = async (complaint: string): Promise<string[]> => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => ask()));
    await eventually(async () => (await page("/readyz")).body.includes(complaint), 10_000);
    return asked;
  };

  it("people are told at once that Databricks is down, and answered when it is back", async () => {
    await stage.fault({ service: "databricks", kind: "503", times: 100_000 });
    await open("Databricks isn't responding");
    const notice = await stage.answer("analytics", await ask(), 5_000);
    expect(notice.text).toMatch(/Databricks isn't responding, .* I'll check it again in \d+ s/);
    expect(await page("/readyz")).toMatchObject({
      ok: true,
      body: expect.stringMatching(/^ready\nDatabricks isn't responding/),
    });
    expect((await page("/metrics")).body).toContain('concierge_circuit_open{service="databricks"} 1');
    await stage.post("/control/reset", {});
    await eventually(async () => (await stage.answer("analytics", await ask())).text.includes("3,275"), 10_000);
    expect((await page("/readyz")).body).toBe("ready");
    expect((await page("/metrics")).body).toContain('concierge_circuit_open{service="databricks"} 0');
  });

  it("questions that Genie works on already are answered when Databricks is back", async () => {
    await stage.post("/control/databricks/pace", { factor: 1_000 });
    const asked = await Promise.all(Array.from({ length: 5 }, () => ask()));
    await eventually(async () => (await stage.get<unknown[]>("/control/databricks/questions")).length === 5);
    await stage.fault({ service: "databricks", match: "GET", kind: "503", times: 100_000 });
    await eventually(async () => (await page("/readyz")).body.includes("Databricks isn't responding"));
    stage.sandbox.traffic.faults = [];
    await stage.post("/control/databricks/pace", { factor: 0 });
    for (const ts of asked) expect((await stage.answer("analytics", ts)).text).toContain("3,275");
  });

  it("keywords choose the agents while the language model is down", async () => {
    await stage.fault({ service: "model", kind: "500", times: 100_000 });
    // The questions that found it out have calls under way.
    for (const ts of await open("The language model isn't responding")) await stage.answer("analytics", ts);
    const calls = (await stage.calls("model")).length;
    const { text } = await stage.answer("analytics", await ask(), 3_000);
    expect(text).toContain("3,275");
    expect(text).toMatch(
      /The language model isn't responding, .* ask me again after that if you want it to write the answer\./,
    );
    expect((await stage.calls("model")).length).toBeLessThanOrEqual(calls + 3);
  });

  it("answers wait for Slack, and arrive once", async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => ask()));
    for (const ts of asked) await eventually(async () => (await stage.replies("analytics", ts)).length === 1);
    await stage.fault({ service: "slack", match: "chat.", kind: "500", times: 6 });
    for (const ts of asked) {
      expect((await stage.answer("analytics", ts)).text).toContain("3,275");
      expect(await stage.replies("analytics", ts)).toHaveLength(1);
    }
  });

  it("what one space refuses does not stop the others", async () => {
    await stage.fault({ service: "databricks", match: "sales", kind: "permission", times: 12 });
    for (let at = 0; at < 7; at += 1) await stage.answer("analytics", await ask());
    expect((await stage.answer("analytics", await ask("What needs reordering?"))).text).toContain("Chair");
    expect((await page("/readyz")).body).toBe("ready");
  });
});
