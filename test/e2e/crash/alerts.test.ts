import { eventually } from "../../support/eventually.ts";
import { openStage, type Shown, type Stage, whole } from "../../support/stage.ts";

/* Nobody can know whether a message arrived whose sender was killed: it is not sent again, and that is said. */

describe("an alert whose bot is killed", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model: false });
  });
  afterEach(() => stage.post("/control/reset", {}));
  afterAll(() => stage?.close());

  /** Of this test alone: what a service takes late may arrive during the next one. */
  let words = "";
  let loads = 0;
  beforeEach(() => {
    loads += 1;
    words = `the nightly load ${loads} is late`;
  });
  const about = <T>(all: T[]): T[] => all.filter((one) => JSON.stringify(one).includes(words));
  const prepare = async (): Promise<Shown> =>
    stage.answer("analytics", await stage.say("asker", "analytics", `@genie alert the on-call that ${words}`));
  const send = ({ ts }: Shown) => stage.click("asker", "analytics", ts, "alert-send");
  const outcomesIn = async ({ thread_ts, ts }: Shown): Promise<string[]> =>
    (await stage.replies("analytics", thread_ts ?? ts)).map(whole).filter((text) => text.includes("The alert to"));
  const count = async () => ({
    posts: (await stage.messages("data-ops")).filter((one) => whole(one).includes(words)).length,
    mails: about(await stage.get<unknown[]>("/control/mail")).length,
    incidents: about(await stage.get<unknown[]>("/control/incidents")).length,
  });
  /** The outcome is told once, and nothing was sent twice; what is said to be sent has arrived. */
  const once = async (answer: Shown): Promise<string> => {
    const [outcome = "", ...more] = await eventually(
      async () => {
        const all = await outcomesIn(answer);
        return all.length > 0 ? all : undefined;
      },
      60_000,
      "the outcome of the alert",
    );
    expect(more).toEqual([]);
    const { posts, mails, incidents } = await count();
    expect(posts).toBe(1);
    expect(mails).toBeLessThanOrEqual(1);
    expect(incidents).toBeLessThanOrEqual(1);
    for (const [way, arrived] of [
      ["e-mail", mails],
      ["PagerDuty", incidents],
    ] as const)
      if (outcome.includes(`${way}: sent`)) expect(arrived).toBe(1);
      else
        expect(outcome).toContain(
          `${way}: I can't tell whether it was sent, so I won't send it again. Please ask them`,
        );
    expect(outcome).toContain("the channel: sent");
    return outcome;
  };

  it.each([
    ["while its click is being answered", "slack", "sending the alert", undefined],
    ["while its mail is under way", "mail", undefined, "e-mail: I can't tell"],
    ["while the incident is being opened", "incident", undefined, "PagerDuty: I can't tell"],
    ["while it is posted in its channel", "slack", "Alert for on-call", undefined],
    ["while its outcome is being told", "slack", "The alert to", undefined],
  ])("%s is sent at most once, and its outcome told", async (_, service, match, outcome) => {
    const answer = await prepare();
    await stage.fault({ service, ...(match && { match }), kind: "held" });
    await send(answer);
    await stage.met(service);
    await stage.restart();
    const told = await once(answer);
    if (outcome) expect(told).toContain(outcome);
  });
});
