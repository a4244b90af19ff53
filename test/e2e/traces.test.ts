import { type JobStage, openJobStage } from "../support/databricks/job-stage.ts";
import { eventually, untilPasses } from "../support/eventually.ts";
import { startOtherCollector } from "../support/traces/other-collector.ts";
import { type ReceivedSpan, type Receiver, startReceiver } from "../support/traces/otlp.ts";

/* Traces of the real bot, as an MLflow server sees them, and a collector that others wrote. */

let receiver: Receiver;
let collector: Awaited<ReturnType<typeof startOtherCollector>>;
let stage: JobStage;
beforeAll(async () => {
  [receiver, collector] = await Promise.all([startReceiver(), startOtherCollector()]);
  stage = await openJobStage({
    fast: false,
    env: {
      ...{ MLFLOW_TRACKING_URI: receiver.url, MLFLOW_EXPERIMENT_ID: "7" },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.grpc, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
    },
    settings: { traces: { content: true } },
  });
  await stage.post("/control/databricks/pace", { factor: 0.5 });
});
afterAll(async () => {
  await stage?.close();
  await receiver?.stop();
  await collector?.stop();
});
beforeEach(() => receiver.spans.splice(0));

/** The root of the turn of a message, once it has arrived. */
const rootOf = (ts: string) => {
  const isOf = ({ parent, attributes }: ReceivedSpan) =>
    parent === "" && String(attributes["gen_ai.conversation.id"]).endsWith(`:${ts}`);
  return eventually(() => receiver.spans.find(isOf), 20_000, "the root of a trace");
};

const named = (name: string): ReceivedSpan[] => receiver.spans.filter((span) => span.name === name);

describe("a question to two agents with a restart in the middle", () => {
  it("is one tree with the right parents", async () => {
    const ts = await stage.say(
      "asker",
      "analytics",
      "@genie What is the total revenue, and which regions have high churn?",
    );
    await eventually(async () => (await stage.replies("analytics", ts))[0]?.text.includes("Sales: "), 15_000);
    // A kill loses what has not been sent, so both have to have the checks before it.
    await eventually(() => named("check").length >= 2);
    const { trace } = named("check")[0]!;
    const areSent = async () => {
      const arrived = new Set((await collector.spansOf(trace)).map(({ id }) => id));
      return named("check").every(({ id }) => arrived.has(id));
    };
    await eventually(areSent, 10_000, "the checks at the other collector");
    await stage.restart();
    const answer = await stage.answer("analytics", ts, 30_000);
    const root = await rootOf(ts);
    const spans = [...new Map(receiver.spans.map((span) => [span.id, span])).values()];

    expect(new Set(spans.map(({ trace }) => trace)).size).toBe(1);
    const ids = new Set(spans.map(({ id }) => id));
    expect(spans.filter(({ parent }) => parent !== "" && !ids.has(parent))).toEqual([]);
    expect(spans.filter(({ parent }) => parent === "")).toHaveLength(1);

    const asks = ["invoke_agent Sales", "invoke_agent Customer"].flatMap((name) =>
      spans.filter((s) => s.name === name),
    );
    expect(asks.map(({ parent, status }) => [parent, status])).toEqual(Array(2).fill([root.id, 1]));
    const [plan] = named("plan genie-concierge");
    expect(plan?.parent).toBe(root.id);
    expect(named("first sign")[0]?.parent).toBe(root.id);
    const checks = spans.filter(({ name }) => name === "check");
    for (const { parent } of checks) expect(asks.map(({ id }) => id)).toContain(parent);

    const writing = spans.find(({ name }) => name === "answer");
    const calls = spans.filter(({ name }) => name.startsWith("chat "));
    expect(calls.map(({ parent }) => parent).toSorted()).toEqual([plan?.id, writing?.id].toSorted());
    for (const { attributes } of calls) {
      expect(Number(attributes["gen_ai.usage.input_tokens"])).toBeGreaterThan(0);
      expect(String(attributes["mlflow.spanInputs"])).toContain('"role":"system"');
    }
    expect(writing?.parent).toBe(root.id);
    expect(spans.find(({ name }) => name === "delivery")?.parent).toBe(root.id);

    expect(root.attributes).toMatchObject({
      "mlflow.traceTag.agents": "sales,customer",
      "mlflow.traceTag.outcome": "answered",
      "mlflow.traceTag.mlflow_experiment_id": "7",
      "gen_ai.conversation.id": `slack:${(root.attributes["user.id"] as string).split(":")[1]}:${channelIn(root)}:${ts}`,
    });
    expect(root.attributes["mlflow.traceTag.confidence"]).toMatch(/high|medium|low/);
    expect(String(root.attributes["mlflow.spanInputs"])).toContain("total revenue");
    expect(answer.text).toContain("2,525");
    expect(String(root.attributes["mlflow.spanOutputs"])).toContain("2,525");
    expect(root.endedAt - root.startedAt).toBeGreaterThan(Math.max(...asks.map((a) => a.endedAt - a.startedAt)) - 1);

    await untilPasses(async () => {
      const seen = [...new Map(receiver.spans.map((span) => [span.id, span])).values()];
      expect(treeOf(await collector.spansOf(root.trace))).toEqual(treeOf(seen));
    }, 10_000);
  });
});

