import { z } from "zod";
import { oneOf, withoutEnd } from "../../../src/text/scan.ts";
import { refusalProblem, silenceProblem } from "../problems.ts";
import type { Credentials } from "./credentials.ts";
import { inTime } from "./in-time.ts";

/*
 * One HTTP request to the Bot Connector. The SDK's client repeats a POST that may have succeeded (two messages), ignores
 * Retry-After, and knows no targeted messages. Here a request is repeated only when its token was refused; delivery
 * decides about everything else.
 */

export interface RequestDeps {
  credentials: Credentials;
  /** Whether the token may be sent to this address. */
  isTrusted(serviceUrl: string): boolean;
  now: () => number;
  /** How long a request may take, ms. */
  answerMs?: number | undefined;
}

export interface ConnectorRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** For the log: `activities`. */
  about: string;
  serviceUrl: string;
  /** Below `/v3/conversations`. */
  path: string;
  body?: object;
  /** Gets the answer when it arrives after the request was given up. */
  onLate?: ((answer: unknown) => void) | undefined;
  /** 404 is then undefined instead of a Problem. */
  mayBeMissing?: boolean;
}

type SendRequest = (request: ConnectorRequest) => Promise<unknown>;

export const createRequests =
  (deps: RequestDeps): SendRequest =>
  async (request) => {
    if (!deps.isTrusted(request.serviceUrl)) {
      throw refusalProblem({ request, status: 403, code: `service URL not allowed: ${request.serviceUrl}` });
    }
    const token = await deps.credentials.token();
    const first = await exchange(deps, request, token);
    if (first.status !== 401 || token === undefined) return answerOf(request, first, deps.now());
    deps.credentials.forget(token);
    return answerOf(request, await exchange(deps, request, await deps.credentials.token()), deps.now());
  };

/** A POST that we give up may still succeed and be posted a second time, so it gets more time. */
const answerMs = { GET: 10_000, POST: 20_000, PUT: 10_000, DELETE: 10_000 } as const;
/** How long we listen for the answer to a request that was given up. */
const lateMs = 2 * 60_000;

const exchange = async (deps: RequestDeps, request: ConnectorRequest, token: string | undefined): Promise<Answer> => {
  const { onLate, method } = request;
  const limit = deps.answerMs ?? answerMs[method];
  const answer = send(request, token, AbortSignal.timeout(onLate ? lateMs : limit));
  try {
    return await (onLate ? inTime(answer, limit) : answer);
  } catch (thrown) {
    answer.then(
      ({ status, text }) => isSuccess(status) && onLate?.(json(text)),
      () => undefined,
    );
    throw silenceProblem(request, thrown);
  }
};

const send = async (
  { method, serviceUrl, path, body }: ConnectorRequest,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Answer> => {
  const response = await fetch(`${withoutEnd(serviceUrl, oneOf("/"))}/v3/conversations${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "error",
    signal,
  });
  return { status: response.status, retryAfter: response.headers.get("retry-after"), text: await response.text() };
};

interface Answer {
  status: number;
  retryAfter: string | null;
  text: string;
}

const Refused = z.object({ error: z.object({ code: z.string() }) });

const answerOf = (request: ConnectorRequest, { status, retryAfter, text }: Answer, now: number): unknown => {
  const body = json(text);
  if (isSuccess(status)) return body;
  if (status === 404 && request.mayBeMissing) return undefined;
  const code = Refused.safeParse(body).data?.error.code ?? "";
  throw refusalProblem({ request, status, code, afterMs: waitOf(retryAfter, now) });
};

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Seconds, or a date. */
const waitOf = (retryAfter: string | null, now: number): number | undefined => {
  if (!retryAfter) return undefined;
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(retryAfter) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};
