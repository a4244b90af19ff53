import { ROOT_CONTEXT } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import {
  BatchSpanProcessor,
  type ReadableSpan,
  SamplingDecision,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import { asProblem, Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { TraceSink } from "../../src/ports/tracing.ts";
import { assess } from "./assess.ts";
import { readableSpan, resourceOfBot } from "./readable-span.ts";
import { type TraceSettings, titleOf } from "./settings.ts";
import { transportOf } from "./transport.ts";

interface SinkDeps {
  /** Of all traces, 0 to 1. Every replica keeps the same ones. */
  share: number;
  log: Log;
  /** How long a span waits for others to be sent with it, ms. */
  delayMs?: number;
}

/** How long the last spans may take when the bot stops, ms. */
const closeMs = 3_000;

/** Sends traces to one service, in OpenTelemetry's protocol. */
export const createTraceSink = (settings: TraceSettings, { share, log, delayMs = 1_000 }: SinkDeps): TraceSink => {
  const resource = resourceOfBot();
  const sampler = new TraceIdRatioBasedSampler(share);
  const exporter = watched(exporterOf(settings), titleOf(settings), log);
  const batch = new BatchSpanProcessor({
    exporter: { ...exporter, shutdown: exporter.shutdown },
    scheduledDelayMillis: delayMs,
  });
  const isKept = (trace: string): boolean =>
    sampler.shouldSample(ROOT_CONTEXT, trace).decision === SamplingDecision.RECORD_AND_SAMPLED;

  return {
    add: (span) => {
      if (isKept(span.trace)) batch.onEnd(readableSpan(span, resource));
    },
    send: async (span) => {
      if (!isKept(span.trace)) return;
      await batch.forceFlush().catch(() => undefined);
      await exporter.send([readableSpan(span, resource)]);
    },
    assess: async (trace, assessment, known) =>
      isKept(trace) && settings.kind === "mlflow" ? assess(settings, trace, assessment, known) : undefined,
    close: async () => {
      const late = new Promise<void>((resolve) => setTimeout(resolve, closeMs).unref());
      await Promise.race([batch.shutdown().catch(() => undefined), late]);
    },
  };
};

/** What speaks to the service. */
export const exporterOf = (settings: TraceSettings): SpanExporter => {
  if (settings.kind === "collector" && settings.protocol === "http/protobuf") return new OTLPTraceExporter();
  const transport = transportOf(settings);
  return {
    export: (spans, done) => {
      transport(ProtobufTraceSerializer.serializeRequest(spans) ?? new Uint8Array()).then(
        () => done({ code: 0 }),
        (thrown: unknown) => done({ code: 1, error: asProblem(thrown) }),
      );
    },
    shutdown: async () => undefined,
  };
};

/** An exporter that says once that it cannot send, and once that it can again. */
const watched = (exporter: SpanExporter, service: string, log: Log) => {
  let isDown = false;
  const send = (spans: ReadableSpan[]): Promise<void> =>
    new Promise((resolve, reject) => {
      exporter.export(spans, ({ code, error }) => {
        const failed = code !== 0;
        if (failed && !isDown)
          log.warn({ event: "traces.not-sent", err: error, spans: spans.length }, "traces can't be sent");
        if (!failed && isDown) log.info({ event: "traces.sent-again" }, "traces are being sent again");
        isDown = failed;
        if (failed) reject(problemOf(error, service));
        else resolve();
      });
    });
  return {
    send,
    export: (spans: ReadableSpan[], done: Parameters<SpanExporter["export"]>[1]) => {
      send(spans).then(
        () => done({ code: 0 }),
        (error: Error) => done({ code: 1, error }),
      );
    },
    shutdown: () => exporter.shutdown(),
  };
};

/** OpenTelemetry's exporter has tried several times already; what it does not name is taken for an outage. */
const problemOf = (error: Error | undefined, service: string): Problem => {
  if (error instanceof Problem) return error;
  const status = error && "code" in error && typeof error.code === "number" ? error.code : undefined;
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429)
    return Problem.of("traces.refused", { service, status }, { cause: error });
  return Problem.of("traces.unreachable", { service }, { retry: "later", cause: error });
};
