import type { QuestionScript } from "../../../sandbox/databricks/genie/troubles.ts";
import type { Fault } from "../../../sandbox/traffic.ts";
import { File } from "../../../src/config/config-file.ts";
import { createMetrics } from "../../../src/metrics/metrics.ts";
import type { Ask, AskOutcome, Finding, Stage } from "../../../src/ports/databricks/agent.ts";
import { noTracer } from "../../../src/tracing/tracer.ts";
import { createAskPoller, interval, type Round } from "../../../src/turn/asks/ask-poller.ts";
import { Turn } from "../../../src/turn/turn-records.ts";
import { openWorkspace, type Workspace } from "../../adapters/databricks/workspace.ts";
import { somebody } from "../../support/callers.ts";

/* Polling of Genie on the wire, whose clock and ours move only when told. */

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.reset());
afterAll(() => workspace.close());

const question = "What is the total revenue?";
const script = (more: Partial<QuestionScript>) => workspace.databricks.scriptQuestion({ match: question, ...more });
const fault = (more: Partial<Fault>) =>
  workspace.traffic.faults.push({ service: "databricks", kind: "500", times: 1_000_000, ...more });

let turns = 0;
/** A turn whose one question is out. */
const asked = async (limits: { agent_seconds?: number; turn_seconds?: number } = {}) => {
  turns += 1;
  const agent = workspace.genie();
  const key = `turn-${turns}`;
  const ask: Ask = { key, agent: "sales", question, actor: somebody, earlier: [] };
  const startedAt = workspace.time.now();
  const ref = await agent.start(ask);
  const place = { platform: "slack", thread: "slack:T1:C1:1.2", channelId: "C1", direct: false, to: null };
  const posted = { ref: { platform: "slack", thread: place.thread, id: null }, place };
  const turn = Turn.parse({
    ...{ id: key, task: key, actor: somebody, question, echo: false, startedAt, posted },
    ...{ phase: "waiting", round: 0, asks: [{ ask, ref, startedAt }] },
  });
  const profile = { id: "sales", name: "Sales", description: "", examples: [], keywords: [] };
  const counts = async () => ({ ready: 0, delayed: 0, running: 0, dead: 0 });
  const poller = createAskPoller({
    agents: new Map([["sales", { profile, agent }]]),
    config: { ...File.parse({}), limits: File.parse({ limits }).limits, timeZone: undefined },
    tracer: noTracer,
    metrics: createMetrics({ counts }, []),
    now: workspace.time.now,
  });
  const { signal } = new AbortController();

  return {
    look: () => poller.check(turn, signal),
    /** Looks every few seconds, for so long or until all has ended. */
    follow: async (seconds: number): Promise<Round> => {
      let round = await poller.check(turn, signal);
      for (let passed = 0; passed < seconds && round.state === "open"; passed += 5) {
        workspace.time.pass(5_000);
        round = await poller.check(turn, signal);
      }
      return round;
    },
  };
};

const outcomeOf = (round: Round): AskOutcome =>
  round.state === "settled" ? round.outcomes[0]! : expect.fail(JSON.stringify(round));
const failureOf = (round: Round) => {
  const outcome = outcomeOf(round);
  return outcome.state === "failed" ? outcome.failure : expect.fail(JSON.stringify(outcome));
};
const findingOf = (round: Round): Finding => {
  const outcome = outcomeOf(round);
  return outcome.state === "done" ? outcome.finding : expect.fail(JSON.stringify(outcome));
};

