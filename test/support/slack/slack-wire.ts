import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { webApi } from "@slack/bolt";
import { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET } from "../../../sandbox/slack/seed.ts";
import { createSlack, type SlackOptions } from "../../../sandbox/slack/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { eventually } from "../eventually.ts";

type Fields = Record<string, unknown>;

/** What Slack sent to the bot: JSON or the fields of a form, and what stands in `event` or `payload`. */
export interface Received {
  at: number;
  headers: IncomingMessage["headers"];
  raw: string;
  body: Fields;
  event: Fields;
  payload: Fields;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

export type SlackWire = Awaited<ReturnType<typeof startSlackWire>>;

/** The Slack service on a free port, the official client before it, and a bot behind it that answers as told. */
export const startSlackWire = async (options: Partial<SlackOptions> = {}) => {
  const traffic = new Traffic();
  const received: Received[] = [];
  const app = { reply: (_: Received): Reply | Promise<Reply> => ({}) };
  const bot = createServer((incoming, outgoing) => {
    void read(incoming).then(async (request) => {
      received.push(request);
      const { status = 200, headers = {}, body = "" } = await app.reply(request);
      outgoing.writeHead(status, headers).end(body);
    });
  });
  const botUrl = await opened(bot);
  const slack = createSlack({ traffic, rateLimits: false, deliverTo: botUrl, ...options });
  const server = await serve(slack, 0, traffic);
  slack.attach(server);
  const base = address(server);
  const person = (name: string) => slack.workspace.person(name)!;
  const conversation = (name: string) => slack.workspace.conversationNamed(name)!;

  return {
    traffic,
    slack,
    base,
    botUrl,
    received,
    app,
    web: webClient(base),
    person,
    conversation,
    /** Somebody writes into a channel; gives the ts. */
    write: (user: string, channel: string, text: string, threadTs: string | null = null): string =>
      slack.acts.write(person(user), conversation(channel), text, threadTs).ts,
    /** What reached the bot, once that is `count` requests. */
    arrived: (count: number): Promise<Received[]> =>
      eventually(() => (received.length >= count ? received : undefined), 4_000, `${count} deliveries`),
    events: (type: string) => received.map((one) => one.event).filter((event) => event["type"] === type),
    stop: async () => {
      slack.close();
      for (const one of [server, bot]) {
        one.closeAllConnections();
        one.close();
      }
    },
  };
};

/** The official client, which neither waits nor repeats here. */
export const webClient = (base: string, token: string = SLACK_BOT_TOKEN): webApi.WebClient =>
  new webApi.WebClient(token, {
    slackApiUrl: `${base}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });

/** The error code of a call that Slack refused, and what it added. */
export const refusal = async (call: Promise<unknown>): Promise<{ error: string; messages: string[] }> => {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof webApi.WebAPIPlatformError)) throw new Error(`not refused: ${String(thrown)}`);
  return { error: thrown.data.error, messages: thrown.data.response_metadata?.messages ?? [] };
};

export const signatureOf = (request: Received): string => {
  const base = `v0:${request.headers["x-slack-request-timestamp"]}:${request.raw}`;
  return `v0=${createHmac("sha256", SLACK_SIGNING_SECRET).update(base).digest("hex")}`;
};

const read = async (incoming: IncomingMessage): Promise<Received> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString();
  const json = incoming.headers["content-type"]?.includes("json");
  const body = (json ? JSON.parse(raw) : Object.fromEntries(new URLSearchParams(raw))) as Fields;
  const payload = JSON.parse(typeof body["payload"] === "string" ? body["payload"] : "{}") as Fields;
  const event = (body["event"] ?? {}) as Fields;
  return { at: Date.now(), headers: incoming.headers, raw, body, event, payload };
};

const opened = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return address(server);
};

const address = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const nothing = (): void => undefined;
const silent: webApi.Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => webApi.LogLevel.ERROR,
  setName: nothing,
};
