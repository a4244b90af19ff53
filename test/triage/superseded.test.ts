import { endedTask } from "../../src/jobs/runs/ended-run-task.ts";
import type { Run } from "../../src/ports/databricks/run.ts";
import { backendPerTest } from "../contract/backend.ts";
import { brokenRun, triageBench } from "../support/databricks/triage-bench.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const backend = backendPerTest(sqliteBackend);

const later = (more: Partial<Run>): Run => brokenRun("51", { startedAt: 1_500, endedAt: 2_500, ...more });
const running: Partial<Run> = { state: "running", outcome: undefined, endedAt: undefined } as never;

describe("a policy that acts by itself", () => {
  it.each<[string, Run[], number, RegExp]>([
    ["a failure without later runs", [], 1, /^Retry by this job's policy, run 90$/],
    ["one after which another run failed, too", [later({})], 1, /^Retry by this job's policy, run 90$/],
    ["one after a run that succeeded", [later({ startedAt: 500, outcome: "success" })], 1, /^Retry by/],
    ["one before a run that succeeded", [later({ outcome: "success" })], 0, /^Left to people: run 51, .* succeeded/],
    ["one before a run that goes on", [later(running)], 0, /^Left to people: run 51, .* is under way already$/],
  ])("takes %s for what it is", async (_, others, starts, line) => {
    const { state, cases, leaseOf, run } = triageBench(await backend().open(), { isListed: true });
    state.runs = [brokenRun("50"), ...others];
    await run(leaseOf(endedTask({ run: "50", number: "7", endedAt: 2_000 })));
    const one = await cases.read("50.2000");
    expect(one?.decision).toMatchObject({ class: "network" });
    expect(one?.state.kind).toBe(starts > 0 ? "busy" : "open");
    expect(one?.log.at(-1)).toMatch(line);
    expect(state.starts).toHaveLength(starts);
  });

  it("goes on with what it has begun, whatever runs have started since", async () => {
    const { state, cases, leaseOf, run } = triageBench(await backend().open(), { isListed: true });
    state.runs = [brokenRun("50")];
    const lease = leaseOf(endedTask({ run: "50", number: "7", endedAt: 2_000 }));
    await run(lease);
    state.runs = [brokenRun("50"), later(running)];
    await run(lease);
    expect((await cases.read("50.2000"))?.log).toEqual(["Retry by this job's policy, run 90"]);
  });
});
