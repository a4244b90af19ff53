import OpenAI from "openai";
import { asking } from "../../support/api-bench.ts";
import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage, whole } from "../../support/stage.ts";
import { teamsSide, words } from "../../support/teams/teams-side.ts";

const key = "a-key-for-grafana-0123456789";
/** A quote that is never closed, again and again. */
const neverClosed = (times: number): string => `run backfill ${"a=“ ".repeat(times)}`;
const tooLong =
  /That message is too long: [\d,]+ characters, and I can take 8,000\. I haven't asked or started anything/;

/** Bodies of the calls that asked Genie something. */
const asked = async (stage: Stage): Promise<string[]> =>
  (await stage.calls("databricks"))
    .filter(({ method, path }) => method === "POST" && /start-conversation|\/messages$/.test(path))
    .map(({ body }) => JSON.stringify(body));

describe("long texts", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage({ model: false, env: { API_KEYS: `grafana:${key}` } });
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.post("/control/reset", {}));

  it("that a careless parser would read for hours keep nobody waiting", async () => {
    await stage.say("asker", "analytics", `@genie ${neverClosed(1_980)}`);
    const router = await stage.say("asker", "analytics", `@genie ${"what did i ".repeat(700)}`);
    const blanks = await stage.say("asker", "analytics", `@genie${" ".repeat(39_000)}What is the total revenue?`);
    const question = await stage.say("colleague", "analytics", "@genie What is the total revenue?");
    for (const ts of [question, blanks]) expect((await stage.answer("analytics", ts, 8_000)).text).toContain("3,275");
    await stage.answer("analytics", router, 8_000);
    const alone = await eventually(async () => (await stage.messages("analytics")).find((one) => one.ephemeral_to));
    expect(alone.text).toContain("a isn't a parameter of this job");
    expect(stage.output()).not.toMatch(/"level":(?:50|60)/);
  });

  it("over the bound are told so in Slack, in a message and in a command, and nothing is asked", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${neverClosed(2_000)}`);
    expect((await stage.answer("analytics", ts)).text).toMatch(tooLong);
    await stage.command("asker", "analytics", "revenue ".repeat(1_200));
    const alone = await eventually(async () => (await stage.messages("analytics")).find((one) => one.ephemeral_to));
    expect(alone.text).toMatch(tooLong);
    expect(await asked(stage)).toEqual([]);
  });

  it("over the bound are told so in Teams, and nothing is asked", async () => {
    const id = await teams.say("asker", "personal:asker", "What is the total revenue? ".repeat(400));
    expect(words(await teams.answer("personal:asker", id))).toMatch(tooLong);
    expect(await asked(stage)).toEqual([]);
  });

  it("over the bound are refused by the endpoint for programs", async () => {
    const client = new OpenAI({ baseURL: `${stage.bots[0]?.url}/v1`, apiKey: key, maxRetries: 0 });
    const refused = client.chat.completions.create(asking("What is the total revenue? ".repeat(400)));
    await expect(refused).rejects.toMatchObject({ status: 400, code: "message.too-long" });
    await expect(refused).rejects.toThrow(tooLong);
    expect(await asked(stage)).toEqual([]);
  });

  it("within the bound are asked whole, to the last word", async () => {
    const question = `What is the total revenue? ${"It is for the report. ".repeat(250)}Only count the region South.`;
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    await stage.answer("analytics", ts);
    expect(question.length).toBeGreaterThan(5_000);
    expect(await asked(stage)).toEqual([expect.stringContaining("Only count the region South.")]);
  });

  it("that no button holds get no button, rather than one for a part of them", async () => {
    await stage.fault({ service: "databricks", match: "start-conversation", kind: "permission", times: 5 });
    const ts = await stage.say("asker", "analytics", `@genie What is the total revenue? ${"And why? ".repeat(300)}`);
    const answer = await stage.answer("analytics", ts);
    expect(whole(answer)).not.toContain("Try again");
  });
});
