import { type JobStage, openJobStage } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";
import { jobs } from "../../support/seed-questions.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

const [start, status, cancel] = jobs.map(({ say }) => say) as [string, string, string];

describe("jobs in Teams", () => {
  let stage: JobStage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openJobStage({ model: true });
    teams = teamsSide(stage);
  });
  afterEach(() => stage.post("/control/reset", {}));
  afterAll(() => stage?.close());

  const says = (conversation: string, id: string, what: RegExp, withinMs = 8_000): Promise<Carded> =>
    eventually(
      async () =>
        (await teams.replies(conversation, id)).find((message) => what.test(`${message.text} ${words(message)}`)),
      withinMs,
      `${what} in ${conversation}`,
    );

  it.each([
    ["a personal chat", "personal:asker", ""],
    ["a group chat", "planning", "@Genie "],
    ["a channel", "Analytics", "@Genie "],
  ])("are started, asked about and cancelled in %s", async (_, conversation, mention) => {
    await stage.script("transaction-anomalies", "success", 60);
    const id = await teams.say("asker", conversation, `${mention}${start}`);
    const card = await says(conversation, id, /Run \d{15}/);
    const run = /Run (\d+)/.exec(words(card))?.[1] ?? "";
    const thread = conversation === "Analytics" ? id : undefined;
    const asked = await teams.say("asker", conversation, `${mention}${status.replace("<run>", run)}`, thread);
    await says(conversation, asked, /is (starting|running), /);
    const stopped = await teams.say("asker", conversation, `${mention}${cancel.replace("<run>", run)}`, thread);
    await says(conversation, stopped, new RegExp(`Stopping run ${run}`));
    await eventually(async () => {
      const shown = (await teams.messages(conversation)).find((message) => message.id === card.id);
      return shown && words(shown).includes("was cancelled");
    }, 8_000);
    await says(conversation, id, /was cancelled by asker after/);
    expect(await stage.started()).toHaveLength(1);
    expect(await stage.cancels()).toHaveLength(1);
  });

  it.each([
    ["a command", "asker", "run refresh-dashboard"],
    ["a sentence", "colleague", start],
  ])("are started once when Teams delivers %s again as another one, and twice when somebody says so", async (...of) => {
    const [, user, text] = of;
    const conversation = `personal:${user}`;
    const bots = async () => (await teams.messages(conversation)).filter(({ bot }) => bot);
    await stage.fault({ service: "teams", kind: "duplicate", match: "new-clock", ms: 2_000 });
    await teams.say(user, conversation, text);
    const asked = await eventually(
      async () => (await bots()).find((message) => words(message).includes("the same thing a moment ago")),
      15_000,
      "a question whether to start it once more",
    );
    expect(await stage.started()).toHaveLength(1);
    await teams.press(user, conversation, asked.id, "job-start");
    await eventually(async () => (await stage.started()).length === 2, 8_000, "a second start");
  });

  it("ask for missing values by a form, name what is wrong, and start with what is right", async () => {
    const id = await teams.say("asker", "planning", "@Genie run backfill");
    const form = await says("planning", id, /The table to recompute/);
    const fill = (values: Record<string, string>) =>
      teams.press(
        "asker",
        "planning",
        form.id,
        "job-fill",
        Object.fromEntries(Object.entries(values).map(([name, value]) => [`field.${name}`, value])),
      );
    await fill({ table: "secrets", from: "2026-01-01", to: "2026-01-02" });
    await says("planning", id, /must be one of sales\.orders/);
    expect(await stage.started()).toEqual([]);
    await stage.script("backfill", "success", 1);
    await fill({ table: "sales.orders", from: "2026-01-01", to: "2026-01-02" });
    await says("planning", id, /Backfill\s+succeeded after/, 12_000);
    const sent = await eventually(
      async () =>
        (await teams.messages("planning")).find((message) => message.id === form.id && message.edits.length > 0),
      5_000,
    );
    expect(words(sent)).toMatch(/I've got your values for\s+Backfill/);
    const orders = await stage.started();
    expect(orders.map((order) => order["job_parameters"])).toEqual([
      { table: "sales.orders", from: "2026-01-01", to: "2026-01-02" },
    ]);
  });

  it("that ask first wait for the one who asked", async () => {
    await stage.script("nightly-load", "success", 1);
    const id = await teams.say("asker", "Analytics", "@Genie run nightly-load");
    const card = await says("Analytics", id, /Start Nightly load\?/);
    await teams.press("colleague", "Analytics", card.id, "job-start");
    expect(await stage.started()).toEqual([]);
    await teams.press("asker", "Analytics", card.id, "job-start");
    await says("Analytics", id, /Nightly load\s+succeeded after/, 12_000);
    expect(await stage.started()).toHaveLength(1);
  });

  it.each(["@Genie run nightly-load", "@Genie start the nightly load", "@Genie run 874410027719346"])(
    "are not started for somebody without the right: %s",
    async (text) => {
      const id = await teams.say("colleague", "planning", text);
      await says("planning", id, /not on the list of people who can start Nightly load/);
      expect(await stage.started()).toEqual([]);
    },
  );

  it("are decided and cancelled by nobody else, by no forged value either", async () => {
    await stage.script("nightly-load", "success", 100);
    const id = await teams.say("asker", "planning", "@Genie run nightly-load");
    const card = await says("planning", id, /Start Nightly load\?/);
    const value = /"job-start","value":"([^"]+)"/.exec(JSON.stringify(card.card))?.[1] ?? "";
    expect(value).not.toBe("");
    const help = await says("planning", await teams.say("colleague", "planning", "@Genie help"), /agents/);
    for (const who of ["colleague", "guest"])
      for (const action of ["job-start", "job-decline", "job-form"])
        for (const on of [card, help]) await teams.press(who, "planning", on.id, action, { action, value });
    await says("planning", id, /an administrator can decide about this job/);
    expect((await teams.messages("planning")).find((message) => message.id === card.id)?.card).toEqual(card.card);
    expect(await stage.started()).toEqual([]);

    await teams.press("asker", "planning", card.id, "job-start");
    const running = await says("planning", id, /Run \d{15}/);
    const run = /Run (\d+)/.exec(words(running))?.[1] ?? "";
    for (const who of ["colleague", "guest"]) {
      await teams.press(who, "planning", running.id, "cancel-run");
      await teams.press(who, "planning", help.id, "cancel-run", { action: "cancel-run", value: run });
      await teams.say(who, "planning", `@Genie Cancel job ${run}`);
      await teams.say(who, "planning", `@Genie cancel ${run}`);
    }
    const last = await teams.say("colleague", "planning", "@Genie cancel the nightly load");
    await says("planning", last, /I don't know a job|can cancel a run of|which job/i);
    expect(await stage.cancels()).toEqual([]);
    await teams.press("admin", "planning", running.id, "cancel-run");
    await says("planning", id, /was cancelled by admin/);
    expect(await stage.cancels()).toHaveLength(1);
  });
});
