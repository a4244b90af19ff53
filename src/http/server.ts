import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Log } from "../log.ts";
import type { ChannelAdapter } from "../ports/channel.ts";
import type { HttpRequest, HttpResponse } from "../ports/http.ts";
import type { Accept } from "../ports/inbound.ts";

export interface HttpServerDeps {
  /** What serves a method and path, for example `POST /slack/events`. Stores before it answers. */
  routes: ReadonlyMap<string, ChannelAdapter["receive"]>;
  accept: Accept;
  /** Resolves with what is wrong; empty when the bot can serve. */
  ready(): Promise<string[]>;
  /** What works only in part while the bot can serve. */
  degraded(): string[];
  metrics(): Promise<string>;
  log: Log;
}

const bodyLimit = 4 * 1024 * 1024;

/** HTTP in: path -> received -> stored -> answered. Nothing else happens before the answer. */
export const createHttpServer = (deps: HttpServerDeps): Server =>
  createServer((incoming, outgoing) => {
    const gone = hangUp(outgoing);
    answer(deps, incoming, gone)
      .catch((thrown: unknown): HttpResponse => {
        deps.log.error(
          { event: "http.not-stored", err: thrown, path: incoming.url },
          "a request could not be stored; the platform will repeat it",
        );
        return { status: 503, body: "not stored, please deliver again" };
      })
      .then((response) => send(outgoing, response))
      .catch(
        (thrown: unknown) =>
          gone.aborted ||
          deps.log.warn({ event: "http.response-not-written", err: thrown }, "a response could not be written"),
      );
  });

/** Aborts when the connection ends before the answer was written. */
const hangUp = (outgoing: ServerResponse): AbortSignal => {
  const gone = new AbortController();
  outgoing.once("close", () => outgoing.writableFinished || gone.abort());
  return gone.signal;
};

const answer = async (deps: HttpServerDeps, incoming: IncomingMessage, signal: AbortSignal): Promise<HttpResponse> => {
  const path = new URL(incoming.url ?? "/", "http://inbox").pathname;
  const receive = deps.routes.get(`${incoming.method} ${path}`);
  if (receive) {
    const request = await read(incoming, path);
    return request ? receive({ ...request, signal }, deps.accept) : { status: 413 };
  }
  const allow = [...deps.routes.keys()]
    .filter((route) => route.endsWith(` ${path}`))
    .map((route) => route.split(" ")[0]);
  if (allow.length > 0) return { status: 405, headers: { allow: allow.join(", ") } };
  if (path === "/healthz") return { status: 200, body: "alive" };
  if (path === "/readyz") return readiness(await deps.ready(), deps.degraded());
  if (path === "/metrics")
    return { status: 200, headers: { "content-type": "text/plain; version=0.0.4" }, body: await deps.metrics() };
  return { status: 404, body: "nothing here" };
};

const readiness = (wrong: string[], degraded: string[]): HttpResponse =>
  wrong.length === 0
    ? { status: 200, body: ["ready", ...degraded].join("\n") }
    : { status: 503, body: [...wrong, ...degraded].join("\n") };

const read = async (incoming: IncomingMessage, path: string): Promise<HttpRequest | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > bodyLimit) return undefined;
    chunks.push(part);
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
  return { method: incoming.method ?? "POST", path, headers, body: Buffer.concat(chunks) };
};

const send = async (outgoing: ServerResponse, response: HttpResponse): Promise<void> => {
  outgoing.writeHead(response.status, { "content-type": "text/plain; charset=utf-8", ...response.headers });
  if (response.stream) await pipeline(Readable.from(response.stream), outgoing);
  else outgoing.end(response.body);
};
