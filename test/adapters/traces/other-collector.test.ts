import { createTraceSink } from "../../../adapters/traces/trace-sink.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Span } from "../../../src/ports/tracing.ts";
import { spanIdOf, traceIdOf } from "../../../src/tracing/ids.ts";
import { startOtherCollector } from "../../support/traces/other-collector.ts";
import { plainCall } from "../../support/traces/otlp.ts";

let collector: Awaited<ReturnType<typeof startOtherCollector>>;
beforeAll(async () => {
  collector = await startOtherCollector();
});
afterAll(() => collector?.stop());

const compressed = { ...plainCall, gzip: true };

it.each(["grpc", "grpc, compressed", "http/protobuf"])(
  "a collector that others wrote reads our spans: %s",
  async (way) => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.http);
    const call = way === "grpc" ? plainCall : compressed;
    const sink = createTraceSink(
      way === "http/protobuf"
        ? { kind: "collector", protocol: way, address: collector.http }
        : { kind: "collector", protocol: "grpc", address: collector.grpc, call },
      { share: 1, log: silent },
    );
    const root: Span = {
      ...{ trace: traceIdOf(way), id: spanIdOf("turn"), kind: "workflow", name: "question", facts: { agents: 1 } },
      ...{ startedAt: Date.now() - 2_000, endedAt: Date.now(), tags: { agents: "sales" } },
    };
    const ask: Span = {
      ...{ trace: root.trace, id: spanIdOf("ask"), parent: root.id, kind: "agent", name: "Sales", facts: {} },
      ...{ startedAt: root.startedAt, endedAt: root.endedAt, error: "agent.timeout" },
    };
    await sink.send(ask);
    await sink.send(root);
    await sink.close();
    vi.unstubAllEnvs();
    expect(await collector.spansOf(root.trace)).toMatchObject([
      { id: ask.id, parent: root.id, name: "invoke_agent Sales", status: "ERROR" },
      {
        ...{ id: root.id, parent: "", name: "invoke_workflow question", status: "OK" },
        attributes: { "service.name": "genie-concierge", "mlflow.traceTag.agents": "sales", "concierge.agents": 1 },
      },
    ]);
  },
);
