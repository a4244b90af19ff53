import { randomUUID } from "node:crypto";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { asProblem } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { ChannelAdapter } from "../../src/ports/channel.ts";
import type { HttpRequest, HttpResponse } from "../../src/ports/http.ts";
import type { Accept } from "../../src/ports/inbound.ts";
import type { Records } from "../../src/ports/records.ts";
import { cancelClick } from "./cancel-click.ts";
import { type ApiKey, createKeyring } from "./keys.ts";
import { modelId, type Order, parse } from "./parse.ts";
import { createPosts } from "./posts.ts";
import { json, notStored, refusal, refusalOf, unknownKey } from "./refusals.ts";
import { completion, completionStream } from "./respond.ts";
import { createTries, shownBy } from "./tries.ts";
import { createWaitingClients } from "./waiting-clients.ts";

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
 * The OpenAI-compatible endpoint as a channel: `POST /v1/chat/completions` and `GET /v1/models`. A request is a
 * message. The response follows our post until that is final.
 */
export const api = (deps: ApiDeps): ChannelAdapter => {
  const { keys, records, log, now = Date.now, newId = randomUUID, pollMs = 300, graceMs = 15_000 } = deps;
  const nameOf = createKeyring(keys);
  const { follow, read, ...posts } = createPosts(records, pollMs, now);
  const closing = new AbortController();
  const clients = createWaitingClients({ records, graceMs, closing: closing.signal });

  const receive: ChannelAdapter["receive"] = async (request, accept) => {
    const key = nameOf(request.headers["authorization"]);
    if (key === undefined) return refusal(unknownKey);
    if (request.path === "/v1/models") return json(200, { object: "list", data: [model] });
    try {
      return await complete(request, parse(request, key, newId), accept);
    } catch (thrown) {
      return refusalOf(asProblem(thrown));
    }
  };

  const complete = async (request: HttpRequest, order: Order, accept: Accept): Promise<HttpResponse> => {
    const tries = createTries({ read }, accept);
    const gone = request.signal ?? new AbortController().signal;
    let current = order;
    const leave = clients.enter(order, gone, () => void withdraw(order, () => current, accept));
    try {
      current = await tries.begin(order);
    } catch (thrown) {
      leave();
      log.error({ event: "api.not-stored", err: thrown }, "a question from the API could not be stored");
      return refusal(notStored, { repeat: true });
    }
    const ended = AbortSignal.any([closing.signal, gone]);
    const onTry = (next: Order): void => {
      current = next;
    };
    const shown = shownBy({ order, first: current, ...tries }, (id) => follow(id, ended), onTry);
    const created = Math.floor(now() / 1_000);
    return order.stream
      ? completionStream(order, until(shown, leave), created)
      : completion(order, until(shown, leave), created);
  };

  /** Cancels a question that no client waits for; several times, because its turn may not have begun. */
  const withdraw = async (order: Order, current: () => Order, accept: Accept): Promise<void> => {
    try {
      for (let clicks = 1; clicks <= 5; clicks += 1) {
        const { inbound } = current();
        const isFinal = ((await read(inbound.id))?.state ?? "working") !== "working";
        if (closing.signal.aborted || isFinal || clients.any(order)) return;
        await accept(cancelClick(inbound, newId()));
        await sleep(clicks * 500, undefined, { signal: closing.signal, ref: false });
      }
    } catch (err) {
      if (closing.signal.aborted) return;
      log.warn({ event: "api.cancel-failed", err }, "a question whose client hung up could not be cancelled");
    }
  };

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
      // Clients that wait are told so before their connections end.
      await setImmediate();
    },
  };
};

/** The same values; calls `done` at their end. */
async function* until<T>(values: AsyncIterable<T>, done: () => void): AsyncGenerator<T> {
  try {
    yield* values;
  } finally {
    done();
  }
}

const model = { id: modelId, object: "model", created: 0, owned_by: modelId };