/** Each span once, with its name and its parent. */
const treeOf = (spans: readonly { id: string; parent: string; name: string }[]): Map<string, [string, string]> =>
  new Map(spans.map(({ id, parent, name }) => [id, [name, parent]]));

const channelIn = ({ attributes }: ReceivedSpan): string => String(attributes["session.id"]).split(":")[2] ?? "";

it("a question that is stopped ends its trace, and the open ask shows as cancelled", async () => {
  await stage.post("/control/databricks/question", { match: "revenue", hang: true });
  const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
  const status = await eventually(async () => {
    const [reply] = await stage.replies("analytics", ts);
    return reply?.text.includes("Sales: ") ? reply : undefined;
  }, 15_000);
  await stage.click("asker", "analytics", status.ts, "cancel");
  const root = await rootOf(ts);
  expect(root.attributes["mlflow.traceTag.outcome"]).toBe("cancelled");
  expect(root.status).toBe(1);
  const asks = named("invoke_agent Sales").filter(({ trace }) => trace === root.trace);
  expect(asks[0]).toMatchObject({ parent: root.id, status: 2 });
});

it("the end of a trace reaches a collector that was away meanwhile", async () => {
  receiver.answer = 503;
  const ts = await stage.say("asker", "analytics", "@genie What are customer segments?");
  await stage.answer("analytics", ts, 20_000);
  const refused = () => receiver.refused.some(({ parent }) => parent === "");
  await eventually(refused, 20_000, "the end of the trace being refused");
  receiver.answer = 200;
  expect((await rootOf(ts)).attributes["mlflow.traceTag.outcome"]).toBe("answered");
});

it("a vote on an answer is attached to its trace", async () => {
  const ts = await stage.say("asker", "analytics", "@genie Which product is the top seller?");
  const answer = await stage.answer("analytics", ts, 20_000);
  const root = await rootOf(ts);
  const value = /"value":"(up:[^"]+)"/.exec(JSON.stringify(answer.blocks))?.[1];
  await stage.click("asker", "analytics", answer.ts, "vote", value);
  const [made] = await eventually(() => (receiver.assessments.length > 0 ? receiver.assessments : undefined), 15_000);
  expect(made?.path).toContain(root.trace);
  expect(made?.body).toMatchObject({ assessment: { feedback: { value: true } } });
});

it("a run that failed has a trace of its own, and so has what was found out about it", async () => {
  await stage.script("transaction-anomalies", "timeout", 1);
  await stage.say("asker", "analytics", "@genie run transaction-anomalies days=7");
  const run = await eventually(() => receiver.spans.find((s) => s.name.startsWith("execute_tool")), 30_000, "a run");
  expect(run).toMatchObject({ parent: "", status: 2, attributes: { "mlflow.spanType": "TOOL" } });
  const triage = await eventually(() => named("invoke_workflow triage")[0], 20_000, "a triage");
  expect(triage.attributes).toMatchObject({ "mlflow.traceTag.outcome": "shown", "concierge.class": "timeout" });
  const diagnosis = named("diagnosis")[0];
  expect([diagnosis?.trace, diagnosis?.parent]).toEqual([triage.trace, triage.id]);
});
