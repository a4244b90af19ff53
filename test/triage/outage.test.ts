import { Problem } from "../../src/errors.ts";
import { endedTask } from "../../src/jobs/runs/ended-run-task.ts";
import { watchStep } from "../../src/jobs/runs/run-watch.ts";
import { triageActTask } from "../../src/triage/action-step.ts";
import { digestStep, dueDigest } from "../../src/triage/watching/digest.ts";
import { backendPerTest } from "../contract/backend.ts";
import { failedRun } from "../support/databricks/failed-run.ts";
import { brokenRun, person, posted, triageBench } from "../support/databricks/triage-bench.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

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

it("the end of a run that the bot may not look at, as one with somebody's own rights, is no trouble", async () => {
  const { state, parts, leaseOf, run } = triageBench(await backend().open());
  const check = async () => {
    throw new Problem("jobs.permission", "The bot may not view this run.");
  };
  Object.assign(parts.jobs, { check });
  const lease = leaseOf(endedTask({ run: "50", number: "7", endedAt: 2_000 }));
  expect(await run(lease)).toEqual({ state: "done" });
  expect(state.logged).toEqual(["triage.run-hidden"]);
});

describe("a failure that ends while Slack is away", () => {
  const ended = endedTask({ run: "50", number: "7", endedAt: 2_000 });
  const hour = 3_600_000;

  it("gets its card whenever Slack is back, tried again at most a minute later", async () => {
    const { state, cases, leaseOf, run } = triageBench(await backend().open());
    state.runs = [brokenRun("50")];
    state.isSlackAway = true;
    const lease = leaseOf(ended);
    expect(await run(lease)).toEqual({ state: "again", inMs: 1_000 });
    expect(await run({ ...lease, attempt: 4 })).toEqual({ state: "again", inMs: 8_000 });
    state.now += 23 * hour;
    expect(await run({ ...lease, attempt: 900 })).toEqual({ state: "again", inMs: 60_000 });
    state.isSlackAway = false;
    expect(await run({ ...lease, attempt: 901 })).toEqual({ state: "done" });
    expect(state.posts).toEqual(["triage:50.2000"]);
    expect((await cases.read("50.2000"))?.posted).toBeDefined();
  });

  it("is given up after a day with a line in the log", async () => {
    const { state, work, leaseOf, run } = triageBench(await backend().open());
    state.runs = [brokenRun("50")];
    state.isSlackAway = true;
    const lease = leaseOf(ended);
    state.now += 24 * hour;
    await expect(run(lease)).rejects.toThrow("Slack is away");
    await work.fail(lease, { code: "internal", sentence: "Slack is away." });
    expect(state.logged).toContain("triage.end-given-up");
  });

  it.each([
    [undefined, "open", "Left to people: Slack is away."],
    ["90", "busy", undefined],
  ])("and is given up leaves what its policy holds to people, unless a run goes on (%s)", async (going, kind, line) => {
    const { work, leaseOf, cases } = triageBench(await backend().open());
    const busy = { kind: "busy" as const, act: "policy:50.2000", action: "retry" as const, after: null, repairs: 0 };
    await cases.add(failedRun("x", { id: "50.2000", log: [], state: { ...busy, ...(going && { run: going }) } }));
    await work.fail(leaseOf(ended), { code: "internal", sentence: "Slack is away." });
    const after = await cases.read("50.2000");
    expect(after?.state.kind).toBe(kind);
    expect(after?.log.at(-1)).toBe(line);
  });

  it("is not told in a digest at once, but when Slack is back", async () => {
    const { parts, state, leaseOf } = triageBench(await backend().open());
    const digest = { hour: 7, channel: "C1" };
    const step = digestStep({ ...parts, config: { ...parts.config, triage: { ...parts.config.triage, digest } } });
    const lease = leaseOf(dueDigest(digest, Date.UTC(2026, 10, 29, 7), "UTC") as never);
    const { signal } = new AbortController();
    state.isSlackAway = true;
    expect(await step({ ...lease, attempt: 3 }, signal)).toEqual({ state: "again", inMs: 4_000 });
    state.isSlackAway = false;
    expect(await step({ ...lease, attempt: 4 }, signal)).toEqual({ state: "done" });
    expect(state.posts).toEqual(["digest:2026-11-29"]);
  });
});
