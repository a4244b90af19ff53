import { setTimeout as sleep } from "node:timers/promises";
import type { Traffic } from "../traffic.ts";
import type { Route, Service, WireReply, WireRequest } from "../wire.ts";
import { chatBody, chatEvents, MODEL, readChat, type Stamp } from "./chat.ts";
import { type Completion, type Prompt, textOf } from "./prompt.ts";
import { readResponses, responsesBody, responsesEvents } from "./responses.ts";
import { complete } from "./rules.ts";

export interface ModelOptions {
  traffic: Traffic;
  /** Streams without a pause between the pieces. */
  fast?: boolean;
  now?: () => number;
}

export type ModelService = Service & { reset(): void };

const name = "model";
/** Pause between two pieces of a stream, ms. */
const typingMs = 12;

/**
 * The OpenAI wire, as OpenAI, Azure OpenAI and Databricks model serving speak it. Behind it are rules, no language
 * model; every answer says so by its model name and fingerprint.
 */
export const createModel = ({ traffic, fast = false, now = Date.now }: ModelOptions): ModelService => {
  let count = 0;
  const stamp = (prompt: Prompt, completion: Completion): Stamp => {
    count += 1;
    const tokens = (text: string) => Math.ceil(text.length / 4);
    const said = completion.kind === "text" ? completion.text : JSON.stringify(completion);
    return {
      id: `sandbox${String(count).padStart(6, "0")}`,
      created: Math.floor(now() / 1_000),
      usage: { prompt: tokens(textOf(prompt)), completion: tokens(said) },
    };
  };

  const made = (prompt: Prompt, request: WireRequest): Completion =>
    traffic.take(name, ["expired"], subject(request)) ? { kind: "text", text: gibberish } : complete(prompt);

  const paced = async function* (events: Iterable<string>): AsyncGenerator<string> {
    for (const event of events) {
      yield event;
      if (!fast) await sleep(typingMs);
    }
  };

  const chat = (request: WireRequest): WireReply => {
    const prompt = readChat(request.body);
    if ("wrong" in prompt) return invalid(prompt.wrong);
    const completion = made(prompt, request);
    const mark = stamp(prompt, completion);
    if (!prompt.stream) return { status: 200, body: chatBody(mark, completion) };
    return { status: 200, stream: paced(chatEvents(mark, completion, pieces(completion), prompt.includeUsage)) };
  };

  const responses = (request: WireRequest): WireReply => {
    const prompt = readResponses(request.body);
    if ("wrong" in prompt) return invalid(prompt.wrong);
    const completion = made(prompt, request);
    const mark = stamp(prompt, completion);
    if (!prompt.stream) return { status: 200, body: responsesBody(mark, completion) };
    return { status: 200, stream: paced(responsesEvents(mark, completion, pieces(completion))) };
  };

  const azure = (request: WireRequest): WireReply =>
    request.query.has("api-version") ? chat(request) : error(404, "Resource not found", "invalid_request_error", "404");

  const routes: Route[] = [
    { method: "POST", path: "/v1/chat/completions", handle: chat },
    { method: "POST", path: "/serving-endpoints/chat/completions", handle: chat },
    { method: "POST", path: "/openai/deployments/:deployment/chat/completions", handle: azure },
    { method: "POST", path: "/v1/responses", handle: responses },
    { method: "POST", path: "/serving-endpoints/responses", handle: responses },
    { method: "GET", path: "/v1/models", handle: models },
  ];

  return {
    name,
    routes: routes.map((route) => ({
      ...route,
      handle: (request) => denied(traffic, request) ?? route.handle(request),
    })),
    fail: (status, fault) => ({
      ...error(status, failures[status].message, failures[status].type, failures[status].code),
      ...(status === 429 && { headers: { "retry-after": String(fault.retry_after ?? 1) } }),
    }),
    missing: ({ method, path }) =>
      error(404, `Unknown request URL: ${method} ${path}.`, "invalid_request_error", "unknown_url"),
    reset: () => {
      count = 0;
    },
  };
};

const gibberish = "Well, that depends. Mostly on Tuesdays, as far as the lighthouse is concerned.";

const models = (): WireReply => ({
  status: 200,
  body: { object: "list", data: [{ id: MODEL, object: "model", created: 0, owned_by: "sandbox" }] },
});

/** 401 without a key, 403 by a fault. */
const denied = (traffic: Traffic, request: WireRequest): WireReply | undefined => {
  const bearer = /^Bearer\s+\S/i.test(request.headers.authorization ?? "");
  if (!bearer && !request.headers["api-key"]) {
    return error(401, "You didn't provide an API key.", "invalid_request_error", "missing_api_key");
  }
  return traffic.take(name, ["permission"], subject(request))
    ? error(403, "This key is not allowed to use this model.", "permission_error", "model_forbidden")
    : undefined;
};

const subject = ({ method, path, raw }: WireRequest): string => `${method} ${path} ${raw.toString()}`;

/** A text in the pieces in which it is streamed. */
const pieces = (completion: Completion): string[] =>
  completion.kind === "text" ? (completion.text.match(/\s*\S+(?:\s+\S+){0,2}\s*$|\s*\S+(?:\s+\S+){0,2}/g) ?? []) : [];

const failures = {
  429: { message: "Rate limit reached for requests.", type: "requests", code: "rate_limit_exceeded" },
  500: { message: "The server had an error while processing your request.", type: "server_error", code: null },
  503: { message: "The engine is currently overloaded.", type: "server_error", code: null },
};

const invalid = (message: string): WireReply => error(400, message, "invalid_request_error", null);

const error = (status: number, message: string, type: string, code: string | null): WireReply => ({
  status,
  body: { error: { message, type, param: null, code } },
});
