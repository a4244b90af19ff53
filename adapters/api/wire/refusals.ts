import type { Problem } from "../../../src/errors.ts";
import type { HttpResponse } from "../../../src/ports/chat/http.ts";
import type { Order } from "./parse.ts";
import { RequestProblem } from "./request-problems.ts";

/* Refusals and failures in OpenAI's shape. */

export interface Refusal {
  code: string;
  message: string;
  /** The parameter that is to blame. */
  param?: string | undefined;
}

export const unknownKey: Refusal = {
  code: "invalid_api_key",
  message:
    "I don't know this API key. Send `Authorization: Bearer <key>` with a key that the operator put into API_KEYS.",
};

export const notStored: Refusal = {
  code: "not_stored",
  message: "I could not store this question, so nothing was asked. Please ask again in a minute.",
};

export const unknownUrl: Refusal = {
  code: "unknown_url",
  message: "There is nothing here. I answer at /v1/chat/completions, /v1/responses and /v1/models, also under /api.",
};

/** For a client for which this process can no longer wait. */
export const interrupted: Refusal = {
  code: "interrupted",
  message:
    "I can't wait for this answer here any longer. Ask again with the same x-request-id: you get this answer, and nothing is asked twice.",
};

/** Clients repeat failed requests by themselves unless a header forbids it. `repeat`: they may. */
export const refusal = (
  refused: Refusal,
  { order, repeat = false }: { order?: Order; repeat?: boolean } = {},
): HttpResponse => {
  const headers = { ...(order ? idsOf(order) : {}), "x-should-retry": String(repeat) };
  return json(statusOf(refused.code), errorBody(refused), headers);
};

export const refusalOf = (problem: Problem): HttpResponse =>
  refusal({
    code: problem.code,
    message: problem.sentence,
    param: problem instanceof RequestProblem ? problem.parameter : undefined,
  });

export const errorBody = ({ code, message, param }: Refusal) => ({
  error: { message, type: typeOf(statusOf(code)), param: param ?? null, code },
});

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { ...headers, "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});

/** The ids that a client needs to ask again, or to go on. */
export const idsOf = ({ requestId, thread }: Order): Record<string, string> => ({
  "x-request-id": requestId,
  ...(thread === undefined ? {} : { "x-thread-id": thread }),
});

const statusOf = (code: string): number => {
  switch (code) {
    case "invalid_api_key":
      return 401;
    case "api.model":
    case "unknown_url":
      return 404;
    case "api.too-large":
      return 413;
    case "api.request":
    case "api.unsupported":
    case "message.too-long":
    case "cancelled":
      return 400;
    case "not_stored":
    case "interrupted":
      return 503;
    default:
      return code.startsWith("access.") ? 403 : 500;
  }
};

const typeOf = (status: number): string => {
  switch (status) {
    case 401:
      return "authentication_error";
    case 403:
      return "permission_error";
    default:
      return status < 500 ? "invalid_request_error" : "server_error";
  }
};
