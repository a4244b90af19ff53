import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bot } from "../../src/ports/databricks/identity.ts";
import type { Jobs } from "../../src/ports/databricks/jobs.ts";
import type { Run, RunState } from "../../src/ports/databricks/run.ts";
import { jobsOf, type OwnJobs, person, somebody } from "../support/callers.ts";

/** Jobs and the service behind them, as the contract suite drives them. */
export interface JobsUnderTest {
  /** Opens the jobs as a new process of the bot would. */
  open(): Jobs;
  /**
   * On whose behalf the service was called since the last look, each caller once: the user of an actor, or `bot`. Every
   * caller has credentials of their own.
   */
  callers(): string[];
  /** A job of several tasks without parameters; its runs take their time and wait for each other. */
  several: { job: string; name: string; tasks: string[] };
  /** A job of one task with parameters, whose ids go beyond 2^53. */
  long: { job: string; name: string; parameters: Record<string, string> };
  /** A tag that both carry. */
  tag: { key: string; value: string };
  /** How many runs were ever started. */
  started(): number;
  /** Now, epoch ms, by the clock of the service. */
  now(): number;
  /** Lets running runs get as far as running. */
  work(): void;
  /** Lets everything come to its end. */
  finish(): void;
  /** The next run of the job of several tasks fails in one of them. */
  failNext(): void;
  /** Deletes a run. */
  remove(run: string): Promise<void>;
  /** The next change reaches the service, but its answer does not come back. */
  loseAnswer(): void;
  /** The next change does not reach the service, which cannot be told from the above. */
  loseOrder(): void;
  /** The service is out of order for the next call. */
  breakOnce(): void;
  drop(): Promise<void>;
}

