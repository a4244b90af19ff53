import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
import protobuf from "protobufjs";
import { z } from "zod";
import type { GrpcCall } from "../../../adapters/traces/settings.ts";

/*
 * What stands where a collector would: it decodes OpenTelemetry's protocol with the general decoder of protobufjs, over
 * HTTP and over the official server of gRPC. Field numbers are those of opentelemetry-proto 1.x.
 */

const definition = `
syntax = "proto3";
message Request { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
message Resource { repeated KeyValue attributes = 1; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
message Scope { string name = 1; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
message Status { string message = 2; int32 code = 3; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
  fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9; Status status = 15;
}`;

const ExportRequest = protobuf.parse(definition).root.lookupType("Request");

const attributes = z
  .array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]])));

const Received = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }),
        scopeSpans: z.array(
          z.object({
            spans: z.array(
              z.object({
                traceId: z.string(),
                spanId: z.string(),
                parentSpanId: z.string().default(""),
                name: z.string(),
                startTimeUnixNano: z.string(),
                endTimeUnixNano: z.string(),
                attributes,
                status: z.object({ code: z.number().default(0), message: z.string().default("") }),
              }),
            ),
          }),
        ),
      }),
    )
    .default([]),
});

/** A span as it arrived. */
export interface ReceivedSpan {
  trace: string;
  id: string;
  parent: string;
  name: string;
  /** Epoch ms. */
  startedAt: number;
  endedAt: number;
  attributes: Record<string, unknown>;
  /** 1: OK, 2: error. */
  status: number;
  service: unknown;
}

const spansIn = (body: Uint8Array): ReceivedSpan[] => {
  const decoded = ExportRequest.toObject(ExportRequest.decode(body), { longs: String, bytes: String });
  return Received.parse(decoded).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        trace: hex(span.traceId),
        id: hex(span.spanId),
        parent: hex(span.parentSpanId),
        name: span.name,
        startedAt: Number(BigInt(span.startTimeUnixNano) / 1_000_000n),
        endedAt: Number(BigInt(span.endTimeUnixNano) / 1_000_000n),
        attributes: span.attributes,
        status: span.status.code,
        service: resource.attributes["service.name"],
      })),
    ),
  );
};

const hex = (base64: string): string => Buffer.from(base64, "base64").toString("hex");

export interface Receiver {
  url: string;
  /** Every span that arrived, also one that came twice. */
  spans: ReceivedSpan[];
  requests: { path: string; headers: IncomingHttpHeaders }[];
  /** Spans that were refused, because of `answer`. */
  refused: ReceivedSpan[];
  /** What was sent about assessments. */
  assessments: { method: string; path: string; body: unknown }[];
  /** Status of the next answers. */
  answer: number;
  stop(): Promise<void>;
}

/** Takes traces over HTTP, on whatever path. */
export const startReceiver = async (): Promise<Receiver> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url: path = "", method = "", headers } = request;
      if (path.includes("/experiments/get")) {
        receiver.requests.push({ path, headers });
        const isKnown = path.endsWith("experiment_id=7");
        response.writeHead(isKnown ? receiver.answer : 404);
        response.end(isKnown ? '{"experiment":{"name":"concierge"}}' : '{"error_code":"RESOURCE_DOES_NOT_EXIST"}');
        return;
      }
      if (path.includes("/assessments")) {
        const text = Buffer.concat(chunks).toString();
        receiver.assessments.push({ method, path, body: text ? JSON.parse(text) : undefined });
        response.end(JSON.stringify({ assessment: { assessment_id: "a-1" } }));
        return;
      }
      receiver.requests.push({ path, headers });
      const taken = receiver.answer === 200 ? receiver.spans : receiver.refused;
      taken.push(...spansIn(Buffer.concat(chunks)));
      response.writeHead(receiver.answer, { "content-type": "application/x-protobuf" }).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    spans: [],
    requests: [],
    refused: [],
    assessments: [],
    answer: 200,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
};

/** A call as it is without any setting. */
export const plainCall: GrpcCall = { headers: {}, timeoutMs: 10_000, gzip: false, isInsecure: false, files: {} };

/** Takes traces over gRPC. With `keys`: over TLS, from those whose certificate its authority has signed. */
export const startGrpcReceiver = async (keys?: { ca: Buffer; cert: Buffer; key: Buffer }) => {
  const spans: ReceivedSpan[] = [];
  /** The headers of each call. */
  const calls: Record<string, unknown>[] = [];
  const receiver = {
    ...{ url: "", spans, calls },
    /** The status that the next calls get. */
    refuse: 0,
    /** The next calls get no answer at all. */
    isMute: false,
    stop: async () => server.forceShutdown(),
  };
  const server = new Server();
  const take: handleUnaryCall<ReceivedSpan[], object> = ({ request, metadata }, reply) => {
    calls.push(metadata.getMap());
    if (receiver.isMute) return;
    if (receiver.refuse) return reply({ code: receiver.refuse, message: "refused" });
    spans.push(...request);
    reply(null, {});
  };
  server.addService(
    {
      Export: {
        path: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        requestStream: false,
        responseStream: false,
        requestSerialize: (value: Buffer) => value,
        requestDeserialize: spansIn,
        responseSerialize: () => Buffer.alloc(0),
        responseDeserialize: (value: Buffer) => value,
      },
    },
    { Export: take },
  );
  const credentials = keys
    ? ServerCredentials.createSsl(keys.ca, [{ cert_chain: keys.cert, private_key: keys.key }], true)
    : ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  receiver.url = keys ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  return receiver;
};
