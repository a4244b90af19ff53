import { readFile } from "node:fs/promises";
import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from "node:http2";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Problem } from "../../src/errors.ts";
import type { GrpcCall } from "./settings.ts";

/*
 * One unary call of gRPC: the collector of a Databricks App takes nothing else. The official client would bring 37
 * packages for it.
 */

const path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

/** Statuses that another try may mend, as the exporters' specification lists them. */
const passing = new Set([1, 4, 8, 10, 11, 14, 15]);

/** Sends a serialized export request. Rejects with a Problem `traces.*`. */
export const postGrpc = async (
  address: string,
  body: Uint8Array,
  { title: service, ...call }: { title: string } & GrpcCall,
): Promise<void> => {
  try {
    const message = await framed(body, call.gzip);
    const session = connect(originOf(address, call), await certificatesIn(call));
    const status = await statusOf(session, message, call).finally(() => session.destroy());
    if (status === 0) return;
    const retry = passing.has(status) ? "later" : "never";
    throw Problem.of("traces.refused", { service, status }, { retry, detail: `gRPC status ${status}` });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const detail = cause instanceof Error ? cause.message.slice(0, 300) : "";
    throw Problem.of("traces.unreachable", { service }, { retry: "later", cause, detail });
  }
};

/** With http it is spoken in the clear, with https it is not; without a scheme the settings say it. */
const originOf = (address: string, { isInsecure }: GrpcCall): string =>
  /^https?:\/\//i.test(address) ? address : `${isInsecure ? "http" : "https"}://${address}`;

const certificatesIn = async ({ files }: GrpcCall) => {
  const [ca, cert, key] = await Promise.all([files.ca, files.cert, files.key].map((file) => file && readFile(file)));
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
};

/** A message is preceded by one byte, whether it is compressed, and four bytes of length. */
const framed = async (body: Uint8Array, isCompressed: boolean): Promise<Buffer> => {
  const content = isCompressed ? await promisify(gzip)(body) : body;
  const head = Buffer.alloc(5);
  head.writeUInt8(isCompressed ? 1 : 0, 0);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
};

/** Makes the call; resolves to its status. Rejects when there is no answer in time. */
const statusOf = async (
  session: ClientHttp2Session,
  message: Buffer,
  { headers, timeoutMs, gzip: isCompressed }: GrpcCall,
): Promise<number> => {
  const answer = Promise.withResolvers<number>();
  const late = setTimeout(() => answer.reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  session.once("error", answer.reject);
  try {
    const stream = session.request({
      ...headers,
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      "grpc-timeout": `${timeoutMs}m`,
      ...(isCompressed && { "grpc-encoding": "gzip" }),
    });
    stream.once("error", answer.reject);
    stream.once("close", () => answer.resolve(status() ?? unknown));
    const status = readStatus(stream);
    stream.end(message);
    return await answer.promise;
  } finally {
    clearTimeout(late);
  }
};

/** The status of an answer that has none. */
const unknown = 2;

/** The status stands in the trailers, or in the headers when there is no body. */
const readStatus = (stream: ClientHttp2Stream): (() => number | undefined) => {
  let status: number | undefined;
  const read = (headers: IncomingHttpHeaders): void => {
    const given = headers["grpc-status"];
    if (given !== undefined) status = Number(given);
  };
  stream.once("response", (headers) => {
    read(headers);
    // An ordinary HTTP server answers without a status of gRPC.
    if (headers[":status"] !== 200) status ??= unknown;
  });
  stream.once("trailers", read);
  stream.on("data", () => undefined);
  return () => status;
};
