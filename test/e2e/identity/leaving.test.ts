import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/screens/browser.ts";
import { openStage, type Stage, whole } from "../../support/stage.ts";
import { teamsSide } from "../../support/teams/teams-side.ts";

/* Somebody who has left leaves no token behind, however they left. */

describe("when people leave", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model: false, settings: { identity: { rights: "user" } } });
  });
  afterAll(() => stage?.close());

  const linkIn = (shown: unknown): string | undefined =>
    /http:[^"\s\\|>]+\/auth\/databricks\/start\?t=[\w-]{43}/.exec(JSON.stringify(shown))?.[0];
  const linkFor = (user: string): Promise<string> =>
    eventually(async () => linkIn((await stage.messages(`dm:${user}`)).at(-1)), 15_000, `a link for ${user}`);
  const signIn = async (user: string): Promise<void> => {
    await stage.say(user, `dm:${user}`, "login");
    const page = await openBrowser().signIn(await linkFor(user), `${user}@example.com`);
    expect(page.text).toContain("You're signed in");
  };
  const isSignedIn = async (user: string): Promise<boolean> => {
    const { signIns } = await stage.get<{ signIns: { user: string; ended: boolean }[] }>("/control/databricks/people");
    return signIns.some((one) => one.user === `${user}@example.com` && !one.ended);
  };
  const signedOut = (user: string): Promise<unknown> =>
    eventually(async () => !(await isSignedIn(user)), 15_000, `the end of ${user}'s tokens`);
  const answersOf = async (user: string) => (await stage.messages(`dm:${user}`)).filter(({ bot }) => bot).length;

  it("an account that Slack switches off is signed out, and a page that it has open binds nobody", async () => {
    await signIn("asker");
    await signIn("colleague");
    await stage.say("asker", "dm:asker", "logout");
    await signedOut("asker");
    await stage.say("asker", "dm:asker", "login");
    const browser = openBrowser();
    const page = await browser.arrive(await linkFor("asker"), "asker@example.com");
    expect(page.text).toContain("Is this you?");
    await stage.post("/control/slack/account", { user: "asker", active: false });
    await signedOut("asker");
    expect((await browser.send(page, { answer: "yes" })).text).toContain("This link no longer works");
    expect(await isSignedIn("asker")).toBe(false);
    expect(await isSignedIn("colleague")).toBe(true);
    await stage.post("/control/slack/account", { user: "asker", active: true });
    const before = await answersOf("asker");
    await stage.say("asker", "dm:asker", "whoami");
    await eventually(async () => (await answersOf("asker")) > before);
    expect(whole((await stage.messages("dm:asker")).at(-1)!)).toContain("not signed in");
  });

  it("an event that is delivered again after a crash is handled once", async () => {
    await signIn("asker");
    await stage.kill();
    await stage.post("/control/slack/account", { user: "asker", active: false });
    await stage.start();
    await signedOut("asker");
    await stage.post("/control/slack/account", { user: "asker", active: true });
  });

  it("everybody is signed out when the app is removed from Slack", async () => {
    await signIn("asker");
    await stage.post("/control/slack/install", { on: false });
    await signedOut("asker");
    await signedOut("colleague");
    await stage.post("/control/slack/install", { on: true });
  });

  it("somebody who removes the app from their chats in Teams is signed out, and who removes it from a team is not", async () => {
    const teams = teamsSide(stage);
    await teams.say("asker", "personal:asker", "login");
    const url = await eventually(async () => linkIn(await teams.messages("personal:asker")), 15_000);
    await openBrowser().signIn(url, "asker@example.com");
    expect(await isSignedIn("asker")).toBe(true);
    for (const conversation of ["Analytics", "planning"])
      await stage.post("/control/teams/install", { user: "asker", conversation, action: "remove" });
    await stage.say("colleague", "dm:colleague", "help");
    await eventually(async () => (await answersOf("colleague")) > 0);
    expect(await isSignedIn("asker")).toBe(true);
    await stage.post("/control/teams/install", { user: "asker", conversation: "personal:asker", action: "remove" });
    await signedOut("asker");
  });
});
