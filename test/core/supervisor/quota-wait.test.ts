import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import type { Fault } from "../../../sandbox/traffic.ts";
import { Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Quota } from "../../../src/ports/stores/quota.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { QuotaStep, SupervisorStep, TurnHooks, TurnInput } from "../../../src/supervisor/supervisor.ts";
import { asAnswer, type Bench, openBench, type Parts, settle, supervise, turnOf, watch } from "../../support/bench.ts";
import { planOf, recordedModel } from "../../support/models/recorded-model.ts";

const both = "What regions have high revenue but high churn?";
const minute = 60_000;

let bench: Bench;
let now: number;
let folder: string;
let stores: Stores;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.databricks.reset();
  bench.traffic.reset();
  now = 1_000_000;
  folder = mkdtempSync(join(tmpdir(), "concierge-"));
  stores = sqlite({ path: join(folder, "quota.db"), log: silent, conversationTtlMs: minute, now: () => now });
});
afterEach(async () => {
  await stores.close(0);
  rmSync(folder, { recursive: true });
});

/** The supervisor's parts, with a quota of so many questions a minute by our clock. */
const partsWith = (most: number): Parts => ({
  ...bench.parts("sqlite"),
  quota: stores.quota("genie", { most, perMs: minute }, 15_000),
});
const open = (parts: Parts) => supervise(parts, undefined, () => now);
const awaitingQuota = async (step: Promise<SupervisorStep>): Promise<QuotaStep> => {
  const found = await step;
  if (found.state !== "awaiting-quota") throw new Error(`not awaiting the quota but ${found.state}`);
  return found;
};
const fault = (more: Partial<Fault>) =>
  bench.traffic.faults.push({ service: "databricks", kind: "429", match: "start-conversation", times: 1, ...more });
/** Questions that were sent to Genie, taken or not. */
const sent = () =>
  bench.traffic.calls.filter(({ method, path }) => method === "POST" && path.includes("/genie/")).length;
const live = (deadlineMs = Number.POSITIVE_INFINITY): TurnHooks => ({ ...watch().live, deadline: now + deadlineMs });
/** Goes on while there is nothing to wait for. */
const conclude = async (parts: Parts, turn: TurnInput, step: SupervisorStep) => {
  if (step.state !== "waiting") throw new Error(`not waiting but ${step.state}`);
  const after = await open(parts).advance(turn, await settle(parts, step.asks), live());
  if (after.state !== "answered") throw new Error(`not answered but ${after.state}`);
  return asAnswer(after.result);
};
/** Everybody else of the workspace: takes so many turns of the minute. */
const others = async (quota: Quota, count: number, asker = "others") => {
  for (let at = 0; at < count; at += 1) await quota.claim({ id: `${asker} ${at}`, asker });
};

