import { catalog } from "../../sandbox/databricks/jobs/catalog/catalog.ts";
import { createRuns } from "../../src/jobs/runs/run-records.ts";
import { silent } from "../../src/logging/log.ts";
import type { Lease } from "../../src/ports/stores/queue.ts";
import { takeEnds } from "../../src/triage/watching/watch-list.ts";
import { openWorkspace, type Workspace } from "../adapters/databricks/workspace.ts";
import { backendPerTest } from "../contract/backend.ts";
import { jobsOf } from "../support/callers.ts";
import { eventually } from "../support/eventually.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

describe("the watch list", () => {
  const backend = backendPerTest(sqliteBackend);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterAll(() => workspace.close());

  const minute = 60_000;
  const job = catalog.find(({ name }) => name === "nightly-load")?.id ?? "";

  it.each([
    ["as ours", 0],
    ["slower than ours by two minutes", 2 * minute],
    ["faster than ours by two minutes", -2 * minute],
  ])("takes each end once, with a clock of Databricks %s", async (_, ahead) => {
    const { queue, records } = await backend().open();
    const now = () => workspace.time.now() + ahead;
    const jobs = workspace.jobs();
    const deps = { jobs, log: silent, now, queue, records, runs: createRuns(records) };
    const taken: string[] = [];
    queue.work(async ({ payload }: Lease) => {
      taken.push(String((payload as { run: string }).run));
      return { state: "done" };
    }, 1);
    const look = async (seconds: number) => {
      for (let at = 0; at < seconds; at += 20) {
        workspace.time.pass(20_000);
        await takeEnds({ ...deps, config: { triage: { watch: [] } } } as never, [job]);
      }
    };
    await look(60);
    const runs: string[] = [];
    for (let night = 0; night < 3; night += 1) {
      workspace.databricks.scriptRun({ job, outcome: "failed", seconds: 30 });
      runs.push((await jobsOf(jobs).start({ job, parameters: {}, token: `${ahead} ${night}` })).run);
      await look(240);
    }
    const those = () => taken.filter((run) => runs.includes(run));
    await eventually(() => those().length === runs.length);
    expect(those()).toEqual(runs);
  });
});
