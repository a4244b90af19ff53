import type { IncomingMessage } from "node:http";
import type { HttpResponse } from "../ports/chat/http.ts";

/* The bodies of requests are held in memory before anybody knows who sent them, so there is a bound on all of them. */

export interface BodyLimits {
  /** Largest body. */
  bodyBytes: number;
  /** Bytes of each body that don't count towards the limit below, so that ordinary messages get in beside large ones. */
  freeBytes: number;
  /** Bytes beyond the free ones, of all bodies together. */
  inFlightBytes: number;
}

const kibibyte = 1024;
export const bodyLimits: BodyLimits = {
  bodyBytes: 4 * kibibyte ** 2,
  freeBytes: 64 * kibibyte,
  inFlightBytes: 32 * kibibyte ** 2,
};

/** The sender was gone before the body was complete. */
export class UploadAborted extends Error {}

/** Reads a body and gives it to `use`. Too large, or too much in flight: the refusal, before the rest has arrived. */
export type ReadBody = (
  incoming: IncomingMessage,
  use: (body: Buffer) => Promise<HttpResponse>,
) => Promise<HttpResponse>;

/** Counts the bodies that are read, or in use, at the same time. */
export const createBodyReader = (limits: BodyLimits): ReadBody => {
  let inFlight = 0;
  return async (incoming, use) => {
    if (Number(incoming.headers["content-length"] ?? 0) > limits.bodyBytes) return tooLarge;
    let counted = 0;
    /** The refusal that a body of this size gets. */
    const admit = (size: number): HttpResponse | undefined => {
      if (size > limits.bodyBytes) return tooLarge;
      const beyond = Math.max(0, size - limits.freeBytes);
      inFlight += beyond - counted;
      counted = beyond;
      return counted > 0 && inFlight > limits.inFlightBytes ? busy : undefined;
    };
    try {
      const read = await collect(incoming, admit);
      return Buffer.isBuffer(read) ? await use(read) : read;
    } finally {
      inFlight -= counted;
    }
  };
};

/** The connection ends with the refusal: what is still to come is not wanted. */
const tooLarge: HttpResponse = { status: 413, headers: { connection: "close" }, body: "the body is too large" };
const busy: HttpResponse = {
  status: 503,
  headers: { connection: "close", "retry-after": "1" },
  body: "too much is being sent at once, please deliver again",
};

/** The whole body, or the refusal by which `admit` ends it. By events: leaving a loop over the stream would destroy it. */
const collect = (
  incoming: IncomingMessage,
  admit: (size: number) => HttpResponse | undefined,
): Promise<Buffer | HttpResponse> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      const refusal = admit(size);
      if (!refusal) {
        chunks.push(chunk);
        return;
      }
      incoming.off("data", onData);
      chunks.length = 0;
      resolve(refusal);
    };
    incoming.on("data", onData);
    incoming.once("end", () => resolve(Buffer.concat(chunks)));
    incoming.once("error", (cause) => reject(new UploadAborted("the upload was aborted", { cause })));
    incoming.once("close", () => {
      if (!incoming.readableEnded) reject(new UploadAborted("the upload was aborted"));
    });
  });
