import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage, whole } from "../../support/stage.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

/* What can be done with a question that was answered: ask it again, in other words, or somebody else; ask how it was read. */

const question = "What is the total revenue?";

interface View {
  id: string;
  blocks: { block_id?: string; element?: { initial_value?: string } }[];
}

describe("a question that was answered", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage({ model: false });
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());

  const entry = (user: string, ts: string, value: string) => stage.click(user, "analytics", ts, "menu", value);

  /** The answers in a thread of Slack, once there are so many. */
  const answers = (ts: string, count: number) =>
    eventually(
      async () => {
        const all = (await stage.replies("analytics", ts)).filter((one) => !one.ephemeral_to);
        return all.length === count && all.every((one) => !whole(one).includes('"cancel"')) ? all : undefined;
      },
      15_000,
      `${count} answers`,
    );

  const told = (ts: string, text: string) =>
    eventually(
      async () => (await stage.replies("analytics", ts)).find((one) => one.ephemeral_to && whole(one).includes(text)),
      10_000,
      text,
    );

  it("in Slack goes to another agent, which the person chooses, in the same thread, once", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const first = await stage.answer("analytics", ts);
    expect(whole(first)).toContain('"type":"overflow"');
    await entry("colleague", first.ts, "other-agent");
    const choice = await told(ts, "Who should answer");
    expect(choice.ephemeral_to).toBe("U0COLLEAGUE");
    expect(whole(choice)).not.toContain('"text":"Sales"');
    const value = /"value":"(\{[^"]*(?:\\"[^"]*)*customer[^"]*(?:\\"[^"]*)*\})"/.exec(
      JSON.stringify(choice.blocks),
    )?.[1];
    const chosen = JSON.parse(`"${value}"`) as string;
    await Promise.all([1, 2].map(() => stage.click("colleague", "analytics", choice.ts, "ask-other", chosen)));
    const [, second] = await answers(ts, 2);
    expect(whole(second!)).toContain(question);
    expect(whole(second!)).toContain("Customer");
    expect(
      await stage.calls("databricks").then((all) => all.filter(({ path }) => /start-conversation$/.test(path))),
    ).toHaveLength(2);
  });

  it("in Slack is changed in a form and asked anew, and asked again as it was", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const first = await stage.answer("analytics", ts);
    await entry("asker", first.ts, "edit-question");
    const view = await eventually(async () => (await stage.get<View[]>("/control/slack/views?user=asker"))[0], 8_000);
    expect(view.blocks.find((block) => block.element)?.element?.initial_value).toBe(question);
    await stage.post("/control/slack/view", {
      ...{ user: "asker", view_id: view.id },
      values: { question: "What needs reordering?" },
    });
    const [, second] = await answers(ts, 2);
    expect(whole(second!)).toContain("Chair");
    expect(whole(second!)).toContain("What needs reordering?");
    await entry("asker", first.ts, "ask-again");
    const [, , third] = await answers(ts, 3);
    expect(whole(third!)).toContain("3,275");
  });

  it("in Slack tells how Genie understood it, to the clicker alone, and nothing of other threads", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const first = await stage.answer("analytics", ts);
    await entry("colleague", first.ts, "understood");
    const shown = await told(ts, "How Genie understood this");
    expect(shown.ephemeral_to).toBe("U0COLLEAGUE");
    expect(whole(shown)).toContain("retail.sales");
    const elsewhere = await stage.say("colleague", "data-ops", "@genie help");
    const help = await stage.answer("data-ops", elsewhere);
    const turn = /"value":"[a-z]+:([^"]+)"/.exec(JSON.stringify(first.blocks))?.[1];
    expect(turn).toMatch(/^slack:/);
    const forged = JSON.stringify({ turn, agent: "customer" });
    await stage.click("colleague", "data-ops", help.ts, "ask-other", forged);
    await stage.click("colleague", "data-ops", help.ts, "edit-question", turn);
    const refusals = await eventually(async () => {
      const all = (await stage.messages("data-ops")).filter((one) => one.ephemeral_to && !whole(one).includes("help"));
      return all.length >= 2 ? all : undefined;
    }, 10_000);
    for (const one of refusals) expect(whole(one)).toContain("I no longer have that question");
  });

  it("in Teams goes to another agent, is changed in a form, and tells how it was understood, each in private", async () => {
    const id = await teams.say("asker", "Analytics", `@Genie ${question}`);
    const first = await teams.answer("Analytics", id);
    expect(JSON.stringify(first.card)).toContain('"mode":"secondary"');
    const targeted = (text: string): Promise<Carded> =>
      eventually(
        async () =>
          (await teams.replies("Analytics", id)).findLast(
            (one) => one.targeted_to && JSON.stringify(one.card).includes(text),
          ),
        10_000,
        text,
      );
    const answered = (text: string) =>
      eventually(
        async () =>
          (await teams.replies("Analytics", id)).find(
            (one) => one.id !== first.id && !one.targeted_to && words(one).includes(text),
          ),
        15_000,
        text,
      );
    await teams.press("colleague", "Analytics", first.id, "understood");
    expect(words(await targeted("How Genie understood this"))).toContain("retail.sales");
    await teams.press("colleague", "Analytics", first.id, "other-agent");
    const choice = await targeted("Who should answer");
    await teams.press("colleague", "Analytics", choice.id, "Inventory");
    await answered("reorder level");
    await eventually(async () => (await teams.messages("Analytics")).every((one) => one.id !== choice.id), 8_000);
    await teams.press("asker", "Analytics", first.id, "edit-question");
    const form = await targeted("Your question");
    await teams.press("asker", "Analytics", form.id, "ask-edited", { "field.question": "What needs reordering?" });
    await answered("Chair");
    await eventually(async () => (await teams.messages("Analytics")).every((one) => one.id !== form.id), 8_000);
  });
});
