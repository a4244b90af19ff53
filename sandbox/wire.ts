import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { hangUp } from "./hang-up.ts";
import type { Fault, Traffic } from "./traffic.ts";

export interface WireRequest {
  method: string;
  path: string;
  /** Values of the `:name` parts of the route. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  raw: Buffer;
  /** The body parsed by its content type: JSON, form (as an object of strings), or text. */
  body: unknown;
}

export interface WireReply {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a string or buffer as it is. */
  body?: unknown;
  /** Server-sent events or another stream; wins over `body`. */
  stream?: AsyncIterable<string>;
}

export interface Route {
  method: string;
  /** `/api/2.0/genie/spaces/:space`; `*` at the end takes the rest. */
  path: string;
  handle(request: WireRequest): WireReply | Promise<WireReply>;
}

export interface Service {
  name: string;
  routes: Route[];
  /** False: its calls are not the bot's and stay out of the log of calls. */
  logged?: boolean;
  /** The service's own clock, for its `Date` header; absent: the real time. */
  now?: () => number;
  /** This service's own answer to a transport fault. */
  fail(status: 429 | 500 | 503, fault: Fault): WireReply;
  /** This service's own answer to an unknown route. */
  missing(request: WireRequest): WireReply;
}

/** Serves one service on 127.0.0.1, recording every call and applying faults. */
export const serve = (service: Service, port: number, traffic: Traffic): Promise<Server> => {
  const routes = service.routes.map((route) => ({ ...route, pattern: pattern(route.path) }));
  const answer = async (request: WireRequest): Promise<WireReply> => {
    for (const route of routes) {
      const match = route.method === request.method ? route.pattern.exec(request.path) : null;
      if (match) return route.handle({ ...request, params: decoded(match.groups ?? {}) });
    }
    return service.missing(request);
  };
  const numbers = new WeakMap<Socket, number>();
  const server = createServer((incoming, outgoing) => {
    const connection = numbers.get(incoming.socket) ?? 0;
    handle({ service, traffic, answer, connection }, incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end(`sandbox fault in ${service.name}: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });
  server.on("connection", (socket) => {
    const connection = traffic.connect();
    numbers.set(socket, connection);
    for (const event of ["end", "error", "close"]) socket.once(event, () => traffic.disconnect(connection));
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
};

interface Handling {
  service: Service;
  traffic: Traffic;
  answer(request: WireRequest): Promise<WireReply>;
  connection: number;
}

const handle = async (
  { service, traffic, answer, connection }: Handling,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const at = Date.now();
  const request = await read(incoming);
  const log = (status: number) =>
    service.logged !== false &&
    traffic.record({
      at,
      service: service.name,
      method: request.method,
      path: incoming.url ?? request.path,
      status,
      ms: Date.now() - at,
      body: request.body,
      connection,
    });
  const fault = traffic.transportFault(
    service.name,
    () => `${request.method} ${incoming.url} ${JSON.stringify(request.body)}`,
  );
  if (fault?.kind === "drop" || fault?.kind === "lost") {
    if (fault.kind === "lost") await answer(request);
    log(0);
    incoming.socket.destroy();
    return;
  }
  if (fault?.kind === "slow") await sleep(fault.ms ?? 2_000);
  if (fault?.kind === "held") await hangUp(incoming.socket, fault.ms);
  const isMeant = fault === undefined || delays.includes(fault.kind);
  const status = isMeant ? undefined : (Number(fault.kind) as 429 | 500 | 503);
  const reply = status ? service.fail(status, fault as Fault) : await answer(request);
  if (fault?.kind === "late") await hangUp(incoming.socket, fault.ms ?? 2_000);
  log(reply.status);
  if (service.now) outgoing.setHeader("date", new Date(service.now()).toUTCString());
  await send(outgoing, reply);
};

/** Faults with which a call is taken all the same. */
const delays: readonly Fault["kind"][] = ["slow", "held", "late"];

const read = async (incoming: IncomingMessage): Promise<WireRequest> => {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers: incoming.headers,
    raw,
    body: parse(raw, incoming.headers["content-type"] ?? ""),
  };
};

const parse = (raw: Buffer, type: string): unknown => {
  if (raw.length === 0) return undefined;
  if (type.includes("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(raw.toString()));
  if (type.includes("json")) {
    const text = raw.toString();
    try {
      return longNumber.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
    } catch {
      return text;
    }
  }
  return type.startsWith("multipart/") || type.includes("octet-stream") ? `(${raw.length} bytes)` : raw.toString();
};

const longNumber = /\d{16}/;

/** An integer past 2^53 arrives as the string that stood in the text. */
const exact = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
    ? context?.source
    : value;

const send = async (outgoing: ServerResponse, reply: WireReply): Promise<void> => {
  if (reply.stream) {
    outgoing.writeHead(reply.status, { "content-type": "text/event-stream", ...reply.headers });
    for await (const chunk of reply.stream) {
      if (outgoing.destroyed) break;
      if (!outgoing.write(chunk)) await sleep(1);
    }
    outgoing.end();
    return;
  }
  const { body } = reply;
  if (body === undefined) {
    outgoing.writeHead(reply.status, reply.headers).end();
  } else if (typeof body === "string" || Buffer.isBuffer(body)) {
    outgoing.writeHead(reply.status, { "content-type": "text/plain; charset=utf-8", ...reply.headers }).end(body);
  } else {
    outgoing
      .writeHead(reply.status, { "content-type": "application/json; charset=utf-8", ...reply.headers })
      .end(JSON.stringify(body));
  }
};

const pattern = (path: string): RegExp => {
  const source = path
    .split("/")
    .map((part) =>
      part === "*" ? "?(?<rest>.*)" : part.startsWith(":") ? `(?<${part.slice(1)}>[^/]+)` : escaped(part),
    )
    .join("/");
  return new RegExp(`^${source}$`);
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const decoded = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value ?? "")]));
