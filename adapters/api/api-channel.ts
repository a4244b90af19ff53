import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { asProblem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { HttpResponse } from "../../src/ports/chat/http.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import { acceptedLocale } from "../../src/text/accepted-locale.ts";
import { forBrowsers, isPreflight, preflight } from "./browsers.ts";
import { type ApiKey, createKeyring } from "./keys.ts";
import { modelsAt } from "./models.ts";
import { createPosts } from "./posts.ts";
import { createQuestions } from "./questions.ts";
import { completion, completionStream } from "./wire/chat-completions.ts";
import { mostBytes, type Order, parse } from "./wire/parse.ts";
import { notStored, refusal, refusalOf, unknownKey, unknownUrl } from "./wire/refusals.ts";
import { answeredWith, type Shown } from "./wire/render.ts";
import { tooLarge } from "./wire/request-problems.ts";
import { response, responseStream } from "./wire/responses.ts";

export interface ApiDeps {
  keys: ApiKey[];
  records: Records;
  log: Log;
  now?: () => number;
  newId?: () => string;
  /** How often to look for an answer that another replica writes, ms. */
  pollMs?: number;
  /** How long a named request goes on after its last client hung up, ms. */
  graceMs?: number;
}

/**
 * The OpenAI-compatible endpoint as a channel: chat completions, responses, and the one model. A request is a message.
 * The response follows our post until that is final.
 */
export const api = (deps: ApiDeps): ChannelAdapter => {
  const { keys, records, log, now = Date.now, newId = randomUUID, pollMs = 300, graceMs = 15_000 } = deps;
  const nameOf = createKeyring(keys);
  const { follow, read, ...posts } = createPosts(records, pollMs, now);
  const closing = new AbortController();
  const { ask } = createQuestions({
    posts: { follow, read },
    records,
    log,
    newId,
    graceMs,
    closing: closing.signal,
  });

  const receive: ChannelAdapter["receive"] = async (request, accept) => {
    if (request.method === "OPTIONS") return preflight;
    return forBrowsers(await answer({ ...request, path: withoutPrefix(request.path) }, accept));
  };

  /** Without a body there is nothing that an unknown key could fill the memory with. */
  const refuse: ChannelAdapter["refuse"] = (headers) => {
    if (isPreflight(headers)) return undefined;
    const locale = acceptedLocale(headers);
    if (nameOf(headers) === undefined) return forBrowsers(refusal(unknownKey, { locale }));
    const isTooLarge = Number(headers["content-length"] ?? 0) > mostBytes;
    return isTooLarge ? forBrowsers(refusalOf(tooLarge(mostBytes / 1_000), locale)) : undefined;
  };

  const answer: ChannelAdapter["receive"] = async (request, accept) => {
    const key = nameOf(request.headers);
    const locale = acceptedLocale(request.headers);
    if (key === undefined) return refusal(unknownKey, { locale });
    try {
      if (request.method === "GET") return modelsAt(request.path, locale) ?? refusal(unknownUrl, { locale });
      if (!isQuestion(request.path)) return refusal(unknownUrl, { locale });
      const order = parse(request, key, newId);
      const gone = request.signal ?? new AbortController().signal;
      const shown = order.chore === undefined ? await ask(order, gone, accept) : one(answeredWith(order.chore));
      return shown ? await respond(order, shown, now()) : refusal(notStored, { repeat: true, locale });
    } catch (thrown) {
      return refusalOf(asProblem(thrown), locale);
    }
  };

  return {
    platform: "api",
    hasPeople: false,
    provesPeople: false,
    editLimits: { editEveryMs: 250, editsPerMinute: 10_000 },
    receive,
    refuse,
    connect: () => Promise.resolve(),
    split: (reply) => [reply],
    ...posts,
    takesFiles: () => "never",
    form: () => Promise.resolve(false),
    remove: async () => false,
    showHome: async () => false,
    suggest: async () => {},
    linkTo: () => undefined,
    placeOf: () => undefined,
    directPlace: async (_, from) => from,
    membership: async () => "member",
    isShared: async () => false,
    hasGuests: async () => false,
    contact: async () => ({}),
    zone: async () => undefined,
    locale: async () => undefined,
    postKey: ({ id }) => JSON.stringify(id),
    close: async () => {
      closing.abort();
      // Clients that wait are told so before their connections end.
      await setImmediate();
    },
  };
};

async function* one<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** A Databricks App admits programs under /api alone, so everything is there as well. */
const withoutPrefix = (path: string): string => (path.startsWith("/api/v1/") ? path.slice("/api".length) : path);

const isQuestion = (path: string): boolean => path === "/v1/chat/completions" || path === "/v1/responses";

/** The answer in the form that the client wants. */
const respond = (order: Order, shown: AsyncGenerator<Shown>, now: number): HttpResponse | Promise<HttpResponse> => {
  const created = Math.floor(now / 1_000);
  if (order.format === "chat") {
    return order.stream ? completionStream(order, shown, created) : completion(order, shown, created);
  }
  return order.stream ? responseStream(order, shown, created) : response(order, shown, created);
};
