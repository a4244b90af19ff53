import { createPoller, interval, type Poller, type Watched } from "../../../src/jobs/runs/run-poller.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Jobs } from "../../../src/ports/databricks/jobs.ts";
import { openWorkspace, ownTokens, type Workspace } from "../../adapters/databricks/workspace.ts";
import { person } from "../../support/callers.ts";
import { eventually } from "../../support/eventually.ts";

/* The poller over the real adapter and the Jobs service on the wire, whose clock stands still until it is moved. */

let workspace: Workspace;
let jobs: Jobs;
let poller: Poller;
let woken: string[];
beforeAll(async () => {
  workspace = await openWorkspace();
  jobs = workspace.jobs({ http: workspace.http({ identity: ownTokens }) });
});
afterAll(() => workspace.close());
beforeEach(() => {
  woken = [];
  poller = createPoller({ jobs, wake: async ({ run }) => void woken.push(run), log: silent, now: Date.now });
});
afterEach(() => {
  poller.close();
  workspace.reset();
});

const idOf = (name: string): string => workspace.databricks.jobs.find((job) => job.name === name)?.job_id ?? "";
let tokens = 0;
const start = async (name = "transaction-anomalies"): Promise<Watched> => {
  tokens += 1;
  const { run } = await jobs.start({ job: idOf(name), parameters: {}, token: `poller ${tokens}` }, person);
  return { run, number: idOf(name), startedAt: Date.now() };
};
const several = async (count: number): Promise<Watched[]> => {
  const runs: Watched[] = [];
  for (let at = 0; at < count; at += 1) runs.push(await start());
  return runs;
};
const looks = (): string[] => workspace.lines().filter((line) => line.startsWith("GET"));
/** Watches look whenever they are woken. */
const seen = async (watched: Watched[]): Promise<void> => {
  await eventually(() => watched.every(({ run }) => woken.includes(run)), 10_000);
  for (const one of watched) poller.latest(one);
  woken = [];
};

describe("watching runs", () => {
  it("looks at many runs of a job with few calls, and wakes the watch of each", async () => {
    const runs = await several(20);
    workspace.traffic.reset();
    for (const one of runs) expect(poller.latest(one)).toBeUndefined();
    await seen(runs);
    expect(looks()).toHaveLength(1);
    expect(poller.latest(runs[7]!)?.run?.run).toBe(runs[7]!.run);
    expect(poller.count()).toBe(20);
  });

  it("looks at the others of a job along with the one that is due, and wakes only what changed", async () => {
    const [first, second] = (await several(2)) as [Watched, Watched];
    for (const one of [first, second]) poller.latest(one);
    await seen([first, second]);
    await jobs.cancel(second.run, person);
    workspace.time.pass(60_000);
    poller.latest(first, true);
    await eventually(() => woken.includes(second.run));
    expect(poller.latest(second)?.run?.outcome).toBe("cancelled");
  });

  it("looks on behalf of the bot, whoever started the runs", async () => {
    const runs = await several(60);
    workspace.callers();
    for (const one of runs) poller.latest(one);
    await seen(runs);
    await eventually(() => looks().some((line) => line.includes("completed_only=true")), 5_000);
    expect(workspace.callers()).toEqual(["bot"]);
  });

  it("wakes again a watch that took no notice", async () => {
    const one = await start();
    poller.latest(one);
    await eventually(() => woken.length >= 2);
    expect(new Set(woken)).toEqual(new Set([one.run]));
  });

  it("looks no more at a run that has ended", async () => {
    const one = await start();
    workspace.time.pass(1_000_000);
    poller.latest(one);
    await seen([one]);
    workspace.traffic.reset();
    poller.latest(one, true);
    await eventually(async () => {
      const other = await start();
      poller.latest(other);
      await seen([other]);
      return true;
    });
    expect(looks().filter((line) => line.includes(one.run))).toEqual([]);
  });

  it("keeps what it knows while the service is away, and looks again", async () => {
    const one = await start();
    poller.latest(one);
    await seen([one]);
    workspace.traffic.faults.push({ service: "databricks", kind: "permission", times: 1 });
    workspace.traffic.faults.push({ service: "databricks", kind: "503", times: 100 });
    poller.latest(one, true);
    await eventually(() => looks().length > 3);
    expect(poller.latest(one)?.run?.run).toBe(one.run);
    workspace.traffic.reset();
    workspace.time.pass(1_000_000);
    poller.latest(one, true);
    await seen([one]);
    expect(poller.latest(one)?.run?.state).toBe("ended");
  });

  it("believes that a run is gone only after a while", async () => {
    const one = await start();
    workspace.reset();
    const begun = Date.now();
    poller.latest(one);
    await eventually(() => looks().length > 0);
    expect(poller.latest(one)).toBeUndefined();
    await seen([one]);
    expect(Date.now() - begun).toBeGreaterThan(3_000);
    expect(poller.latest(one)).toEqual({ at: expect.any(Number), run: undefined });
  });

  it("takes over what somebody else has just seen, and forgets what is over", async () => {
    const one = await start();
    poller.noteSeen(one, await jobs.check(one.run, person));
    expect(poller.latest(one)?.run?.run).toBe(one.run);
    poller.forget(one.run);
    expect(poller.count()).toBe(0);
  });
});

describe("watching more runs than can be looked at one by one", () => {
  const started = async (count: number, name: string): Promise<Watched[]> => {
    const runs: Watched[] = [];
    for (let at = 0; at < count; at += 1) runs.push(await start(name));
    return runs;
  };

  it("sees which have ended without looking at the others, in a few calls", async () => {
    const runs = await started(120, "transaction-anomalies");
    // By their age each of them is looked at once in a minute.
    for (const one of runs) poller.latest({ ...one, startedAt: Date.now() - 7 * 3_600_000 });
    await seen(runs);
    for (const { run } of runs.slice(0, 30)) await jobs.cancel(run, person);
    workspace.time.pass(10_000);
    workspace.traffic.reset();
    await eventually(() => runs.slice(0, 30).every(({ run }) => woken.includes(run)), 4_000);
    expect(runs.slice(0, 30).map((one) => poller.latest(one)?.run?.outcome)).toEqual(Array(30).fill("cancelled"));
    const calls = looks().filter((line) => !line.includes("completed_only=true"));
    expect(calls).toEqual([]);
    expect(looks().length).toBeLessThanOrEqual(4);
  });
});

it.each([
  [0, 2],
  [10 * 60, 2],
  [3_600, 10],
  [6 * 3_600, 60],
  [7 * 24 * 3_600, 60],
])("a run that goes on for %i s is looked at every %i s", (elapsed, seconds) => {
  expect(interval(elapsed * 1_000)).toBe(seconds * 1_000);
});
