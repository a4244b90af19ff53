import type { TraceSettings } from "../../../adapters/traces/settings.ts";
import { createTraceSink } from "../../../adapters/traces/trace-sink.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Span } from "../../../src/ports/tracing.ts";
import { spanIdOf, traceIdOf } from "../../../src/tracing/ids.ts";
import { type Receiver, startReceiver } from "../../support/traces/otlp.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const root: Span = {
  ...{ trace: traceIdOf("turn"), id: spanIdOf("turn"), kind: "workflow", name: "question" },
  ...{ startedAt: 1_700_000_000_123, endedAt: 1_700_000_004_456, facts: { outcome: "answered" } },
  ...{ user: "slack:T1:U1", thread: "slack:T1:C1:1.2", tags: { agents: "sales,customer", confidence: "high" } },
  inputs: { messages: [{ role: "user", content: "What is the total revenue?" }] },
  outputs: { messages: [{ role: "assistant", content: "3,275" }] },
};
const ask: Span = {
  ...{ trace: root.trace, id: spanIdOf("ask"), parent: root.id, kind: "agent", name: "Sales" },
  ...{ startedAt: root.startedAt, endedAt: root.endedAt, facts: { agent: "sales" }, error: "agent.timeout" },
};
const chat: Span = {
  ...{ trace: root.trace, id: spanIdOf("chat"), parent: root.id, kind: "model", name: "azure:gpt-5.2" },
  ...{ startedAt: root.startedAt, endedAt: root.endedAt, facts: {}, tokens: { input: 100, output: 20 } },
};

const mlflow = (): TraceSettings => ({
  ...{ kind: "mlflow", address: `${receiver.url}/`, experiment: "7" },
  login: { kind: "basic", user: "me", password: "secret" },
});

const open = (settings: TraceSettings, share = 1) => createTraceSink(settings, { share, log: silent, delayMs: 10 });

describe("traces for an MLflow server", () => {
  it("go to the experiment, with the login, in the words of OpenTelemetry and of MLflow", async () => {
    const sink = open(mlflow());
    sink.add(ask);
    sink.add(chat);
    await sink.send(root);
    await sink.close();
    const [first] = receiver.requests;
    expect(first).toMatchObject({ path: "/v1/traces", headers: { "x-mlflow-experiment-id": "7" } });
    expect(first?.headers.authorization).toBe(`Basic ${Buffer.from("me:secret").toString("base64")}`);
    const [sales, model, whole] = receiver.spans;
    expect(whole).toMatchObject({
      ...{ trace: root.trace, id: root.id, parent: "", status: 1, service: "genie-concierge" },
      ...{ name: "invoke_workflow question", startedAt: root.startedAt, endedAt: root.endedAt },
      attributes: {
        "mlflow.spanType": "AGENT",
        "gen_ai.operation.name": "invoke_workflow",
        "mlflow.spanInputs": JSON.stringify(root.inputs),
        "mlflow.spanOutputs": JSON.stringify(root.outputs),
        "gen_ai.output.messages": JSON.stringify([
          { role: "assistant", content: "3,275", parts: [{ type: "text", content: "3,275" }] },
        ]),
        "session.id": "slack:T1:C1:1.2",
        "gen_ai.conversation.id": "slack:T1:C1:1.2",
        "user.id": "slack:T1:U1",
        "mlflow.traceTag.agents": "sales,customer",
        "mlflow.traceTag.confidence": "high",
        "concierge.outcome": "answered",
      },
    });
    expect(sales).toMatchObject({
      ...{ parent: root.id, name: "invoke_agent Sales", status: 2 },
      attributes: { "mlflow.spanType": "AGENT", "gen_ai.agent.id": "sales", "error.type": "agent.timeout" },
    });
    expect(model).toMatchObject({
      name: "chat gpt-5.2",
      attributes: {
        "mlflow.spanType": "CHAT_MODEL",
        "gen_ai.provider.name": "azure.ai.openai",
        "gen_ai.usage.input_tokens": "100",
        "mlflow.chat.tokenUsage": JSON.stringify({ input_tokens: 100, output_tokens: 20, total_tokens: 120 }),
      },
    });
  });

  it("are a problem that another try may mend while the server is away, and one that it won't when it refuses", async () => {
    const sink = open(mlflow());
    receiver.answer = 503;
    await expect(sink.send(root)).rejects.toMatchObject({ code: "traces.refused", retry: "later" });
    receiver.answer = 400;
    await expect(sink.send(root)).rejects.toMatchObject({ code: "traces.refused", retry: "never" });
    await receiver.stop();
    await expect(sink.send(root)).rejects.toMatchObject({ code: "traces.unreachable", retry: "later" });
    await sink.close();
  });

  it("get what a person thinks, and that in place of what they thought before", async () => {
    const sink = open(mlflow());
    const good = { source: "slack:T1:U1", isGood: true, rationale: "" };
    expect(await sink.assess(root.trace, good, undefined)).toBe("a-1");
    expect(await sink.assess(root.trace, { ...good, isGood: false, rationale: "wrong rows" }, "a-1")).toBe("a-1");
    expect(await sink.assess(root.trace, { ...good, isGood: undefined }, "a-1")).toBeUndefined();
    await sink.close();
    const path = `/api/3.0/mlflow/traces/tr-${root.trace}/assessments`;
    expect(receiver.assessments).toMatchObject([
      {
        ...{ method: "POST", path },
        body: {
          assessment: {
            assessment_name: "user_feedback",
            source: { source_type: "HUMAN", source_id: "slack:T1:U1" },
            feedback: { value: true },
          },
        },
      },
      {
        ...{ method: "PATCH", path: `${path}/a-1` },
        body: {
          assessment: { feedback: { value: false }, rationale: "wrong rows" },
          update_mask: "feedback,rationale",
        },
      },
      { method: "DELETE", path: `${path}/a-1` },
    ]);
  });

  it("hold long texts within bounds, as JSON", async () => {
    const sink = open(mlflow());
    await sink.send({ ...root, outputs: { messages: [{ role: "assistant", content: "x".repeat(500_000) }] } });
    await sink.close();
    const shown = String(receiver.spans[0]?.attributes["mlflow.spanOutputs"]);
    expect(shown.length).toBeLessThan(60_000);
    expect(JSON.parse(shown).messages[0].content).toMatch(/^x+…$/);
  });

  it("are the same share of all on every replica", async () => {
    const [one, other] = [open(mlflow(), 0.5), open(mlflow(), 0.5)];
    const traces = Array.from({ length: 40 }, (_, index) => traceIdOf(`${index}`));
    for (const trace of traces) await one.send({ ...root, trace });
    const kept = receiver.spans.map(({ trace }) => trace);
    for (const trace of traces) await other.send({ ...root, trace });
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.length).toBeLessThan(35);
    expect(receiver.spans.slice(kept.length).map(({ trace }) => trace)).toEqual(kept);
    await Promise.all([one.close(), other.close()]);
  });
});

it("traces for Databricks carry a token that is asked for at each request, and the table", async () => {
  let renewed = 0;
  const token = async () => `token-${++renewed}`;
  const table = "main.traces.concierge_otel_spans";
  const sink = open({ kind: "databricks", host: receiver.url, experiment: "12", table, token });
  await sink.send(root);
  await sink.send(root);
  await sink.close();
  expect(receiver.requests.map(({ path }) => path)).toEqual(Array(2).fill("/api/2.0/otel/v1/traces"));
  expect(receiver.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
  expect(receiver.requests[0]?.headers["x-databricks-uc-table-name"]).toBe(table);
});
