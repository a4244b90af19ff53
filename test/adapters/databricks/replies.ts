import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttp, type HttpDeps } from "../../../adapters/databricks/http.ts";
import { personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { silent } from "../../../src/logging/log.ts";

/** What the server does with one request: an answer, cutting the line before any answer, or never answering. */
export type Reply = { status: number; headers?: Record<string, string>; body?: string | object } | "reset" | "silence";

export interface Request {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Replies {
  url: string;
  requests: Request[];
  /** `GET /path?query` of every request, in order. */
  lines(): string[];
  close(): Promise<void>;
}

/** Answers each request by the given function, or by the given replies in turn; the last one repeats. */
export const serveReplies = async (
  replies: Reply[] | ((request: Request, index: number) => Reply | Promise<Reply>),
): Promise<Replies> => {
  const answer = Array.isArray(replies)
    ? (_: Request, index: number) => replies[Math.min(index, replies.length - 1)]!
    : replies;
  const requests: Request[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body: Buffer.concat(chunks).toString() };
    const reply = await answer(request, requests.push(request) - 1);
    if (reply === "silence") return;
    if (reply === "reset") {
      incoming.socket.destroy();
      return;
    }
    // The clock of these tests is not the real one.
    outgoing.sendDate = false;
    outgoing.writeHead(reply.status, reply.headers);
    outgoing.end(typeof reply.body === "object" ? JSON.stringify(reply.body) : reply.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    lines: () => requests.map(({ method, path }) => `${method} ${path}`),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};

/** Time that passes only by sleeping; what was slept is kept. */
export const fakeTime = (start = 1_750_000_000_000) => {
  let at = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => at,
    pass: (ms: number) => {
      at += ms;
    },
    random: () => 1,
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      at += ms;
    },
  };
};

export type FakeTime = ReturnType<typeof fakeTime>;

/** A client of that server that never really waits. */
export const clientOf = (url: string, time: FakeTime, more: Partial<HttpDeps> = {}) =>
  createHttp({
    host: url,
    identity: serviceIdentity(personalToken("dapi-secret")),
    log: silent,
    now: time.now,
    sleep: time.sleep,
    random: time.random,
    ...more,
  });
