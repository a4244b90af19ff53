import { ISSUER } from "../../../sandbox/federation.ts";
import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/screens/browser.ts";
import { openStage, type Shown, type Stage, whole } from "../../support/stage.ts";
import { expectNoSecret, expectNoToken, rawContents } from "../../support/stores/raw-contents.ts";

/* In the sandbox's workspace the asker sees the North (2,525), the colleague the South (750), the bot both (3,275). */

const question = "What is the total revenue?";

describe("people of Slack for whom the bot vouches", () => {
  let stage: Stage;
  beforeAll(async () => {
    const federation = { ...ISSUER, domains: ["example.com"] };
    stage = await openStage({ model: false, settings: { identity: { rights: "user", federation } } });
  });
  afterAll(() => stage?.close());

  const direct = (user: string) => stage.messages(`dm:${user}`);
  const linkIn = (shown: unknown): string | undefined =>
    /http:[^"\s\\|>]+\/auth\/databricks\/start\?t=[\w-]{43}/.exec(JSON.stringify(shown))?.[0];
  const answered = (user: string, value: string, from = 0): Promise<Shown> =>
    eventually(
      async () => (await direct(user)).slice(from).findLast((one) => one.bot && whole(one).includes(value)),
      25_000,
      `${value} for ${user}`,
    );

  it("are answered without a click, each with their own rows", async () => {
    await stage.say("asker", "dm:asker", question);
    expect(whole(await answered("asker", "2,525"))).not.toContain("3,275");
    await stage.say("colleague", "analytics", `@genie ${question}`);
    expect(whole(await answered("colleague", "750"))).not.toMatch(/2,525|3,275/);
    expect(linkIn([...(await direct("asker")), ...(await direct("colleague"))])).toBeUndefined();
    expect(JSON.stringify(await stage.messages("analytics"))).not.toMatch(/\b750\b/);
  });

  it("sign in by the link where Databricks does not believe the bot", async () => {
    await stage.post("/control/databricks/people", { federation: false });
    await stage.say("asker", "dm:asker", "logout");
    await answered("asker", "signed out");
    const from = (await direct("asker")).length;
    await stage.say("asker", "dm:asker", question);
    const url = await eventually(async () => linkIn((await direct("asker")).slice(from)), 20_000, "a link");
    await openBrowser().signIn(url, "asker@example.com");
    await answered("asker", "2,525", from);
  });

  it("are told to everybody by public keys alone, and no token can be read", async () => {
    const { keys } = (await (await fetch(`${stage.bots[0]?.url}/auth/federation/keys`)).json()) as { keys: object[] };
    expect(keys.flatMap((key) => Object.keys(key))).not.toContain("d");
    const kept = await rawContents(stage);
    expect(kept).toContain("asker@example.com");
    for (const text of [kept, stage.output()]) expectNoToken(text);
    expectNoSecret(kept + stage.output(), stage.env);
  });
});
