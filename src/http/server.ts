import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isClosing } from "../errors.ts";
import { createLimitedLog } from "../logging/limited-log.ts";
import type { Log } from "../logging/log.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { HttpResponse } from "../ports/chat/http.ts";
import type { Accept } from "../ports/chat/inbound.ts";
import { acceptedLocale } from "../text/accepted-locale.ts";
import { type BodyLimits, bodyLimits, createBodyReader, type ReadBody, UploadAborted } from "./body.ts";
import type { MetricsPage } from "./metrics-page.ts";
import { pageAt } from "./pages.ts";

/** What serves a method and path. Stores before it answers. */
export type Route = Pick<ChannelAdapter, "receive" | "refuse">;

export interface HttpServerDeps {
  /** By method and path, for example `POST /slack/events`. */
  routes: ReadonlyMap<string, Route>;
  accept: Accept;
  /** Resolves with what is wrong; empty when the bot can serve. */
  ready(): Promise<string[]>;
  /** Parts that are not working while the bot can still serve. */
  degraded(): string[];
  metrics: MetricsPage;
  log: Log;
}

export interface HttpLimits extends BodyLimits {
  connections: number;
  /** Time for the header, and for the whole request, ms. Then: 408. */
  headerMs: number;
  requestMs: number;
}

export const httpLimits: HttpLimits = { ...bodyLimits, connections: 1_000, headerMs: 10_000, requestMs: 30_000 };

/** HTTP in: path -> received -> stored -> answered. Nothing else happens before the answer. */
export const createHttpServer = (deps: HttpServerDeps, limits: HttpLimits = httpLimits): Server => {
  const { log } = deps;
  const limitedLog = createLimitedLog(log);
  const read = createBodyReader(limits);
  const server = createServer(timeLimits(limits), (incoming, outgoing) => {
    const gone = hangUp(outgoing);
    answer(deps, read, incoming, gone)
      .catch((thrown: unknown): HttpResponse | undefined => {
        if (thrown instanceof UploadAborted) {
          limitedLog("http.upload-aborted", "somebody hung up before a request was complete");
          return undefined;
        }
        log[isClosing(thrown) ? "info" : "error"](
          { event: "http.not-stored", err: thrown, path: pathOf(incoming) },
          "a request could not be stored; the platform will repeat it",
        );
        return { status: 503, body: "not stored, please deliver again" };
      })
      .then((response) => response && send(incoming, outgoing, response))
      .catch((thrown: unknown) => {
        if (!gone.aborted)
          log.warn({ event: "http.response-not-written", err: thrown }, "a response could not be written");
      });
  });
  server.maxConnections = limits.connections;
  server.on("drop", () => limitedLog("http.connection-refused", `more than ${limits.connections} connections at once`));
  return server;
};

/** The times of a server; one that has passed is noticed within a second. */
const timeLimits = ({ headerMs, requestMs }: Pick<HttpLimits, "headerMs" | "requestMs">) => ({
  headersTimeout: headerMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: Math.min(1_000, headerMs / 2),
});

/** A server that only serves the metrics. */
export const createMetricsServer = (page: MetricsPage, log: Log): Server => {
  const server = createServer(timeLimits(httpLimits), (incoming, outgoing) => {
    const answered = pathOf(incoming) === "/metrics" ? page(incoming) : Promise.resolve(notFound);
    answered
      .then((response) => send(incoming, outgoing, response))
      .catch((err: unknown) => {
        log.warn({ event: "http.metrics-failed", err }, "the metrics could not be shown");
        outgoing.destroy();
      });
  });
  server.maxConnections = 50;
  return server;
};

/** Aborts when the connection ends before the answer was written. */
const hangUp = (outgoing: ServerResponse): AbortSignal => {
  const gone = new AbortController();
  outgoing.once("close", () => outgoing.writableFinished || gone.abort());
  return gone.signal;
};

const answer = async (
  deps: HttpServerDeps,
  read: ReadBody,
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<HttpResponse> => {
  const path = pathOf(incoming);
  const method = incoming.method ?? "";
  const route = deps.routes.get(`${method} ${path}`) ?? openRoute(deps.routes, `${method} ${path}`);
  if (route) {
    const headers = headersOf(incoming);
    const refusal = route.refuse?.(headers);
    if (refusal) return { ...refusal, headers: { ...refusal.headers, connection: "close" } };
    return read(incoming, (body) =>
      route.receive({ method, path, query: queryOf(incoming), headers, body, signal }, deps.accept),
    );
  }
  const allow = [...deps.routes.keys()]
    .filter((route) => route.endsWith(` ${path}`))
    .map((route) => route.split(" ")[0]);
  if (allow.length > 0) return { status: 405, headers: { allow: allow.join(", ") } };
  if (path === "/healthz") return { status: 200, body: "alive" };
  if (path === "/readyz") return readiness(await deps.ready(), deps.degraded());
  if (path === "/metrics") return deps.metrics(incoming);
  return pageAt(path, acceptedLocale(headersOf(incoming))) ?? notFound;
};

/** The route that ends in `*` and begins like this one. */
const openRoute = (routes: HttpServerDeps["routes"], wanted: string) => {
  for (const [known, route] of routes) if (known.endsWith("*") && wanted.startsWith(known.slice(0, -1))) return route;
  return undefined;
};

const notFound: HttpResponse = { status: 404, body: "nothing here" };

/** Without the query. Anything that is not a path, such as `//` or `http://[`, is simply not found. */
const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0] ?? "/";

const queryOf = ({ url = "/" }: IncomingMessage): string => url.split("?").slice(1).join("?");

const headersOf = ({ headers }: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );

const readiness = (wrong: string[], degraded: string[]): HttpResponse =>
  wrong.length === 0
    ? { status: 200, body: ["ready", ...degraded].join("\n") }
    : { status: 503, body: [...wrong, ...degraded].join("\n") };

const send = async (incoming: IncomingMessage, outgoing: ServerResponse, response: HttpResponse): Promise<void> => {
  const { status, headers, body = "", stream } = response;
  const type = { "content-type": "text/plain; charset=utf-8" };
  if (stream) {
    outgoing.writeHead(status, { ...type, ...headers });
    return pipeline(Readable.from(stream), outgoing);
  }
  outgoing.writeHead(status, { ...type, "content-length": Buffer.byteLength(body), ...headers });
  if (incoming.method !== "HEAD") outgoing.write(body);
  if (!incoming.complete && headers?.["connection"] === "close") await lingering(incoming);
  outgoing.end();
};

/** How long a sender may go on sending what nobody reads, ms. */
const lingerMs = 1_000;

/** A connection that is closed while its sender still sends is reset, and the sender may never read the refusal. */
const lingering = async (incoming: IncomingMessage): Promise<void> => {
  incoming.resume();
  const over = new AbortController();
  await Promise.race([
    once(incoming, "close", over).catch(() => undefined),
    sleep(lingerMs, undefined, over).catch(() => undefined),
  ]);
  over.abort();
};
