import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/screens/browser.ts";
import { openStage, type Stage } from "../../support/stage.ts";
import { expectNoSecret, expectNoToken, rawContents } from "../../support/stores/raw-contents.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

/* In the sandbox's workspace the asker sees the North (2,525), the colleague the South (750), the bot both (3,275). */

const question = "What is the total revenue?";

describe.each(["federation", "on-behalf-of"] as const)("signed in by Teams, by %s", (sso) => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage({
      model: false,
      shared: true,
      replicas: 2,
      settings: { identity: { rights: "user", sso } },
    });
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());
  beforeEach(async () => {
    await stage.post("/control/teams/sso", { devices: 3, consent: true, account: "", fails: "" });
    await stage.post("/control/databricks/people", { federation: true });
  });

  const chat = (user: string): Promise<Carded[]> => teams.messages(`personal:${user}`);
  const linkIn = (shown: unknown): string | undefined =>
    /http:[^"\s\\|>]+\/auth\/databricks\/start\?t=[\w-]{43}/.exec(JSON.stringify(shown))?.[0];
  const answered = (user: string, value: string, from = 0): Promise<Carded> =>
    eventually(
      async () => (await chat(user)).slice(from).findLast((one) => one.bot && words(one).includes(value)),
      25_000,
      `${value} for ${user}`,
    );
  const signOut = async (user: string): Promise<void> => {
    const from = (await chat(user)).length;
    await teams.say(user, `personal:${user}`, "logout");
    await eventually(async () =>
      (await chat(user)).slice(from).some((one) => /signed out|not signed in/.test(words(one))),
    );
  };
  const forge = (user: string, value: unknown, name?: string) =>
    stage.post<{ status: number }>("/control/teams/exchange", { user, value, ...(name && { name }) });
  /** Calls by which a token of the directory became one of Databricks. */
  const exchanges = async (): Promise<number> =>
    (await stage.calls(sso === "federation" ? "databricks" : "teams")).filter(({ body }) =>
      JSON.stringify(body ?? "").includes(sso === "federation" ? "token-exchange" : "on_behalf_of"),
    ).length;

  it("a question in the personal chat is answered without a click, with that person's rows, and one exchange", async () => {
    await teams.say("asker", "personal:asker", question);
    const answer = await answered("asker", "2,525");
    expect(words(answer)).not.toContain("3,275");
    if (sso === "federation") expect(await exchanges()).toBe(1);
    expect(linkIn(await chat("asker"))).toBeUndefined();
    // The card that asked Teams is gone.
    expect(JSON.stringify(await chat("asker"))).not.toContain("card.oauth");
    await teams.say("colleague", "personal:colleague", question);
    expect(words(await answered("colleague", "750"))).not.toMatch(/2,525|3,275/);
  });

  it("a question survives kill -9 of every replica while Teams is asked, and is asked once", async () => {
    await stage.post("/control/teams/sso", { devices: 0 });
    const questions = async () =>
      (await stage.calls("databricks")).filter(({ path }) => /start-conversation$|\/messages$/.test(path)).length;
    const before = await questions();
    const from = (await chat("admin")).length;
    // The card may be gone again when we look, so its post counts.
    const cards = async () =>
      (await stage.calls("teams")).filter(({ body }) => JSON.stringify(body ?? "").includes("card.oauth")).length;
    const cardsBefore = await cards();
    await teams.say("admin", "personal:admin", question);
    await eventually(async () => (await cards()) > cardsBefore, 15_000, "a card that asks Teams");
    for (const replica of [0, 1]) await stage.kill(replica);
    for (const replica of [0, 1]) await stage.start(replica);
    const url = await eventually(async () => linkIn((await chat("admin")).slice(from)), 40_000, "a link");
    await openBrowser().signIn(url, "admin@example.com");
    await answered("admin", "3,275", from);
    expect(JSON.stringify(await chat("admin"))).not.toContain("card.oauth");
    expect(await questions()).toBe(before + 1);
  });

  it("a question in a channel is answered in the asker's own chat, without a click", async () => {
    await signOut("asker");
    const from = (await chat("asker")).length;
    await teams.say("asker", "Analytics", `@Genie ${question}`);
    await answered("asker", "2,525", from);
    expect(JSON.stringify(await teams.messages("Analytics"))).not.toContain("2,525");
    expect(JSON.stringify(await teams.messages("Analytics"))).not.toContain("card.oauth");
  });

  it("another account in the client signs nobody in, and the link does", async () => {
    await signOut("asker");
    await stage.post("/control/teams/sso", { account: "colleague" });
    const from = (await chat("asker")).length;
    await teams.say("asker", "personal:asker", question);
    const url = await eventually(async () => linkIn((await chat("asker")).slice(from)), 25_000, "a link");
    expect(JSON.stringify((await chat("asker")).slice(from))).not.toMatch(/\b750\b|2,525/);
    await openBrowser().signIn(url, "asker@example.com");
    await answered("asker", "2,525", from);
    expect(JSON.stringify(await chat("asker"))).not.toContain("card.oauth");
  });

  it("a client that is not open, or that fails, leaves the link", async () => {
    for (const rules of [{ devices: 0 }, { fails: "installedappnotfound" }]) {
      await signOut("asker");
      await stage.post("/control/teams/sso", rules);
      const from = (await chat("asker")).length;
      await teams.say("asker", "personal:asker", question);
      await eventually(async () => linkIn((await chat("asker")).slice(from)), 25_000, "a link");
    }
  });

  it("nobody is signed in by an invoke that answers no card, or somebody else's", async () => {
    await signOut("colleague");
    const sent = { connectionName: "databricks-sso", token: "eyJhbGciOiJub25lIn0.e30." };
    expect((await forge("colleague", { ...sent, id: "made-up" })).status).toBe(412);
    expect((await forge("colleague", { ...sent, id: 7 })).status).toBe(412);
    expect((await forge("colleague", { state: "123456" }, "signin/verifyState")).status).toBe(404);
    const from = (await chat("colleague")).length;
    await teams.say("colleague", "personal:colleague", "whoami");
    await eventually(async () =>
      (await chat("colleague")).slice(from).some((one) => words(one).includes("not signed in")),
    );
  });

  if (sso === "federation")
    it("a federation that fails leaves the link, and the question goes on by it", async () => {
      await signOut("colleague");
      await stage.post("/control/databricks/people", { federation: false });
      const from = (await chat("colleague")).length;
      await teams.say("colleague", "personal:colleague", question);
      const url = await eventually(async () => linkIn((await chat("colleague")).slice(from)), 25_000, "a link");
      await openBrowser().signIn(url, "colleague@example.com");
      expect(words(await answered("colleague", "750", from))).not.toContain("3,275");
    });
  else
    it("without consent the button of the card is pressed, and the question goes on", async () => {
      await signOut("colleague");
      await stage.post("/control/teams/sso", { consent: false });
      const from = (await chat("colleague")).length;
      await teams.say("colleague", "personal:colleague", question);
      const card = await eventually(
        async () => (await chat("colleague")).slice(from).find((one) => JSON.stringify(one).includes("card.oauth")),
        10_000,
        "a card",
      );
      await eventually(async () => {
        const pressed = await stage.post<{ status: number }>("/control/teams/sign-in", {
          user: "colleague",
          activity: card.id,
        });
        return pressed.status === 200;
      });
      await answered("colleague", "750", from);
    });

  it("leaves no token where it can be read", async () => {
    const kept = await rawContents(stage);
    expect(kept).toContain("asker@example.com");
    for (const text of [kept, stage.output()]) expectNoToken(text);
    expectNoSecret(kept + stage.output(), stage.env);
  });
});
