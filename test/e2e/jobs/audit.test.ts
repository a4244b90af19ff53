import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { momentOf } from "../../../src/cli/program.ts";
import { npmArguments } from "../../support/bots/program.ts";
import { type JobStage, openJobStage, runOn } from "../../support/databricks/job-stage.ts";

const run = promisify(execFile);

describe.each([
  ["SQLite", false],
  ["Redis", true],
])("the audit log in %s", (_, redis) => {
  let stage: JobStage;
  beforeAll(async () => {
    stage = await openJobStage({ model: false, redis });
  });
  afterAll(() => stage?.close());

  const audit = async (...args: string[]): Promise<string> => {
    const env = { PATH: process.env["PATH"], ...stage.env };
    return (await run(process.execPath, npmArguments("src/cli/audit.ts", ...args), { env })).stdout;
  };

  it("says who did what to which job, while the bot runs", async () => {
    expect(await audit()).toContain("No entries for that period");
    await stage.script("nightly-load", "success", 100);
    const declined = await stage.say("asker", "analytics", "@genie run nightly-load");
    const first = await stage.says("analytics", "Start Nightly load?", { thread: declined });
    await stage.click("asker", "analytics", first.ts, "job-decline");
    await stage.says("analytics", "was not started", { thread: declined });
    const ts = await stage.say("asker", "analytics", "@genie run nightly-load");
    const card = await stage.says("analytics", "Start Nightly load?", { thread: ts });
    await stage.click("admin", "analytics", card.ts, "job-start");
    const started = await stage.says("analytics", "Cancel run", { thread: ts });
    await stage.click("asker", "analytics", started.ts, "cancel-run");
    await stage.says("analytics", "was cancelled", { thread: ts });
    const lines = (await audit("--since", "1h", "--action", "start,confirm,decline,cancel"))
      .trim()
      .split("\n")
      .slice(1);
    const did = lines.map((line) => line.split(/ {2,}/).slice(1, 4).join(" "));
    expect(did).toEqual([
      "asker (U0ASKER) decline nightly-load",
      "admin (U0ADMIN) confirm nightly-load",
      "U0ASKER start nightly-load",
      "asker (U0ASKER) cancel nightly-load",
    ]);
    expect(lines.at(-1)).toContain(runOn(started));
    expect(lines.at(-1)).toContain("slack C0ANALYTICS");
    await stage.say(
      "asker",
      "analytics",
      "@genie Analyze all customer transactions for anomalies, Berlin first please",
    );
    await stage.says("analytics", "Transaction anomalies succeeded");
    const last = (await audit("--action", "start")).trim().split("\n").at(-1);
    expect(last).toContain("user_request=Analyze all customer transactions for anomalies, Berlin first please days=30");
    const json = (await audit("--json", "--action", "cancel", "--user", "U0ASKER")).trim().split("\n");
    expect(JSON.parse(json.at(-1) ?? "")).toMatchObject({ action: "cancel", run: runOn(started) });
    expect(await audit("--job", "nightly-load", "--user", "nobody")).toContain("No entries for that period");
  });
});

it.each([
  ["24h", "2026-01-30T12:00:00.000Z"],
  ["30m", "2026-01-31T11:30:00.000Z"],
  ["7d", "2026-01-24T12:00:00.000Z"],
  ["2026-01-01", "2026-01-01T00:00:00.000Z"],
  ["2026-01-01T08:00:00Z", "2026-01-01T08:00:00.000Z"],
])("since %s is %s", (since, moment) => {
  expect(new Date(momentOf(since, Date.parse("2026-01-31T12:00:00Z")) ?? 0).toISOString()).toBe(moment);
});

it.each(["", "yesterday", "24", "-1h", "2026-13-01"])("since %j is nothing", (since) => {
  expect(momentOf(since, 0)).toBeUndefined();
});
