import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage, whole } from "../../support/stage.ts";
import { teamsSide, words } from "../../support/teams/teams-side.ts";

const question = "What is the total revenue?";

describe("a private question", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model: false });
  });
  afterAll(() => stage?.close());

  it("in Slack is answered in the direct message, and shared in the thread by a button", async () => {
    const ts = await stage.say("asker", "analytics", `@genie --private ${question}`);
    const answer = await eventually(
      async () => (await stage.messages("dm:asker")).findLast((one) => one.bot && whole(one).includes("3,275")),
      15_000,
    );
    const seen = (await stage.messages("analytics")).filter((one) => one.ts !== ts);
    expect(seen).toMatchObject([{ ephemeral_to: "U0ASKER", text: "I'll answer you in our direct messages." }]);
    await stage.click("asker", "dm:asker", answer!.ts, "share");
    expect(whole(await stage.answer("analytics", ts))).toContain("3,275");
  });

  it("by a command is answered in the direct message", async () => {
    const before = (await stage.messages("dm:colleague")).length;
    await stage.command("colleague", "analytics", `ask --private ${question}`);
    await eventually(
      async () => (await stage.messages("dm:colleague")).slice(before).some((one) => whole(one).includes("3,275")),
      15_000,
    );
    expect(
      (await stage.messages("analytics")).filter((one) => one.user !== "U0ASKER" && !one.ephemeral_to),
    ).toHaveLength(1);
  });

  it("in Teams is answered in the personal chat, and shared in the thread by a button", async () => {
    const teams = teamsSide(stage);
    const id = await teams.say("asker", "Analytics", `@Genie --private ${question}`);
    const answer = await eventually(
      async () => (await teams.messages("personal:asker")).findLast((one) => one.bot && words(one).includes("3,275")),
      15_000,
    );
    const [note, ...others] = await teams.replies("Analytics", id);
    expect(note?.targeted_to).toBeTruthy();
    expect(others).toEqual([]);
    await teams.press("asker", "personal", answer!.id, "share");
    expect(words(await teams.answer("Analytics", id))).toContain("3,275");
  });

  it("is shared without what its asker asked to be remembered", async () => {
    const direct = () => stage.messages("dm:asker");
    await stage.say("asker", "dm:asker", "remember that I only care about the North");
    await eventually(async () => (await direct()).some((one) => one.bot && whole(one).includes("for nobody else")));
    const from = (await direct()).length;
    const ts = await stage.say("asker", "analytics", `@genie --private ${question}`);
    const answer = await eventually(
      async () => (await direct()).slice(from).find((one) => one.bot && whole(one).includes("2,525")),
      15_000,
    );
    expect(whole(answer!)).toContain("I kept in mind what you asked me to remember: I only care about the North");
    await stage.click("asker", "dm:asker", answer!.ts, "share");
    const shared = whole(await stage.answer("analytics", ts));
    expect(shared).toContain("2,525");
    expect(shared).toContain("I kept in mind what the person who asked wants me to remember.");
    expect(shared).not.toContain("only care");
    await stage.say("asker", "dm:asker", "forget everything");
    await eventually(async () =>
      (await direct()).some((one) => one.bot && whole(one).includes("forgotten everything")),
    );
  });
});
