import { setTimeout as sleep } from "node:timers/promises";
import type { Traffic } from "../traffic.ts";
import type { Route, Service, WireReply, WireRequest } from "../wire.ts";
import { type Answer, chatBody, chatEvents, MODEL, readChat, type Stamp } from "./chat.ts";
import { type Completion, type Prompt, textOf } from "./prompt.ts";
import { type Quirk, quirksOf, speechOf } from "./quirks.ts";
import { error, refused, schemaless, unverified, unwhole } from "./refusals.ts";
import { readResponses, responsesBody, responsesEvents } from "./responses.ts";
import { complete } from "./rules.ts";

export interface ModelOptions {
  traffic: Traffic;
  /** Streams without a pause between the pieces. */
  fast?: boolean;
  /** The only key that is accepted; without it any key will do. With it models are known by name, too. */
  key?: string;
  now?: () => number;
}

export type ModelService = Service & { reset(): void };

type Asked = Prompt & { model: string };

const name = "model";
/** Pause between two pieces of a stream, ms. */
const typingMs = 12;

/**
 * The OpenAI wire, as OpenAI, Azure OpenAI and Databricks model serving speak it. Behind it are rules, no language
 * model; every answer says so by its model name and fingerprint.
 */
export const createModel = ({ traffic, fast = false, key, now = Date.now }: ModelOptions): ModelService => {
  let count = 0;
  const stamp = (prompt: Prompt, completion: Completion): Stamp => {
    count += 1;
    const tokens = (words: string) => Math.ceil(words.length / 4);
    const text = completion.kind === "text" ? completion.text : JSON.stringify(completion);
    return {
      id: `sandbox${String(count).padStart(6, "0")}`,
      created: Math.floor(now() / 1_000),
      usage: { prompt: tokens(textOf(prompt)), completion: tokens(text) },
    };
  };

  /** The answer to a prompt, or a refusal. */
  const answer = (request: WireRequest, prompt: Asked): Answer | WireReply => {
    const model = request.params["deployment"] ?? prompt.model;
    if (key !== undefined && !model.startsWith("sandbox")) return unknownModel(model);
    const quirks = quirksOf(model);
    const refusal = refusalOf(traffic, request, prompt, quirks);
    if (refusal) return refusal;
    const isGibberish = traffic.take(name, ["expired"], subject(request));
    const completion: Completion = isGibberish ? { kind: "text", text: gibberish } : complete(prompt);
    const speech = completion.kind === "text" ? speechOf(completion.text, quirks) : { reasoning: "", text: "" };
    return { stamp: stamp(prompt, completion), completion, speech, quirks };
  };

  const withPauses = async function* (events: Iterable<string>): AsyncGenerator<string> {
    for (const event of events) {
      yield event;
      if (!fast) await sleep(typingMs);
    }
  };

  const chat = (request: WireRequest): WireReply => {
    const prompt = readChat(request.body);
    if ("wrong" in prompt) return invalid(prompt.wrong);
    const made = answer(request, prompt);
    if ("status" in made) return made;
    if (!streams(prompt, made.quirks)) return { status: 200, body: chatBody(made) };
    return { status: 200, stream: withPauses(chatEvents(made, prompt.includeUsage)) };
  };

  const responses = (request: WireRequest): WireReply => {
    const prompt = readResponses(request.body);
    if ("wrong" in prompt) return invalid(prompt.wrong);
    const made = answer(request, prompt);
    if ("status" in made) return made;
    if (!streams(prompt, made.quirks)) return { status: 200, body: responsesBody(made) };
    return { status: 200, stream: withPauses(responsesEvents(made)) };
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
      handle: (request) => authorizationError(traffic, request, key) ?? route.handle(request),
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

const unknownModel = (model: string): WireReply =>
  error(
    404,
    `The model \`${model}\` does not exist or you do not have access to it.`,
    "invalid_request_error",
    "model_not_found",
  );

const gibberish = "Well, that depends. Mostly on Tuesdays, as far as the lighthouse is concerned.";

const models = (): WireReply => ({
  status: 200,
  body: { object: "list", data: [{ id: MODEL, object: "model", created: 0, owned_by: "sandbox" }] },
});

/** 401 without a key or with another than `key`, 403 by a fault. */
const authorizationError = (traffic: Traffic, request: WireRequest, key: string | undefined): WireReply | undefined => {
  const given = request.headers["api-key"] ?? /^Bearer\s+(\S+)/i.exec(request.headers.authorization ?? "")?.[1];
  if (!given) return error(401, "You didn't provide an API key.", "invalid_request_error", "missing_api_key");
  if (key !== undefined && given !== key)
    return error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key");
  return traffic.take(name, ["permission"], subject(request))
    ? error(403, "This key is not allowed to use this model.", "permission_error", "model_forbidden")
    : undefined;
};

/** A refusal by a fault, or by what this endpoint cannot do. */
const refusalOf = (
  traffic: Traffic,
  request: WireRequest,
  { stream, schema }: Asked,
  quirks: ReadonlySet<Quirk>,
): WireReply | undefined => {
  const fault = traffic.take(name, ["refused"], subject(request));
  if (fault) return refused(fault.code ?? "");
  if (stream && quirks.has("unverified")) return unverified();
  if (!stream && quirks.has("streams-only")) return unwhole();
  return schema && schemaless(quirks);
};

const subject =
  ({ method, path, raw }: WireRequest) =>
  (): string =>
    `${method} ${path} ${raw.toString()}`;

const streams = ({ stream }: Asked, quirks: ReadonlySet<Quirk>): boolean =>
  quirks.has("streams-always") || (stream && !quirks.has("unstreamed"));

const failures = {
  429: { message: "Rate limit reached for requests.", type: "requests", code: "rate_limit_exceeded" },
  500: { message: "The server had an error while processing your request.", type: "server_error", code: null },
  503: { message: "The engine is currently overloaded.", type: "server_error", code: null },
};

const invalid = (message: string): WireReply => error(400, message, "invalid_request_error", null);
