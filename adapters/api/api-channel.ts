import { randomUUID } from "node:crypto";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { asProblem } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { ChannelAdapter } from "../../src/ports/channel.ts";
import type { HttpRequest, HttpResponse } from "../../src/ports/http.ts";
import type { Accept } from "../../src/ports/inbound.ts";
import type { Records } from "../../src/ports/records.ts";
import { type ApiKey, createKeyring } from "./keys.ts";
import { modelId, type Order, parse, withdrawal } from "./parse.ts";
import { createPosts } from "./posts.ts";
import { json, refusal, streamed, whole } from "./respond.ts";

export interface ApiDeps {
  keys: ApiKey[];
  records: Records;
  log: Log;
  now?: () => number;
  newId?: () => string;
  /** How often an answer that another replica writes is looked for, ms. */
  pollMs?: number;
}

/**
 * The OpenAI-compatible endpoint as a channel: `POST /v1/chat/completions` and `GET /v1/models`. A request is a
 * message; the response follows what the message's reply shows until that is final.
 */
export const api = (deps: ApiDeps): ChannelAdapter => {
  const { keys, records, log, now = Date.now, newId = randomUUID, pollMs = 300 } = deps;
  const nameOf = createKeyring(keys);
  const { follow, isFinal, ...posts } = createPosts(records, pollMs, now);
  const closing = new AbortController();

  const receive: ChannelAdapter["receive"] = async (request, accept) => {
    const key = nameOf(request.headers["authorization"]);
    if (key === undefined) return refusal(unknownKey);
    if (request.path === "/v1/models") return json(200, { object: "list", data: [model] });
    try {
      return await complete(request, parse(request, key, newId), accept);
    } catch (thrown) {
      const { code, sentence } = asProblem(thrown);
      return refusal({ code, message: sentence });
    }
  };

  const complete = async (request: HttpRequest, order: Order, accept: Accept): Promise<HttpResponse> => {
    try {
      await accept(order.inbound);
    } catch (thrown) {
      log.error({ event: "api.not-stored", err: thrown }, "a question from the API could not be stored");
      return refusal(notStored, { repeat: true });
    }
    const gone = request.signal ?? new AbortController().signal;
    onceAborted(gone, () => void withdraw(order, accept).catch(unheard));
    const shown = follow(order.inbound.id, AbortSignal.any([closing.signal, gone]));
    const created = Math.floor(now() / 1_000);
    return order.stream ? streamed(order, shown, created) : whole(order, shown, created);
  };

  /** Clicks Cancel for somebody who has hung up; again while it had no effect, because the turn had not begun. */
  const withdraw = async (order: Order, accept: Accept): Promise<void> => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      if (closing.signal.aborted || (await isFinal(order.inbound.id))) return;
      await accept(withdrawal(order, newId()));
      await sleep(attempt * 500, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  };

  const unheard = (err: unknown): void =>
    log.warn({ event: "api.cancel-failed", err }, "a question whose caller hung up could not be cancelled");

  return {
    platform: "api",
    editLimits: { editEveryMs: 250, editsPerMinute: 10_000 },
    receive,
    connect: () => Promise.resolve(),
    split: (reply) => [reply],
    ...posts,
    form: () => Promise.resolve(false),
    placeOf: () => undefined,
    membership: async () => "member",
    close: async () => {
      closing.abort();
      // Those who wait are told so before their connections end.
      await setImmediate();
    },
  };
};

const onceAborted = (signal: AbortSignal, act: () => void): void => {
  if (signal.aborted) act();
  else signal.addEventListener("abort", act, { once: true });
};

const model = { id: modelId, object: "model", created: 0, owned_by: modelId };

const unknownKey = {
  code: "invalid_api_key",
  message:
    "I do not know this API key. Send `Authorization: Bearer <key>` with one that the operator put into API_KEYS.",
};

const notStored = {
  code: "not_stored",
  message: "I could not note down this question, so nothing was asked. Please ask again in a minute.",
};
