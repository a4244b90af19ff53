import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { api } from "../../adapters/api/api-channel.ts";
import { sqlite } from "../../adapters/sqlite/stores.ts";
import { createHttpServer } from "../../src/http/server.ts";
import { silent } from "../../src/log.ts";
import type { ChannelAdapter } from "../../src/ports/channel.ts";
import type { Accept, Inbound } from "../../src/ports/inbound.ts";
import type { PostRef } from "../../src/ports/place.ts";
import type { Reply } from "../../src/ports/reply.ts";

export const apiKey = "a-key-for-grafana-0123456789";
export const otherKey = "a-key-for-ci-9876543210";
export const modelId = "genie-concierge";

export type ApiBench = Awaited<ReturnType<typeof openApi>>;

/** The endpoint on a port of this machine, over real records; what it accepts is collected, the test replies. */
export const openApi = async () => {
  const folder = mkdtempSync(join(tmpdir(), "api-"));
  const stores = sqlite({ path: join(folder, "api.db"), log: silent, conversationTtlMs: 3_600_000 });
  const keys = [
    { name: "grafana", key: apiKey },
    { name: "ci", key: otherKey },
  ];
  const replica = (): ChannelAdapter => api({ keys, records: stores.records, log: silent, pollMs: 50 });
  const channel = replica();
  const acts: Inbound[] = [];
  const bench = { refuses: false };
  const accept: Accept = async (inbound) => {
    if (bench.refuses) throw new Error("the disk is full");
    acts.push(inbound);
  };
  const server = createHttpServer({
    routes: new Map([
      ["POST /v1/chat/completions", channel.receive],
      ["GET /v1/models", channel.receive],
    ]),
    accept,
    ready: () => Promise.resolve([]),
    degraded: () => [],
    metrics: () => Promise.resolve(""),
    log: silent,
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

  const raw = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  return Object.assign(bench, {
    url,
    channel,
    replica,
    acts,
    /** A client as people have it. */
    client: (key = apiKey, headers: Record<string, string> = {}) =>
      new OpenAI({ baseURL: url, apiKey: key, maxRetries: 0, defaultHeaders: headers }),
    /** The first sign of a message, as the core posts it. */
    post: async (act: Inbound, reply: Reply, from = channel): Promise<PostRef> =>
      (await from.post(act.place, reply, { key: act.id, mayExist: false })).ref,
    raw,
    /** Sends a request for which nobody waits. */
    send: (body: unknown, headers?: Record<string, string>): void => void raw(body, headers).catch(() => undefined),
    stop: async () => {
      await channel.close();
      server.close();
      server.closeAllConnections();
      await stores.close(0);
      rmSync(folder, { recursive: true });
    },
  });
};

/** A request for an answer to one question. */
export const asking = (question: string, earlier: OpenAI.ChatCompletionMessageParam[] = []) => ({
  model: modelId,
  messages: [...earlier, { role: "user" as const, content: question }],
});