describe("a turn that waits for the quota", () => {
  it("sends what may go and says where the others stand; they go when their turn comes", async () => {
    const parts = partsWith(1);
    const turn = turnOf("quota-1", both);
    const step = await awaitingQuota(open(parts).advance(turn, undefined, live()));
    expect(step.asks).toHaveLength(1);
    expect(step.waiting).toMatchObject([{ place: 1, waitMs: minute }]);
    expect(new Set([...step.asks.map(({ ask }) => ask.agent), ...step.waiting.map(({ agent }) => agent)])).toEqual(
      new Set(["sales", "customer"]),
    );
    now += 20_000;
    const later = await awaitingQuota(open(parts).advance(turn, undefined, live()));
    expect(later.waiting).toMatchObject([{ key: step.waiting[0]!.key, place: 1, waitMs: 40_000 }]);
    expect(later.asks).toEqual(step.asks);
    expect(sent()).toBe(1);
    now += 40_000;
    const result = await conclude(parts, turn, await open(parts).advance(turn, undefined, live()));
    expect(result.outcomes.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(sent()).toBe(2);
  });

  it("does not send again what could not be sent, while others of the turn wait", async () => {
    const parts = partsWith(1);
    const turn = turnOf("quota-2", both);
    fault({ kind: "permission" });
    const step = await awaitingQuota(open(parts).advance(turn, undefined, live()));
    expect(step.asks).toEqual([]);
    expect(step.settled).toMatchObject([{ state: "failed", failure: { code: "genie.permission" } }]);
    now += minute;
    const result = await conclude(parts, turn, await open(parts).advance(turn, undefined, live()));
    expect(result.outcomes.map(({ state }) => state).toSorted()).toEqual(["done", "failed"]);
    expect(sent()).toBe(2);
  });

  it("waits again when Genie takes no questions, and holds all others back for that time", async () => {
    const parts = partsWith(100);
    const turn = turnOf("quota-3", "What is the total revenue?");
    fault({ retry_after: 7 });
    const step = await awaitingQuota(open(parts).advance(turn, undefined, live()));
    expect(step.waiting).toMatchObject([{ place: 1, waitMs: 7_000 }]);
    expect(await parts.quota.claim({ id: "other", asker: "other" })).toMatchObject({ state: "wait", place: 2 });
    now += 6_999;
    await awaitingQuota(open(parts).advance(turn, undefined, live()));
    expect(sent()).toBe(1);
    now += 1;
    await conclude(parts, turn, await open(parts).advance(turn, undefined, live()));
    expect(sent()).toBe(2);
    expect(bench.asked()).toEqual(["sales: What is the total revenue?"]);
  });

  it("does not look in Genie for a question that was refused, before it is sent again", async () => {
    const parts = partsWith(100);
    const turn = turnOf("quota-4", "What is the total revenue?");
    fault({ retry_after: 1 });
    await awaitingQuota(open(parts).advance(turn, undefined, live()));
    now += 1_000;
    await open(parts).advance(turn, undefined, live());
    expect(bench.traffic.calls.filter(({ path }) => path.includes("/genie/")).map(({ method }) => method)).toEqual([
      "POST",
      "POST",
    ]);
  });

  it("gives up at once what would not be asked in time, says why, and gives up its place", async () => {
    const parts = partsWith(2);
    await others(parts.quota, 6);
    const turn = turnOf("quota-5", "What is the total revenue?");
    const step = await open(parts).advance(turn, undefined, live(minute - 1));
    if (step.state !== "answered") throw new Error(`not answered but ${step.state}`);
    const result = asAnswer(step.result);
    expect(result.outcomes).toMatchObject([{ state: "failed", failure: { code: "genie.quota" } }]);
    expect(result.markdown).toMatch(/Too many questions are waiting for Genie .* ask again later/);
    expect(sent()).toBe(0);
    expect(await parts.quota.claim({ id: "next", asker: "asker 2" })).toMatchObject({ place: 2 });
  });

  it("gives up what Genie refuses until the end of the turn, and says so", async () => {
    const parts = partsWith(100);
    const turn = turnOf("quota-6", "What is the total revenue?");
    fault({ retry_after: 61 });
    const step = await open(parts).advance(turn, undefined, live(minute - 1));
    if (step.state !== "answered") throw new Error(`not answered but ${step.state}`);
    expect(asAnswer(step.result).outcomes).toMatchObject([
      { state: "failed", failure: { code: "genie.rate-limited" } },
    ]);
    expect(sent()).toBe(1);
  });

  it("lets one question try after a refusal, and the others once it was taken", async () => {
    const parts = partsWith(100);
    const turns = [1, 2, 3].map((number) => turnOf(`try-${number}`, "What is the total revenue?"));
    fault({ retry_after: 7, times: 2 });
    for (const turn of turns) await awaitingQuota(open(parts).advance(turn, undefined, live()));
    expect(sent()).toBe(1);
    now += 7_000;
    const steps = await Promise.all(turns.map((turn) => open(parts).advance(turn, undefined, live())));
    expect(steps.map(({ state }) => state)).toEqual(["awaiting-quota", "awaiting-quota", "awaiting-quota"]);
    expect(sent()).toBe(2);
    expect((await awaitingQuota(open(parts).advance(turns[2]!, undefined, live()))).waiting).toMatchObject([
      { refused: true },
    ]);
    now += 7_000;
    for (const turn of turns) await open(parts).advance(turn, undefined, live());
    const last = await Promise.all(turns.map((turn) => open(parts).advance(turn, undefined, live())));
    expect(last.map(({ state }) => state)).toEqual(["waiting", "waiting", "waiting"]);
    expect(bench.asked()).toHaveLength(3);
  });

  it("says that Genie takes no questions to those who only wait because of that", async () => {
    const parts = partsWith(100);
    fault({ retry_after: 3_600 });
    await awaitingQuota(open(parts).advance(turnOf("told-1", "What is the total revenue?"), undefined, live()));
    const step = await open(parts).advance(turnOf("told-2", "What is the total revenue?"), undefined, live(minute - 1));
    if (step.state !== "answered") throw new Error(`not answered but ${step.state}`);
    expect(asAnswer(step.result).outcomes).toMatchObject([
      {
        failure: {
          code: "genie.rate-limited",
          sentence: expect.stringContaining("isn't taking any more Genie questions"),
        },
      },
    ]);
  });

  it("does not stay shut for an hour because one answer said so", async () => {
    const parts = partsWith(100);
    const turn = turnOf("hour", "What is the total revenue?");
    fault({ retry_after: 3_600 });
    expect((await awaitingQuota(open(parts).advance(turn, undefined, live()))).waiting).toMatchObject([
      { waitMs: minute },
    ]);
    now += minute;
    await conclude(parts, turn, await open(parts).advance(turn, undefined, live()));
  });

  it("asks a question again that Genie took and then had no room for, after a while", async () => {
    const parts = partsWith(100);
    const turn = turnOf("again", both);
    bench.traffic.faults.push({ service: "databricks", kind: "rate_limited_message", times: 1 });
    const first = await open(parts).advance(turn, undefined, live());
    if (first.state !== "waiting") throw new Error(`not waiting but ${first.state}`);
    const step = await awaitingQuota(open(parts).advance(turn, await settle(parts, first.asks), live()));
    expect(step).toMatchObject({ round: 1, waiting: [{ refused: true }], settled: [{ state: "done" }] });
    now += 2_000;
    const result = await conclude(parts, turn, await open(parts).advance(turn, undefined, live()));
    expect(result.outcomes.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(bench.asked()).toHaveLength(3);
  });

  it("gives up a question that Genie has no room for until the end of the turn", async () => {
    const parts = partsWith(100);
    const turn = turnOf("never", "What is the total revenue?");
    bench.traffic.faults.push({ service: "databricks", kind: "rate_limited_message", times: 1 });
    const first = await open(parts).advance(turn, undefined, live());
    if (first.state !== "waiting") throw new Error(`not waiting but ${first.state}`);
    const last = await open(parts).advance(turn, await settle(parts, first.asks), live(0));
    expect(last).toMatchObject({
      state: "answered",
      result: { outcomes: [{ state: "failed", failure: { code: "genie.rate-limited" } }] },
    });
  });

  it("gives its turn back when Databricks is down and nothing was sent", async () => {
    const parts = partsWith(1);
    const agents = parts.agents.map(({ profile, agent }) => ({
      profile,
      agent: { ...agent, start: () => Promise.reject(new Problem("service.paused", "Databricks does not answer.")) },
    }));
    const turn = turnOf("quota-7", "What is the total revenue?");
    const step = await open({ ...parts, agents }).advance(turn, undefined, live());
    expect(step).toMatchObject({
      state: "answered",
      result: { outcomes: [{ failure: { code: "service.paused" } }] },
    });
    expect(await parts.quota.claim({ id: "other", asker: "other" })).toEqual({ state: "go" });
  });

  it("waits for the quota in a further round as well", async () => {
    const parts = partsWith(2);
    const { model } = recordedModel({
      objects: [planOf({ sales: "Which regions have high revenue?", customer: "Which regions have high churn?" })],
      texts: [
        '{"ask":[{"agent":"inventory","question":"What needs reordering?"}]}',
        "Chairs run low [3] where churn is high [2].",
      ],
    });
    const supervisor = supervise(parts, model, () => now);
    const turn = turnOf("quota-8", both);
    const first = await supervisor.advance(turn, undefined, live());
    if (first.state !== "waiting") throw new Error(`not waiting but ${first.state}`);
    const step = await awaitingQuota(supervisor.advance(turn, await settle(parts, first.asks), live()));
    expect(step).toMatchObject({ round: 1, waiting: [{ agent: "inventory", place: 1 }] });
    now += minute;
    const second = await supervisor.advance(turn, undefined, live());
    if (second.state !== "waiting") throw new Error(`not waiting but ${second.state}`);
    const last = await supervisor.advance(turn, await settle(parts, second.asks), live());
    expect(last).toMatchObject({
      state: "answered",
      result: { markdown: "Chairs run low [3] where churn is high [2]." },
    });
  });

  it("ends at once when it is stopped", async () => {
    const parts = partsWith(1);
    await others(parts.quota, 1);
    const stop = AbortSignal.abort();
    const stopped = open(parts).advance(turnOf("quota-9", both), undefined, { ...live(), signal: stop });
    await expect(stopped).rejects.toThrow();
    expect(sent()).toBe(0);
  });
});
