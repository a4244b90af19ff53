import { type HrTime, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Span } from "../../src/ports/tracing.ts";
import { attributesOf, kindOf, nameOf } from "./attributes.ts";

/** Who sends the spans: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, where they are set. */
export const resourceOfBot = () =>
  defaultResource()
    .merge(resourceFromAttributes({ "service.name": "genie-concierge" }))
    .merge(detectResources({ detectors: [envDetector] }));

/**
 * A span as OpenTelemetry's exporters take it. It is made by hand: a turn's spans begin and end in several processes, and
 * OpenTelemetry's own can be ended only where they began.
 */
export const readableSpan = (span: Span, resource: ReadableSpan["resource"]): ReadableSpan => {
  const { trace: traceId, id: spanId, parent } = span;
  const context = { traceId, traceFlags: TraceFlags.SAMPLED };
  const endedAt = Math.max(span.startedAt, span.endedAt);
  return {
    name: nameOf(span),
    kind: kindOf(span),
    spanContext: () => ({ ...context, spanId }),
    ...(parent !== undefined && { parentSpanContext: { ...context, spanId: parent } }),
    startTime: hrTime(span.startedAt),
    endTime: hrTime(endedAt),
    duration: hrTime(endedAt - span.startedAt),
    ended: true,
    // Managed MLflow takes no span without a status.
    status:
      span.error === undefined ? { code: SpanStatusCode.OK } : { code: SpanStatusCode.ERROR, message: span.error },
    attributes: attributesOf(span),
    links: [],
    events: [],
    resource,
    instrumentationScope: { name: "genie-concierge" },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
};

const hrTime = (ms: number): HrTime => {
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.round((ms - seconds * 1_000) * 1e6)];
};
