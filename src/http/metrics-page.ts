import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HttpResponse } from "../ports/chat/http.ts";

export interface MetricsSettings {
  /** A port of its own for them. */
  port: number | undefined;
  /** Readers send it as `Authorization: Bearer <token>`. */
  token: string | undefined;
}

/** Answers a request for the metrics. */
export type MetricsPage = (incoming: IncomingMessage) => Promise<HttpResponse>;

/** For the port of their own: open to everybody who reaches it, unless there is a token. */
export const ownMetricsPage =
  ({ token }: MetricsSettings, text: () => Promise<string>): MetricsPage =>
  async (incoming) =>
    token !== undefined && !hasToken(incoming, token) ? unauthorized : page(await text());

/** For the port that the world reaches: with the token, or without settings from this machine only. */
export const publicMetricsPage =
  ({ port, token }: MetricsSettings, text: () => Promise<string>): MetricsPage =>
  async (incoming) => {
    if (port !== undefined) return { status: 404, body: "nothing here" };
    if (token !== undefined) return hasToken(incoming, token) ? page(await text()) : unauthorized;
    return isLocal(incoming) ? page(await text()) : forbidden;
  };

const page = (body: string): HttpResponse => ({
  status: 200,
  headers: { "content-type": "text/plain; version=0.0.4" },
  body,
});

const unauthorized: HttpResponse = {
  status: 401,
  headers: { "www-authenticate": 'Bearer realm="metrics"' },
  body: "the token is not METRICS_TOKEN",
};

const forbidden: HttpResponse = {
  status: 403,
  body: "metrics are shown on this machine only; set METRICS_PORT or METRICS_TOKEN to read them from elsewhere",
};

const hasToken = ({ headers }: IncomingMessage, token: string): boolean =>
  timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** A request of this machine that no proxy passed on for somebody else. */
const isLocal = ({ socket, headers }: IncomingMessage): boolean =>
  /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? "") &&
  ["forwarded", "x-forwarded-for", "x-real-ip", "via"].every((name) => headers[name] === undefined);
