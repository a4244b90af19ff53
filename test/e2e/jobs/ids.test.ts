import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { npmArguments } from "../../support/bots/program.ts";
import { changeConfig, type JobStage, openJobStage, runOn } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";
import { whole } from "../../support/stage.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

const audit = promisify(execFile);

/* Jobs and runs of workspaces are numbered with up to 19 digits; a number of JavaScript holds 15 of them for sure. */

const jobs = [
  ["15 digits", "611204985530018", "Transaction anomalies", 15],
  ["19 digits", "4611686018427388001", "Partition rebuild", 19],
] as const;

describe.each([
  ["with a model", true],
  ["without a model", false],
])("ids reach every place unchanged, %s", (_, model) => {
  let stage: JobStage;
  beforeAll(async () => {
    stage = await openJobStage({ model });
    await changeConfig(stage, (config) => {
      config.jobs.push({ id: "partition-rebuild", name: "Partition rebuild", job_id: "4611686018427388001" });
    });
    await stage.restart();
  });
  afterEach(() => stage.post("/control/reset", {}));
  afterAll(() => stage?.close());

  /** Ids in the bodies of calls, as the digits that went over the wire. */
  const sent = (path: string): unknown[] =>
    stage.sandbox.traffic.calls
      .filter((call) => call.method === "POST" && call.path.endsWith(path))
      .flatMap(({ body }) =>
        Object.entries(body as object).flatMap(([name, id]) => (/^(job|run)_id$/.test(name) ? [String(id)] : [])),
      );
  const replyTo = async (user: string, text: string): Promise<string> => {
    const ts = await stage.say(user, "analytics", text);
    return whole(await stage.answer("analytics", ts));
  };

  it.each(jobs)("%s: commands, words, cards, links, buttons", async (_, job, name, digits) => {
    const slug = name.toLowerCase().replace(" ", "-");
    await stage.script(slug, "success", 100);
    await stage.command("asker", "data-ops", `run ${job}`);
    const card = await stage.says("data-ops", "Cancel run");
    const run = runOn(card);
    expect(run).toHaveLength(digits);
    expect(whole(card)).toContain(`#job/${job}/run/${run}`);
    expect(sent("/run-now")).toEqual([job]);

    await stage.command("asker", "data-ops", `status ${run}`);
    await stage.says("data-ops", `Run ${run} `, { to: "U0ASKER" });
    expect(await replyTo("asker", `@genie what is the status of job ${run}?`)).toContain(`Run ${run} `);
    expect(await replyTo("asker", `@genie What's the status of job ${job}?`)).toContain(`Run ${run} `);
    await stage.command("asker", "data-ops", "runs");
    expect((await stage.says("data-ops", "Latest runs", { to: "U0ASKER" })).text).toContain(run);

    const neighbour = `${run.slice(0, -1)}${run.endsWith("7") ? "8" : "7"}`;
    expect(await replyTo("asker", `@genie Cancel job ${neighbour}`)).toContain(`find run ${neighbour}`);
    expect(sent("/runs/cancel")).toEqual([]);
    await stage.click("asker", "data-ops", card.ts, "cancel-run");
    await stage.says("data-ops", `${name} was cancelled by asker after`);
    expect(sent("/runs/cancel")).toEqual([run]);
    const { stdout } = await audit(process.execPath, npmArguments("src/cli/audit.ts", "--json"), {
      env: { PATH: process.env["PATH"], ...stage.env },
    });
    const acts = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { action: string; run?: string });
    expect(acts.filter((act) => act.run === run).map(({ action }) => action)).toEqual(["start", "cancel"]);
  });

  it.each(jobs)("%s: cancelled in words by the number of the run, and by that of the job", async (_, job, name) => {
    const slug = name.toLowerCase().replace(" ", "-");
    for (const word of ["run", "job"] as const) {
      await stage.script(slug, "success", 100);
      const ts = await stage.say("asker", "analytics", `@genie run ${slug}`);
      const run = runOn(await stage.says("analytics", "Cancel run", { thread: ts }));
      expect(await replyTo("asker", `@genie Cancel job ${word === "run" ? run : job}`)).toContain(
        `Stopping run ${run}`,
      );
      await stage.says("analytics", `<@U0ASKER> ${name} was cancelled`, { thread: ts });
      expect(sent("/runs/cancel").at(-1)).toBe(run);
    }
  });

  it("19 digits: in Teams, by words and by the button of the card", async () => {
    const teams = teamsSide(stage);
    const says = (id: string, what: RegExp): Promise<Carded> =>
      eventually(
        async () => (await teams.replies("planning", id)).find((each) => what.test(`${each.text} ${words(each)}`)),
        8_000,
        `${what}`,
      );
    await stage.script("partition-rebuild", "success", 100);
    const id = await teams.say("asker", "planning", "@Genie run partition-rebuild");
    const card = await says(id, /Run \d{19}/);
    const run = /Run (\d{19})/.exec(words(card))?.[1] ?? "";
    expect(JSON.stringify(card)).toContain(`#job/4611686018427388001/run/${run}`);
    const asked = await teams.say("asker", "planning", `@Genie what is the status of job ${run}?`);
    expect(words(await says(asked, /so far/))).toContain(run);
    await teams.press("asker", "planning", card.id, "cancel-run");
    await says(id, /Partition rebuild\s+was cancelled by asker after/);
    expect(sent("/runs/cancel")).toEqual([run]);
  });
});
