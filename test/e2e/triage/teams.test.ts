import { changeConfig, type JobStage, openJobStage } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

let stage: JobStage;
let teams: ReturnType<typeof teamsSide>;
beforeAll(async () => {
  stage = await openJobStage({ model: true });
  await changeConfig(stage, (config) => {
    config["triage"] = { on_call: { incident: true } };
  });
  await stage.restart();
  teams = teamsSide(stage);
});
afterEach(() => stage.post("/control/reset", {}));
afterAll(() => stage?.close());

const says = (id: string, what: RegExp, withinMs = 15_000): Promise<Carded> =>
  eventually(
    async () => (await teams.replies("planning", id)).find((message) => what.test(`${message.text} ${words(message)}`)),
    withinMs,
    `${what}`,
  );

let days = 7;
const fail = async (outcome: string) => {
  await stage.script("transaction-anomalies", outcome, 1);
  // The same order twice is asked about.
  days += 1;
  const id = await teams.say("asker", "planning", `@Genie run transaction-anomalies days=${days}`);
  return { id, card: await says(id, /Why:/) };
};

const shows = (card: Carded, what: RegExp) =>
  eventually(
    async () => {
      const shown = (await teams.messages("planning")).find((message) => message.id === card.id);
      return shown && what.test(words(shown));
    },
    15_000,
    `${what} on the card`,
  );

const repairs = async () =>
  (await stage.calls("databricks")).filter((call) => call.method === "POST" && call.path.endsWith("/runs/repair"));

describe("the card of a failure in Teams", () => {
  it("has the failed tasks repaired once, and is green when that succeeds", async () => {
    const { card } = await fail("network");
    await stage.script("transaction-anomalies", "success", 1);
    await Promise.all([1, 2].map(() => teams.press("asker", "planning", card.id, "triage-repair")));
    await shows(card, /is green again/);
    expect(await repairs()).toHaveLength(1);
  });

  it("retries once with other parameters, by a form", async () => {
    const { id, card } = await fail("resource");
    await stage.script("transaction-anomalies", "success", 1);
    await teams.press("asker", "planning", card.id, "triage-retry-with");
    const form = await eventually(
      async () =>
        (await teams.messages("planning")).find(
          (message) => message.bot && JSON.stringify(message.card).includes("triage-start"),
        ),
      8_000,
      "the form",
    );
    await teams.press("asker", "planning", form.id, "triage-start", { "field.days": "3" });
    await shows(card, /is green again/);
    expect((await stage.started())[1]?.["job_parameters"]).toMatchObject({ days: "3" });
    await says(id, /Transaction anomalies\s+succeeded/);
  });

  it("writes a mail, opens an incident and ignores, each once, and refuses all of it to others", async () => {
    const { card } = await fail("permission");
    for (const action of ["triage-repair", "triage-retry", "triage-escalate", "triage-ignore", "triage-email"])
      await teams.press("colleague", "planning", card.id, action);
    await eventually(async () => /You can't act on failures/.test(JSON.stringify(await teams.messages("planning"))));
    const text = { "field.to": "owner@example.com", "field.subject": "Broken", "field.text": "Please look at it." };
    await teams.press("asker", "planning", card.id, "triage-email");
    const formOf = (action: string) =>
      eventually(
        async () =>
          (await teams.messages("planning")).find(
            (message) => message.bot && JSON.stringify(message.card).includes(`"verb":"${action}"`),
          ),
        8_000,
        action,
      );
    await teams.press("asker", "planning", (await formOf("triage-send")).id, "triage-send", text);
    await shows(card, /to owner@example\.com: sent/);
    await teams.press("asker", "planning", card.id, "triage-escalate");
    await shows(card, /Escalated by/);
    await teams.press("asker", "planning", card.id, "triage-ignore");
    await teams.press("asker", "planning", (await formOf("triage-silence")).id, "triage-silence", {
      "field.reason": "known",
    });
    await shows(card, /Ignored by .*known/);
    expect(await stage.get<unknown[]>("/control/mail")).toHaveLength(1);
    expect(await stage.started()).toHaveLength(1);
    expect(await repairs()).toEqual([]);
  });

  it("is what a question about the failure is answered from", async () => {
    await fail("data");
    const asked = await teams.say("asker", "planning", "@Genie Why did transaction anomalies fail?");
    const answer = await says(asked, /Why: .*data/);
    expect(words(answer)).toContain("It hasn't run again since");
  });
});