/** The laws of Jobs. */
export const jobsContract = (name: string, open: () => Promise<JobsUnderTest>): void => {
  describe(`jobs: ${name}`, () => {
    let service: JobsUnderTest;
    let jobs: OwnJobs;
    let orders = 0;

    beforeEach(async () => {
      service = await open();
      jobs = jobsOf(service.open());
    });
    afterEach(() => service.drop());

    const token = () => {
      orders += 1;
      return `turn-${orders}`.padEnd(64, "x");
    };
    const start = async (which: "several" | "long" = "several"): Promise<string> => {
      const parameters = which === "long" ? service.long.parameters : {};
      return (await jobs.start({ job: service[which].job, parameters, token: token() })).run;
    };

    describe("start", () => {
      it("starts a run with its parameters", async () => {
        const run = await jobs.check(await start("long"));
        expect(run).toMatchObject({ job: service.long.job, name: service.long.name });
        expect(run.parameters).toMatchObject(service.long.parameters);
        expect(service.started()).toBe(1);
      });

      it("starts one run for one token, from any process", async () => {
        const order = { job: service.several.job, parameters: {}, token: token() };
        const first = await jobs.start(order);
        expect(await jobs.start(order)).toEqual(first);
        expect(await jobsOf(service.open()).start(order)).toEqual(first);
        expect(service.started()).toBe(1);
      });

      it.each(["loseAnswer", "loseOrder", "breakOnce"] as const)("starts one run also after %s", async (trouble) => {
        const order = { job: service.several.job, parameters: {}, token: token() };
        service[trouble]();
        const first = await jobs.start(order).catch(() => undefined);
        const second = await jobs.start(order);
        expect(first ?? second).toEqual(second);
        expect(service.started()).toBe(1);
      });

      it("starts two runs for two tokens", async () => {
        expect(await start()).not.toBe(await start());
        expect(service.started()).toBe(2);
      });

      it.each(["123", "nonsense", "", "0x10", "9".repeat(30)])("says that there is no job %j", async (job) => {
        const order = { job, parameters: { a: "1" }, token: token() };
        await expect(jobs.start(order)).rejects.toMatchObject({ code: "jobs.unknown", retry: "never" });
        await expect(jobs.describe(job)).rejects.toMatchObject({ code: "jobs.unknown" });
        await expect(jobs.list({ job, limit: 1 })).rejects.toMatchObject({ code: "jobs.unknown" });
      });
    });

    describe("check", () => {
      it("follows a run and its tasks to their end", async () => {
        const run = await start();
        const before = await jobs.check(run);
        expect(before).toMatchObject({ run, job: service.several.job, name: service.several.name });
        expect(before.tasks.map(({ key }) => key)).toEqual(service.several.tasks);
        expect(before.tasks.at(-1)?.state).toBe("waiting");
        service.work();
        expect(await jobs.check(run)).toMatchObject({ state: "running" });
        service.finish();
        const ended = await jobs.check(run);
        expect(ended).toMatchObject({ state: "ended", outcome: "success" });
        expect(ended.startedAt).toBe(before.startedAt);
        expect(ended.endedAt).toBeGreaterThan(ended.startedAt);
        for (const task of ended.tasks) expect(task).toMatchObject({ state: "ended", outcome: "success" });
        expect(new Set([run, ...ended.tasks.map((task) => task.run)]).size).toBe(1 + ended.tasks.length);
      });

      it("has an outcome at the end and only then", async () => {
        const run = await start();
        for (const passes of [service.work, service.finish, service.finish]) {
          const { state, outcome, endedAt } = await jobs.check(run);
          expect([outcome !== undefined, endedAt !== undefined]).toEqual([state === "ended", state === "ended"]);
          passes();
        }
      });

      it("says why a run waits in the queue", async () => {
        await start();
        const waiting = await jobs.check(await start());
        expect(waiting).toMatchObject({ state: "queued", queued: expect.stringMatching(/\w+ \w+/) });
      });

      it("says what failed, in which task, and what was not run because of it", async () => {
        service.failNext();
        const run = await start();
        service.finish();
        const ended = await jobs.check(run);
        expect(ended).toMatchObject({ state: "ended", outcome: "failed", reason: { code: expect.any(String) } });
        expect(ended.message).toMatch(/\w+ \w+/);
        const outcomes = new Set(ended.tasks.map(({ outcome }) => outcome));
        expect(outcomes).toEqual(new Set(["success", "failed", "skipped"]));
      });

      it("says the same however often it is asked, and to a new process", async () => {
        const run = await start();
        service.finish();
        const first = await jobs.check(run);
        expect(await jobs.check(run)).toEqual(first);
        expect(await jobsOf(service.open()).check(run)).toEqual(first);
        expect(JSON.parse(JSON.stringify(first))).toEqual(first);
      });

      it("keeps every digit of an id", async () => {
        const run = await start("long");
        expect(Number.isSafeInteger(Number(run))).toBe(false);
        service.finish();
        const { tasks, ...checked } = await jobs.check(run);
        expect(checked.run).toBe(run);
        expect(await jobs.output(tasks[0]!.run)).toMatchObject({ text: expect.any(String) });
        expect((await jobs.list({ job: service.long.job, limit: 5 }))[0]?.run).toBe(run);
        await jobs.cancel(run);
      });

      it.each(["123", "nonsense", "", "-5", "12345678901234567890"])("says that there is no run %j", async (run) => {
        for (const ask of [jobs.check, jobs.cancel, jobs.output])
          await expect(ask(run)).rejects.toMatchObject({
            code: "jobs.unknown",
            retry: "never",
            sentence: expect.stringMatching(/^[A-Z][^{}<>[\]]*\.$/),
          });
      });
    });

    describe("checkMany", () => {
      it("says of each run what check says, also of those that have ended", async () => {
        const refs: { run: string; job: string }[] = [];
        const add = async (which: "several" | "long", count: number) => {
          for (let left = count; left > 0; left -= 1) refs.push({ run: await start(which), job: service[which].job });
        };
        await add("several", 1);
        await add("long", 2);
        service.finish();
        await add("several", 5);
        await add("long", 3);
        service.work();
        const runs = await jobs.checkMany(refs);
        expect(byId(runs)).toEqual(byId(await Promise.all(refs.map(({ run }) => jobs.check(run)))));
      });

      it("leaves out what is gone", async () => {
        const [gone, ...kept] = [await start(), await start(), await start(), await start(), await start()];
        await service.remove(gone!);
        const asked = [gone!, ...kept, "123", "nonsense"].map((run) => ({ run, job: service.several.job }));
        const runs = await jobs.checkMany([...asked, { run: gone!, job: "456" }]);
        expect(byId(runs).map(({ run }) => run)).toEqual(kept.toSorted());
        expect(await jobs.checkMany([])).toEqual([]);
      });

      it("finds runs whose job is gone", async () => {
        const runs = [await start(), await start(), await start(), await start()];
        const found = await jobs.checkMany(runs.map((run) => ({ run, job: "456" })));
        expect(byId(found).map(({ run }) => run)).toEqual(runs.toSorted());
      });
    });

    describe("list", () => {
      it("gives the newest first, as many as wanted, of one job or of all", async () => {
        const first = await start();
        service.finish();
        const second = await start("long");
        service.finish();
        const third = await start();
        const ids = async (query: Parameters<Jobs["list"]>[0]) => (await jobs.list(query)).map(({ run }) => run);
        expect(await ids({ limit: 3 })).toEqual([third, second, first]);
        expect(await ids({ limit: 1 })).toEqual([third]);
        expect(await ids({ job: service.several.job, limit: 2 })).toEqual([third, first]);
        expect(await ids({ active: true, limit: 10 })).toEqual([third]);
        expect(await ids({ active: false, limit: 2 })).toEqual([second, first]);
        const { startedAt } = await jobs.check(second);
        expect(await ids({ since: startedAt, limit: 10 })).toEqual([third, second]);
        expect(await ids({ since: service.now() + 1, limit: 10 })).toEqual([]);
        const { endedAt } = await jobs.check(second);
        expect(await ids({ endedSince: endedAt!, limit: 10 })).toEqual([second]);
        expect(await ids({ endedSince: startedAt, job: service.several.job, limit: 10 })).toEqual([]);
        service.finish();
        expect(await ids({ endedSince: endedAt!, limit: 10 })).toEqual([third, second]);
        expect(await ids({ endedSince: endedAt!, limit: 1 })).toEqual([third]);
      });

      it("says of each run what check says", async () => {
        const run = await start();
        service.work();
        expect(await jobs.list({ active: true, limit: 5 })).toEqual([await jobs.check(run)]);
      });
    });

    describe("ended", () => {
      it("tells which of the runs have ended since, with what check says, also of those that began long ago", async () => {
        const before = await start("long");
        service.finish();
        const since = (await jobs.check(before)).endedAt!;
        service.finish();
        const refs = [before, await start("long"), await start("long")].map((run) => ({ run, job: service.long.job }));
        const other = await start("long");
        expect((await jobs.ended(refs, since + 60_000)).runs).toEqual([]);
        service.finish();
        const going = await start();
        service.work();
        const { runs, latest } = await jobs.ended([...refs, { run: going, job: service.several.job }], since + 60_000);
        expect(byId(runs)).toEqual(byId(await Promise.all(refs.slice(1).map(({ run }) => jobs.check(run)))));
        expect(latest).toBe((await jobs.check(other)).endedAt);
      });

      it("goes on from the latest end that it saw", async () => {
        const first = { run: await start("long"), job: service.long.job };
        service.finish();
        const seen = await jobs.ended([first], 0);
        expect(seen.runs.map(({ run }) => run)).toEqual([first.run]);
        expect((await jobs.ended([first], seen.latest + 60_000)).latest).toBe(seen.latest + 60_000);
        service.finish();
        const second = { run: await start("long"), job: service.long.job };
        service.finish();
        expect((await jobs.ended([second], seen.latest)).runs.map(({ run }) => run)).toEqual([second.run]);
      });
    });

    describe("repair", () => {
      const failed = async (): Promise<string> => {
        service.failNext();
        const run = await start();
        service.finish();
        return run;
      };

      it("runs again what failed and what depends on it, and keeps the rest", async () => {
        const run = await failed();
        const before = await jobs.check(run);
        expect(await jobs.repairs(run)).toEqual([]);
        const { repair } = await jobs.repair({ run, after: null, parameters: {} });
        expect((await jobs.check(run)).state).not.toBe("ended");
        service.finish();
        const after = await jobs.check(run);
        expect(after).toMatchObject({ run, state: "ended", outcome: "success" });
        const kept = before.tasks.filter(({ outcome }) => outcome === "success").map((task) => task.run);
        expect(after.tasks.map((task) => task.run)).toEqual(expect.arrayContaining([kept[0]]));
        expect(await jobs.repairs(run)).toEqual([repair]);
        expect(after.repairs).toEqual([
          { id: repair, startedAt: expect.any(Number), endedAt: after.endedAt, outcome: "success" },
        ]);
      });

      it("repairs once for what it follows, however often it is asked, from any process", async () => {
        const run = await failed();
        const first = await jobs.repair({ run, after: null, parameters: {} });
        expect(await jobs.repair({ run, after: null, parameters: {} })).toEqual(first);
        service.finish();
        expect(await jobsOf(service.open()).repair({ run, after: null, parameters: {} })).toEqual(first);
        expect(await jobs.repairs(run)).toEqual([first.repair]);
      });

      it.each(["loseAnswer", "loseOrder", "breakOnce"] as const)("repairs once also after %s", async (trouble) => {
        const run = await failed();
        service[trouble]();
        const order = { run, after: null, parameters: {} };
        const first = await jobs.repair(order).catch(() => undefined);
        const second = await jobs.repair(order);
        expect(first ?? second).toEqual(second);
        expect(await jobs.repairs(run)).toEqual([second.repair]);
      });

      it("follows an earlier repair that failed too, with other parameters", async () => {
        const run = await failed();
        service.failNext();
        const { repair: first } = await jobs.repair({ run, after: null, parameters: {} });
        service.finish();
        expect(await jobs.check(run)).toMatchObject({ state: "ended", outcome: "failed" });
        const { repair } = await jobs.repair({ run, after: first, parameters: { day: "2026-11-19" } });
        expect(await jobs.repairs(run)).toEqual([first, repair]);
        service.finish();
        const ended = await jobs.check(run);
        expect(ended).toMatchObject({ outcome: "success", parameters: { day: "2026-11-19" } });
      });

      it("refuses a run that goes on, one that failed in nothing, and one that follows no repair of it", async () => {
        const run = await start();
        const repair = (after: string | null) => jobs.repair({ run, after, parameters: {} });
        await expect(repair(null)).rejects.toMatchObject({ code: "jobs.invalid", retry: "never" });
        service.finish();
        await expect(repair(null)).rejects.toMatchObject({ code: "jobs.invalid" });
        await expect(repair("112233445566778")).rejects.toMatchObject({ code: "jobs.invalid" });
        await expect(repair("nonsense")).rejects.toMatchObject({ code: "jobs.unknown" });
        await expect(jobs.repair({ run: "123", after: null, parameters: {} })).rejects.toMatchObject({
          code: "jobs.unknown",
        });
      });
    });

    describe("output", () => {
      it("gives the error of a task, readable in a message", async () => {
        service.failNext();
        const run = await start();
        service.finish();
        const { tasks } = await jobs.check(run);
        const failed = tasks.find(({ outcome }) => outcome === "failed")!;
        const { error, trace } = await jobs.output(failed.run);
        expect(error).toMatch(/\w+/);
        for (const text of [error, trace]) {
          expect(text).not.toContain("\u001b");
          expect(text!.length).toBeLessThanOrEqual(64_000);
        }
      });
    });

    describe("cancel", () => {
      it("stops a run in the end, and does no harm when repeated", async () => {
        const run = await start();
        service.work();
        await jobs.cancel(run);
        const states: RunState[] = ["running", "stopping"];
        expect(states).toContain((await jobs.check(run)).state);
        await jobs.cancel(run);
        await jobsOf(service.open()).cancel(run);
        service.finish();
        const ended = await jobs.check(run);
        expect(ended).toMatchObject({ state: "ended", outcome: "cancelled" });
        await jobs.cancel(run);
        expect(await jobs.check(run)).toEqual(ended);
      });

      it("stops a queued run", async () => {
        await start();
        const run = await start();
        await jobs.cancel(run);
        expect(await jobs.check(run)).toMatchObject({ state: "ended", outcome: "cancelled" });
      });

      it("leaves a run as it is that has ended by itself", async () => {
        const run = await start();
        service.finish();
        const ended = await jobs.check(run);
        await jobs.cancel(run);
        expect(await jobs.check(run)).toEqual(ended);
      });
    });

    describe("clusters and clusterEvents", () => {
      const always = { from: 0, until: Number.MAX_SAFE_INTEGER, limit: 100 };
      const clusterOf = async (run: string): Promise<string> =>
        (await jobs.check(run)).tasks.find(({ cluster }) => cluster)?.cluster ?? "";

      it("shows the cluster of a run, those that run first, and what happened to it, newest first", async () => {
        const run = await start();
        service.work();
        const cluster = await clusterOf(run);
        const own = async () => (await jobs.clusters()).find((each) => each.cluster === cluster);
        expect(await own()).toMatchObject({ name: expect.any(String), state: "running", source: expect.any(String) });
        expect((await jobs.clusters())[0]?.state).toBe("running");
        const before = await jobs.clusterEvents(cluster, always);
        service.finish();
        expect(await own()).toMatchObject({ state: "stopped", startedAt: expect.any(Number) });
        const after = await jobs.clusterEvents(cluster, always);
        expect(after.length).toBeGreaterThan(before.length);
        expect(after.slice(-before.length)).toEqual(before);
        expect(after.map(({ at }) => at)).toEqual(after.map(({ at }) => at).toSorted((a, b) => b - a));
        expect(after[0]).toMatchObject({ type: expect.any(String), reason: expect.any(String) });
      });

      it("tells as much as is wanted, of the time that is wanted", async () => {
        const run = await start();
        service.finish();
        const cluster = await clusterOf(run);
        const all = await jobs.clusterEvents(cluster, always);
        expect(await jobs.clusterEvents(cluster, { ...always, limit: 1 })).toEqual(all.slice(0, 1));
        expect(await jobs.clusterEvents(cluster, { ...always, from: all[0]!.at })).toEqual(all.slice(0, 1));
        expect(await jobs.clusterEvents(cluster, { ...always, until: all[0]!.at - 1 })).toEqual(all.slice(1));
      });

      it.each(["0101-000000-nothing1", "nonsense", "", "../../x", "9".repeat(200)])(
        "says that there is no cluster %j",
        async (cluster) => {
          await expect(jobs.clusterEvents(cluster, always)).rejects.toMatchObject({
            code: "jobs.unknown",
            retry: "never",
            sentence: expect.stringContaining("cluster"),
          });
        },
      );
    });

    it.each([
      [bot, "bot"],
      [person, somebody.user],
    ])("makes every call on behalf of %j", async (caller, name) => {
      const callers = async <T>(call: Promise<T>): Promise<T> => {
        service.callers();
        const result = await call;
        expect(service.callers()).toEqual([name]);
        return result;
      };
      const calls = service.open();
      const { job, parameters } = service.long;
      const { run } = await callers(calls.start({ job, parameters, token: token() }, caller));
      const { tasks } = await callers(calls.check(run, caller));
      const runs = [run, await start("long"), await start("long"), await start("long")].map((id) => ({ run: id, job }));
      await callers(calls.checkMany(runs, caller));
      await callers(calls.list({ job, limit: 1 }, caller));
      await callers(calls.ended(runs, 0, caller));
      await callers(calls.describe(job, caller));
      await callers(calls.discover(service.tag, caller));
      await callers(calls.clusters(caller));
      await callers(calls.cancel(run, caller));
      service.finish();
      await callers(calls.output(tasks[0]?.run ?? "", caller));
      const { cluster = "" } = (await jobs.check(run)).tasks[0] ?? {};
      await callers(calls.clusterEvents(cluster, { from: 0, until: service.now(), limit: 1 }, caller));
      service.failNext();
      const failed = await start();
      service.finish();
      await callers(calls.repairs(failed, caller));
      await callers(calls.repair({ run: failed, after: null, parameters: { day: "2026-11-19" } }, caller));
    });

    describe("describe and discover", () => {
      it("tell name, tags and parameters of a job", async () => {
        const info = await jobs.describe(service.long.job);
        expect(info).toMatchObject({ job: service.long.job, name: service.long.name });
        expect(info.tags[service.tag.key]).toBe(service.tag.value);
        expect(info.parameters.map((each) => each.name)).toEqual(Object.keys(service.long.parameters));
        expect((await jobs.describe(service.several.job)).parameters).toEqual([]);
      });

      it("find the jobs that carry a tag", async () => {
        const found = async (tag: Parameters<Jobs["discover"]>[0]) => (await jobs.discover(tag)).map(({ job }) => job);
        const { key, value } = service.tag;
        for (const tag of [{ key }, { key, value }])
          expect(await found(tag)).toEqual(expect.arrayContaining([service.several.job, service.long.job]));
        expect(await found({ key, value: "something else" })).toEqual([]);
        expect(await found({ key: "constructor" })).toEqual([]);
        expect(await jobs.discover({ key, value })).toContainEqual(await jobs.describe(service.long.job));
      });
    });
  });
};

const byId = (runs: Run[]): Run[] => runs.toSorted((a, b) => (a.run < b.run ? -1 : 1));
