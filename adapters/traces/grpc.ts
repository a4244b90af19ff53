import { type ClientHttp2Stream, connect, type IncomingHttpHeaders } from "node:http2";
import { Problem } from "../../src/errors.ts";

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
  { title: service, timeoutMs }: { title: string; timeoutMs: number },
): Promise<void> => {
  const session = connect(originOf(address));
  try {
    const status = await new Promise<number>((resolve, reject) => {
      session.once("error", reject);
      const stream = session.request({
        ":method": "POST",
        ":path": path,
        "content-type": "application/grpc",
        te: "trailers",
      });
      stream.setTimeout(timeoutMs, () => reject(new Error(`no answer within ${timeoutMs} ms`)));
      stream.once("error", reject);
      statusOf(stream, resolve);
      stream.end(framed(body));
    });
    if (status === 0) return;
    const retry = passing.has(status) ? "later" : "never";
    throw Problem.of("traces.refused", { service, status }, { retry, detail: `gRPC status ${status}` });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw Problem.of("traces.unreachable", { service }, { retry: "later", cause });
  } finally {
    session.destroy();
  }
};

/** Without a scheme, and with http, it is spoken in the clear. */
const originOf = (address: string): string =>
  URL.canParse(address) && /^https?:/.test(address) ? address : `http://${address}`;

/** A message is preceded by one byte, whether it is compressed, and four bytes of length. */
const framed = (body: Uint8Array): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
};

/** The status stands in the trailers, or in the headers when there is no body. 2, unknown: there was none. */
const statusOf = (stream: ClientHttp2Stream, done: (status: number) => void): void => {
  let status: number | undefined;
  const read = (headers: IncomingHttpHeaders): void => {
    const given = headers["grpc-status"];
    if (given !== undefined) status = Number(given);
  };
  stream.once("response", (headers) => {
    read(headers);
    // An ordinary HTTP server answers without a status of gRPC.
    if (headers[":status"] !== 200) status ??= 2;
  });
  stream.once("trailers", read);
  stream.on("data", () => undefined);
  stream.once("close", () => done(status ?? 2));
};
