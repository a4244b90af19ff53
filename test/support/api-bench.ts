import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI, { APIError } from "openai";
import { api } from "../../adapters/api/api-channel.ts";
import { apiModule } from "../../adapters/api/module.ts";
import { sqlite } from "../../adapters/sqlite/stores.ts";
import { createHttpServer } from "../../src/http/server.ts";
import { silent } from "../../src/logging/log.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { Accept, Inbound } from "../../src/ports/chat/inbound.ts";
import type { Notice, Reply } from "../../src/ports/chat/reply.ts";
import type { PostRef } from "../../src/ports/place.ts";
import { into } from "./acts.ts";
import { eventually } from "./eventually.ts";

export const apiKey = "a-key-for-grafana-0123456789";
export const otherKey = "a-key-for-ci-9876543210";
export const modelId = "genie-concierge";

export const question = "What is the total revenue?";

type Message = Extract<Inbound, { kind: "message" }>;

export type ApiBench = Awaited<ReturnType<typeof openApi>>;

/** The endpoint on a port of this machine, over real records; what it accepts is collected, the test replies. */
export const openApi = async () => {
  const folder = mkdtempSync(join(tmpdir(), "api-"));
  const stores = sqlite({ path: join(folder, "api.db"), log: silent, conversationTtlMs: 3_600_000 });
  const keys = [
    { name: "grafana", key: apiKey },
    { name: "ci", key: otherKey },
  ];
  const replica = (): ChannelAdapter => api({ keys, records: stores.records, log: silent, pollMs: 50, graceMs: 1_500 });
  const channel = replica();
  const acts: Inbound[] = [];
  const bench = { refuses: false };
  const accept: Accept = async (inbound) => {
    if (bench.refuses) throw new Error("the disk is full");
    await into(acts)(inbound);
  };
  const servers: Server[] = [];
  /** Serves a replica on a port of its own. */
  const serve = async (of: ChannelAdapter): Promise<string> => {
    const server = createHttpServer({
      routes: new Map(apiModule.routes.map((route) => [route, of])),
      accept,
      ready: () => Promise.resolve([]),
      degraded: () => [],
      metrics: async () => ({ status: 404 }),
      log: silent,
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  };
  const url = await serve(channel);

  const raw = (
    body: unknown,
    headers: Record<string, string> = {},
    path: "chat/completions" | "responses" = "chat/completions",
  ): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  const post = async (act: Inbound, reply: Reply, from = channel): Promise<PostRef> =>
    (await from.post(act.place, reply, { key: act.id, mayExist: false })).ref;

  const act = (index = 0): Promise<Message> => eventually(() => acts[index]) as Promise<Message>;

  /** A client as people have it. */
  const client = (key = apiKey, headers: Record<string, string> = {}, baseURL = url) =>
    new OpenAI({ baseURL, apiKey: key, maxRetries: 0, defaultHeaders: headers });

  return Object.assign(bench, {
    url,
    channel,
    replica,
    serve,
    acts,
    act,
    client,
    /** Asks, and replies as the core would. */
    answered: async (...replies: [Reply, ...Reply[]]): Promise<OpenAI.ChatCompletion> => {
      const index = acts.length;
      const completion = client().chat.completions.create(asking(question));
      const ref = await post(await act(index), replies[0]);
      for (const reply of replies.slice(1)) await channel.edit(ref, reply);
      return completion;
    },
    /** The first sign of a message, as the core posts it. */
    post,
    raw,
    /** Sends a request for which nobody waits. */
    send: (body: unknown, headers?: Record<string, string>): void => void raw(body, headers).catch(() => undefined),
    stop: async () => {
      await channel.close();
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
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

/** The error with which a request ended. */
export const refused = async (work: Promise<unknown>): Promise<APIError> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(APIError);
  return thrown as APIError;
};

export const notice = (more: Partial<Notice>): Notice => ({
  kind: "notice",
  tone: "info",
  markdown: "Hello.",
  buttons: [],
  ...more,
});
