import { watchStep } from "../../src/jobs/runs/run-watch.ts";
import { triageActTask } from "../../src/triage/action-step.ts";
import { backendPerTest } from "../contract/backend.ts";
import { failedRun } from "../support/failed-run.ts";
import { sqliteBackend } from "../support/sqlite-backend.ts";
import { person, posted, triageBench } from "../support/triage-bench.ts";

const backend = backendPerTest(sqliteBackend);

describe("a retry that begins while Slack is away", () => {
  const retry = { case: "11.2", action: "retry" as const, by: person };

  it("is followed, keeps the case busy when it is given up, and is not started twice", async () => {
    const { state, parts, work, leaseOf, cases, run } = triageBench(await backend().open());
    await cases.add(failedRun("x", { posted, log: [] }));
    state.isSlackAway = true;
    const lease = leaseOf(triageActTask({ ...retry, id: "click-1" }, "7"));
    await expect(run(lease)).rejects.toThrow("Slack is away");
    await expect(run(lease)).rejects.toThrow("Slack is away");
    expect(await parts.queue.holds("watch:90")).toBe(true);
    expect((await cases.read("11.2"))?.state).toMatchObject({ kind: "busy", run: "90" });

    await expect(work.fail(lease, { code: "internal", sentence: "Slack is away." })).rejects.toThrow();
    state.isSlackAway = false;
    await work.fail(lease, { code: "internal", sentence: "Slack is away." });
    const after = await cases.read("11.2");
    expect(after?.state).toMatchObject({ kind: "busy", act: "click-1", run: "90" });
    expect(after?.log).toEqual(["Retry by Ann, run 90", "Run 90 goes on"]);
    expect(state.shown.at(-1)?.markdown).toContain("Run 90 goes on");

    await run(leaseOf(triageActTask({ ...retry, id: "click-2" }, "7")));
    expect(state.starts).toHaveLength(1);
  });

  it("gets its card from the watch, once", async () => {
    const { state, parts, leaseOf, cases, run } = triageBench(await backend().open());
    await cases.add(failedRun("x", { posted, log: [] }));
    await run(leaseOf(triageActTask({ ...retry, id: "click-1" }, "7")));
    const watch = watchStep(parts as never);
    const step = () =>
      watch(leaseOf({ id: "watch:90", orderingKey: "watch:90", kind: "watch", payload: { run: "90" } }), signal);
    const { signal } = new AbortController();
    state.isSlackAway = true;
    expect(await step()).toMatchObject({ state: "again" });
    expect((await parts.runs.read("90"))?.unposted).toBeDefined();
    state.isSlackAway = false;
    await step();
    await step();
    expect(state.posts).toEqual(["triage:11.2:click-1:run"]);
    expect((await parts.runs.read("90"))?.unposted).toBeUndefined();
  });
});
