import type { AddressInfo } from "node:net";
import { MemorySaver } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { createHttp } from "../../../adapters/databricks/http.ts";
import { createJobs } from "../../../adapters/databricks/jobs/jobs.ts";
import { personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { createDatabricks, type Databricks } from "../../../sandbox/databricks/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import type { JobConfig } from "../../../src/config/config.ts";
import { File } from "../../../src/config/config-file.ts";
import type { Act, Proposal } from "../../../src/jobs/proposals/proposal.ts";
import { createProposalGraph, type ProposalGraph, type Standing } from "../../../src/jobs/proposals/proposal-graph.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import type { Jobs } from "../../../src/ports/databricks/jobs.ts";
import { exampleJobs } from "../../support/databricks/example-jobs.ts";

let databricks: Databricks;
let jobs: Jobs;
let close: () => void;
const traffic = new Traffic();
beforeAll(async () => {
  databricks = createDatabricks({ traffic, fast: true });
  const server = await serve(databricks, 0, traffic);
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  jobs = createJobs({
    http: createHttp({ host, identity: serviceIdentity(personalToken(TOKENS.pat)), log: silent }),
    host,
    log: silent,
  });
  close = () => {
    databricks.close();
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => databricks.reset());
afterAll(() => close());

const asker: Actor = { platform: "slack", tenant: "T1", user: "U1", name: "asker" };
const admin: Actor = { ...asker, user: "U9", name: "admin" };
const place = { platform: "slack" as const, thread: "slack:T1:C1:1.2", channelId: "C1", direct: false, to: null };
const { access } = File.parse({ access: { admins: ["U9"] } });

let count = 0;
const proposal = (job: string, more: Partial<Proposal> = {}): Proposal => {
  count += 1;
  return {
    id: `proposal-${count}`,
    job,
    actor: asker,
    place,
    words: "please",
    given: {},
    supervised: false,
    isSpoken: true,
    isRepeated: false,
    proposed: [],
    at: 0,
    ...more,
  };
};
const known = (): JobConfig[] =>
  exampleJobs().map((job) => ({ ...job, job_id: databricks.jobs.find(({ name }) => name === job.id)?.job_id ?? "" }));
const graphOver = (
  saver: BaseCheckpointSaver,
  { list = known, start = jobs, now = () => Date.parse("2026-03-01T12:00:00Z"), timeZone = "UTC" } = {},
): ProposalGraph =>
  createProposalGraph({
    rights: async () => ({ kind: "bot" }),
    catalog: { byId: (id) => list().find((job) => job.id === id) },
    jobs: start,
    access,
    timeZone,
    saver,
    now,
  });

const begin: Act = { kind: "begin" };
const decide = (start: boolean, by = asker): Act => ({ kind: "decide", start, by });
const started = (): number => traffic.calls.filter(({ path }) => path.endsWith("/run-now")).length;
const runOf = (standing: Standing): string =>
  standing.state === "ended" && standing.outcome.state === "started" ? standing.outcome.run : "";
const outcome = (standing: Standing) => (standing.state === "ended" ? standing.outcome : standing);

describe("a proposal", () => {
  beforeEach(() => traffic.reset());

  it("starts at once where nothing has to be asked", async () => {
    const standing = await graphOver(new MemorySaver()).advance(proposal("refresh-dashboard"), begin);
    expect(runOf(standing)).toMatch(/^\d{15}$/);
    expect(started()).toBe(1);
  });

  it("takes today for the day where the person is, else where the deployment is", async () => {
    const list = () => known().map((job) => ({ ...job, confirm: true }));
    const graph = graphOver(new MemorySaver(), { list, timeZone: "Pacific/Kiritimati" });
    const given = { table: "sales.orders", from: "yesterday", to: "today" };
    const there: Actor = { ...asker, zone: "America/New_York" };
    expect(await graph.advance(proposal("backfill", { given }), begin)).toMatchObject({
      values: { from: "2026-03-01", to: "2026-03-02" },
    });
    expect(await graph.advance(proposal("backfill", { given, actor: there }), begin)).toMatchObject({
      values: { from: "2026-02-28", to: "2026-03-01" },
    });
  });

  it("waits for values until they are right, then for a decision, then starts with exactly those", async () => {
    const list = () => known().map((job) => ({ ...job, confirm: true }));
    const graph = graphOver(new MemorySaver(), { list });
    const wish = proposal("backfill", { given: { table: "SALES.orders", speed: "high" } });
    expect(await graph.advance(wish, begin)).toMatchObject({
      state: "form",
      complaints: [{ name: "speed" }, { name: "from" }, { name: "to" }],
    });
    const fields = { table: "SALES.orders", from: "yesterday", to: "soon", user_request: "smuggled" };
    expect(await graph.advance(wish, { kind: "fill", fields })).toMatchObject({
      state: "form",
      complaints: [{ name: "to", wrong: expect.stringContaining("not “soon”") }],
    });
    expect(await graph.advance(wish, decide(true))).toMatchObject({ state: "form" });
    const values = { table: "sales.orders", from: "2026-02-28", to: "2026-03-01" };
    expect(await graph.advance(wish, { kind: "fill", fields: { ...fields, to: "today" } })).toEqual({
      state: "confirm",
      proposed: [],
      values,
    });
    expect(started()).toBe(0);
    expect(outcome(await graph.advance(wish, decide(true, admin)))).toMatchObject({ state: "started", values });
    const [order] = traffic.calls.filter(({ path }) => path.endsWith("/run-now"));
    expect(order?.body).toMatchObject({ job_parameters: values });
    expect(JSON.stringify(order?.body)).not.toContain("smuggled");
  });

  it.each([
    [
      "takes them by its configuration",
      "transaction-anomalies",
      {},
      { job_parameters: { user_request: "look at May" } },
    ],
    [
      "declares them itself",
      "transaction-anomalies",
      { parameters: {} },
      { job_parameters: { user_request: "look at May" } },
    ],
    ["is told to", "refresh-dashboard", { user_request: true }, { notebook_params: { user_request: "look at May" } }],
  ])("passes the person's words to a job that %s", async (_, job, more, body) => {
    const list = () => known().map((one) => (one.id === job ? { ...one, ...more } : one));
    const wish = proposal(job, { words: "look at May" });
    const standing = await graphOver(new MemorySaver(), { list }).advance(wish, begin);
    expect(outcome(standing)).toMatchObject({ state: "started", values: { user_request: "look at May" } });
    expect(traffic.calls.find(({ path }) => path.endsWith("/run-now"))?.body).toMatchObject(body);
  });

  it("passes the person's words to no job that knows nothing of them", async () => {
    const standing = await graphOver(new MemorySaver()).advance(proposal("refresh-dashboard", { words: "now" }), begin);
    expect(outcome(standing)).toMatchObject({ state: "started", values: {} });
    expect(JSON.stringify(traffic.calls.map(({ body }) => body))).not.toContain("user_request");
  });

  it("starts with the values that were confirmed, also when another day has begun", async () => {
    let now = Date.parse("2026-03-01T23:59:00Z");
    const list = () => known().map((job) => ({ ...job, confirm: true }));
    const graph = graphOver(new MemorySaver(), { list, now: () => now });
    const wish = proposal("backfill", { given: { table: "sales.orders", from: "yesterday", to: "today" } });
    await graph.advance(wish, begin);
    now += 120_000;
    expect(outcome(await graph.advance(wish, decide(true)))).toMatchObject({
      values: { from: "2026-02-28", to: "2026-03-01" },
    });
  });

  it.each([
    ["declined", decide(false), { state: "declined", by: asker }],
    ["expired", { kind: "expire" } as Act, { state: "expired" }],
  ])("that is %s never starts, whatever comes after", async (_, act, end) => {
    const graph = graphOver(new MemorySaver());
    const wish = proposal("nightly-load");
    expect((await graph.advance(wish, begin)).state).toBe("confirm");
    expect(outcome(await graph.advance(wish, act))).toEqual(end);
    expect(outcome(await graph.advance(wish, decide(true)))).toEqual(end);
    expect(outcome(await graph.advance(wish, { kind: "fill", fields: {} }))).toEqual(end);
    expect(started()).toBe(0);
  });

  it.each([
    ["allow", "started"],
    ["confirm", "confirm"],
    ["never", "refused"],
  ] as const)("that the supervisor made of a sentence obeys supervisor: %s", async (supervisor, state) => {
    const list = () => known().map((job) => ({ ...job, supervisor }));
    const standing = await graphOver(new MemorySaver(), { list }).advance(
      proposal("refresh-dashboard", { supervised: true }),
      begin,
    );
    expect(outcome(standing).state).toBe(state);
    expect(started()).toBe(state === "started" ? 1 : 0);
  });

  it("is refused to who lost the right, or whose job is gone, while it waited", async () => {
    for (const change of [
      (job: JobConfig) => ({ ...job, allow: { ...job.allow, users: ["U2"] } }),
      (job: JobConfig) => ({ ...job, id: "renamed" }),
    ]) {
      let list = known;
      const graph = graphOver(new MemorySaver(), { list: () => list() });
      const wish = proposal("nightly-load");
      expect((await graph.advance(wish, begin)).state).toBe("confirm");
      list = () => known().map(change);
      expect(outcome(await graph.advance(wish, decide(true))).state).toBe("refused");
    }
    expect(started()).toBe(0);
  });

  it("says why Databricks refused, and tries again when it is only away", async () => {
    const list = () => known().map((job) => ({ ...job, job_id: "1" }));
    const refused = await graphOver(new MemorySaver(), { list }).advance(proposal("refresh-dashboard"), begin);
    expect(outcome(refused)).toMatchObject({ state: "refused", failure: { code: "jobs.unknown" } });
    const graph = graphOver(new MemorySaver());
    const wish = proposal("refresh-dashboard");
    traffic.faults.push({ service: "databricks", match: "run-now", kind: "503", times: 100 });
    await expect(graph.advance(wish, begin)).rejects.toMatchObject({ retry: "later" });
    traffic.reset();
    expect(runOf(await graph.advance(wish, begin))).not.toBe("");
  });

  it("starts one run, whenever the process dies", async () => {
    const saver = new MemorySaver();
    const way: Act[] = [
      begin,
      { kind: "fill", fields: { table: "sales.orders", from: "today", to: "today" } },
      decide(true),
    ];
    const list = () => known().map((job) => ({ ...job, confirm: true }));
    let moments = 0;
    for (let died = true; died; moments += 1) {
      const wish = proposal("backfill");
      // It is still active when the runs are counted.
      databricks.scriptRun({ job: "backfill", outcome: "success", seconds: 10_000 });
      const doomed = mortal(saver, jobs, moments);
      const dying = graphOver(doomed.saver, { list, start: doomed.jobs });
      const runs = new Set<string>();
      for (const act of way) {
        const standing = await dying.advance(wish, act).catch((error: unknown) => {
          if (!doomed.died()) throw error;
          return graphOver(saver, { list }).advance(wish, act);
        });
        runs.add(runOf(standing));
      }
      runs.delete("");
      expect(runs.size).toBe(1);
      const [run] = [...runs];
      expect(await jobs.list({ job: (await jobs.check(run!, bot)).job, active: true, limit: 100 }, bot)).toHaveLength(
        1,
      );
      databricks.reset();
      died = doomed.died();
    }
    expect(moments).toBeGreaterThan(30);
  });
});

/** Saver and jobs whose every call, before and after it happened, is a moment at which the process may die. */
const mortal = (saver: BaseCheckpointSaver, service: Jobs, moments: number) => {
  let left = moments;
  const guard = <T extends object>(target: T, names: string[]): T =>
    new Proxy(target, {
      get: (object, name) => {
        const value = Reflect.get(object, name);
        if (typeof value !== "function") return value;
        if (!names.includes(String(name))) return value.bind(object);
        return async (...args: unknown[]) => {
          left -= 1;
          if (left < 0) throw new Error("dead before");
          const result = await value.apply(object, args);
          left -= 1;
          if (left < 0) throw new Error("dead after");
          return result;
        };
      },
    });
  return {
    saver: guard(saver, ["getTuple", "put", "putWrites"]),
    jobs: guard(service, ["start"]),
    died: () => left < 0,
  };
};