describe("a warehouse that starts for minutes", () => {
  it("is waited for beyond the limit of the agent, and named", async () => {
    script({ warehouseSeconds: 400 });
    const { follow } = await asked({ agent_seconds: 30 });
    const round = await follow(390);
    expect(round).toMatchObject({
      state: "open",
      rows: [{ state: "running", words: "SQL written · the SQL warehouse is starting" }],
    });
    expect(findingOf(await follow(60)).table?.total).toBe(2);
  });

  it("is given up when Genie gives up, by its name, with the statement cancelled", async () => {
    script({ warehouseSeconds: 3_600 });
    const { follow } = await asked({ agent_seconds: 30 });
    expect((await follow(595)).state).toBe("open");
    expect(failureOf(await follow(30))).toMatchObject({
      code: "agent.warehouse-starting",
      sentence: expect.stringContaining("still starting after 10 minutes"),
    });
    expect(workspace.lines().at(-1)).toMatch(/\/sql\/statements\//);
  });

  it("still leaves the agent its own time", async () => {
    script({ warehouseSeconds: 100, hang: true, status: "EXECUTING_QUERY" });
    const { follow } = await asked({ agent_seconds: 30 });
    expect((await follow(120)).state).toBe("open");
    expect(failureOf(await follow(30)).code).toBe("agent.timeout");
  });
});

describe("the limit of an agent", () => {
  it("is by default not below what Genie's slower answers take, nor below Genie's own", async () => {
    script({ hang: true });
    const { follow } = await asked();
    expect((await follow(595)).state).toBe("open");
    expect(failureOf(await follow(30))).toMatchObject({ code: "agent.timeout" });
  });

  it("ends an ask that takes longer", async () => {
    script({ hang: true });
    const { follow } = await asked({ agent_seconds: 20 });
    expect(failureOf(await follow(60))).toMatchObject({
      code: "agent.timeout",
      sentence: expect.stringContaining("within 20 seconds"),
    });
  });
});

describe("at the limit", () => {
  it("the text that is there is shown when its rows cannot be fetched, and the service is named", async () => {
    const { follow } = await asked({ agent_seconds: 30 });
    fault({ kind: "503", match: "/query-result" });
    const found = findingOf(await follow(60));
    expect(found.text).toContain("3,275");
    expect(found.notes).toEqual([
      expect.stringMatching(/^The rows could not be fetched\. Databricks can't be reached/),
    ]);
  });

  it("the service is named when no poll succeeded, and not the question", async () => {
    const { follow } = await asked({ agent_seconds: 30 });
    fault({ kind: "500", match: "/messages/" });
    expect(failureOf(await follow(60))).toEqual({
      code: "databricks.unavailable",
      sentence: expect.stringContaining("Databricks can't be reached or is having trouble"),
    });
  });
});

it("a question that Genie had no room for may be asked again", async () => {
  fault({ kind: "rate_limited_message", times: 1 });
  const { follow } = await asked();
  expect(outcomeOf(await follow(30))).toMatchObject({ state: "failed", refused: {} });
});

it("is looked at most often when it may end at any moment, with at most half as many looks again", () => {
  // What Genie usually does, and how long it takes, ms.
  const walk: { stage: Stage; rows?: number; lasts: number }[] = [
    { stage: "reading", lasts: 1_200 },
    { stage: "writing", lasts: 2_500 },
    { stage: "starting-warehouse", lasts: 800 },
    { stage: "querying", lasts: 1_750 },
    { stage: "querying", rows: 12, lasts: 750 },
    { stage: "summarizing", rows: 12, lasts: 1_500 },
  ];
  const total = walk.reduce((sum, { lasts }) => sum + lasts, 0);
  const endOf = (step: number) => walk.slice(0, step + 1).reduce((sum, { lasts }) => sum + lasts, 0);
  const at = (time: number) => walk.find((_, step) => time < endOf(step));
  let [time, looks, changedAt] = [300, 1, 300];
  for (let seen = at(time); seen; looks += 1) {
    time += interval(time - changedAt, seen);
    const next = at(time);
    if (next !== seen) changedAt = time;
    seen = next;
  }
  expect(time - total).toBeLessThanOrEqual(250);
  expect(looks).toBeLessThanOrEqual((1.5 * total) / 700);
});
