import { eventually } from "../support/eventually.ts";
import { type CallShown, openStage, type Shown, type Stage, whole } from "../support/stage.ts";

/* With and without a language model the words decide that a tool is wanted. */
describe.each([true, false])("the tools of the supervisor, with a model: %s", (model) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model });
  });
  afterAll(() => stage?.close());

  const ask = async (text: string): Promise<Shown> =>
    stage.answer("analytics", await stage.say("asker", "analytics", `@genie ${text}`));
  const asked = () => stage.get<unknown[]>("/control/databricks/questions");

  it("quote runbooks with file and heading, as a source", async () => {
    const answer = whole(await ask("Is there a runbook for failed pipelines?"));
    expect(answer).toContain("failed-pipelines.md");
    expect(answer).toMatch(/Runbooks/);
    expect(answer).not.toContain("Powered by Genie");
    expect(await asked()).toEqual([]);
  });

  it("are meant without their names, where no figure can tell", async () => {
    expect(whole(await ask("How to fix out of memory errors in Spark?"))).toContain("failed-pipelines.md");
    expect(whole(await ask("Is there a Databricks outage?"))).toContain("status.databricks.example");
    expect(await asked()).toEqual([]);
  });

  it("link dashboards of the configuration and of Databricks, and say why", async () => {
    const answer = await ask("show me the dashboard for costs");
    expect(whole(answer)).toContain("Cost control room");
    expect(whole(answer)).toContain("Platform costs by team");
    expect(whole(answer)).toContain("matches: cost");
    expect(whole(answer)).not.toMatch(/Old costs|Sales overview/);
    expect(JSON.stringify(answer)).toContain("/dashboardsv3/01f0d0000000000000000000000000a1");
  });

  it("quote the web with address and date, obey nothing in it, and send out the words alone", async () => {
    await ask("remember that our margin is 40 percent");
    const answer = await ask("search the web for weather outages");
    expect(JSON.stringify(answer.blocks)).not.toMatch(/<!channel>/);
    expect(whole(await ask("search the web for Databricks outages"))).toMatch(
      /status\.databricks\.example.*2026-11-28/s,
    );
    const calls = await stage.get<CallShown[]>("/control/calls?since=0");
    expect(JSON.stringify(calls.filter(({ service }) => service === "search"))).not.toContain("margin");
    expect(calls.filter(({ path }) => path.includes("run-now"))).toEqual([]);
    expect(await asked()).toEqual([]);
  });

  it("prepare an alert, and send it once by every way after one click of its author", async () => {
    const answer = await ask("alert the on-call that the nightly load is late");
    expect(whole(answer)).toContain("Nothing is sent until you click");
    expect(await stage.get("/control/incidents")).toEqual([]);
    await stage.click("colleague", "analytics", answer.ts, "alert-send");
    await eventually(async () =>
      (await stage.messages("analytics")).some(
        (one) => one.ephemeral_to === "U0COLLEAGUE" && whole(one).includes("Only"),
      ),
    );
    await stage.click("asker", "analytics", answer.ts, "alert-send");
    await stage.click("asker", "analytics", answer.ts, "alert-send");
    const told = await eventually(async () =>
      (await stage.replies("analytics", answer.thread_ts ?? answer.ts)).find((one) =>
        whole(one).includes("The alert to"),
      ),
    );
    expect(whole(told)).toMatch(/e-mail: sent.*PagerDuty: sent|channel: sent/s);
    expect(await stage.get("/control/incidents")).toMatchObject([{ action: "open", times: 1 }]);
    expect(await stage.get<unknown[]>("/control/mail")).toHaveLength(1);
    const posts = (await stage.messages("data-ops")).filter((one) => whole(one).includes("the nightly load is late"));
    expect(posts).toHaveLength(1);
  });

  it("leave questions about data to the agents", async () => {
    expect((await ask("What is the total revenue?")).text).toContain("3,275");
  });
});
