import type { Problem } from "../../../src/errors.ts";
import type { HttpResponse } from "../../../src/ports/chat/http.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { failureIn, phraseIn } from "../../../src/reply/words/phrase-reading.ts";
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
  message: phrase("unknownKey", {}),
};

export const notStored: Refusal = {
  code: "not_stored",
  message: phrase("notStored", {}),
};

export const unknownUrl: Refusal = {
  code: "unknown_url",
  message: phrase("unknownUrl", {}),
};

/** For a client for which this process can no longer wait. */
export const interrupted: Refusal = {
  code: "interrupted",
  message: phrase("interrupted", {}),
};

/** Clients repeat failed requests by themselves unless a header forbids it. `repeat`: they may. */
export const refusal = (
  refused: Refusal,
  { order, repeat = false, locale }: { order?: Order; repeat?: boolean; locale?: string | undefined } = {},
): HttpResponse => {
  const headers = { ...(order ? idsOf(order) : {}), "x-should-retry": String(repeat) };
  return json(statusOf(refused.code), errorBody(refused, locale ?? order?.inbound.actor.locale), headers);
};

/** `locale`: of whoever asks, where their program says it. */
export const refusalOf = (problem: Problem, locale?: string): HttpResponse =>
  refusal({
    code: problem.code,
    message: failureIn(problem.failure, locale),
    param: problem instanceof RequestProblem ? problem.parameter : undefined,
  });

export const errorBody = ({ code, message, param }: Refusal, locale?: string) => ({
  error: { message: phraseIn(message, locale), type: typeOf(statusOf(code)), param: param ?? null, code },
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
