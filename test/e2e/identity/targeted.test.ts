import { conversations } from "../../../sandbox/teams/seed.ts";
import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/screens/browser.ts";
import { openStage, type Stage } from "../../support/stage.ts";
import { teamsSide, words } from "../../support/teams/teams-side.ts";

/* A channel of Teams whose readers see everybody's answers: single sign-on needs a chat, which not everybody has. */

const question = "What is the total revenue?";

describe("a sign-in in a channel of Teams", () => {
  let stage: Stage;
  beforeAll(async () => {
    const channel = conversations().find(({ name }) => name === "Leadership")?.id ?? "";
    stage = await openStage({
      model: false,
      settings: { identity: { rights: "user", sso: "federation", share_always: [channel] } },
    });
  });
  afterAll(() => stage?.close());

  it("is a card for the asker alone where they have no chat with the bot, and their question goes on there", async () => {
    const teams = teamsSide(stage);
    await stage.post("/control/teams/install", {
      ...{ user: "asker", conversation: "personal:asker", action: "remove" },
    });
    const id = await teams.say("asker", "Leadership", `@Genie ${question}`);
    const replies = async () => teams.replies("Leadership", id);
    const linkIn = (shown: unknown) =>
      /http:[^"\s\\|>]+\/auth\/databricks\/start\?t=[\w-]{43}/.exec(JSON.stringify(shown))?.[0];
    const card = await eventually(async () => (await replies()).find(linkIn), 25_000, "a targeted link");
    expect(card.targeted_to).toBeTruthy();
    expect((await replies()).filter((one) => linkIn(one) && !one.targeted_to)).toEqual([]);
    await eventually(async () => (await replies()).map(words).join().includes("waiting for"));
    expect(JSON.stringify(await teams.messages("Leadership"))).not.toContain("card.oauth");
    const page = await openBrowser().signIn(linkIn(card) ?? "", "asker@example.com");
    expect(page.text).toContain("You're signed in");
    const answer = await eventually(async () => (await replies()).find((one) => words(one).includes("2,525")), 25_000);
    expect(words(answer)).not.toContain("3,275");
  });
});
