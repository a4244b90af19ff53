import * as webApi from "@slack/web-api";
import { z } from "zod";
import type { Log } from "../../src/logging/log.ts";
import { likeFetch } from "../http/like-fetch.ts";
import { httpSend } from "../http/send.ts";

export type Web = webApi.WebClient;

export interface WebDeps {
  botToken: string;
  apiUrl?: string | undefined;
  fetch?: webApi.WebClientOptions["fetch"] | undefined;
  log: Log;
}

/**
 * The Web API client. It does not wait for rate limits and does not retry: one rate-limited call would hold up all others,
 * and a slow post that is sent again becomes a second message. Delivery decides what is retried.
 */
export const webClient = ({ botToken, log, ...deps }: WebDeps): Web =>
  new webApi.WebClient(botToken, {
    ...clientOptions(deps),
    logger: sdkLog(log),
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

/** The address of the Web API, and the fetch to use. */
export const clientOptions = ({ apiUrl, fetch }: Pick<WebDeps, "apiUrl" | "fetch">): webApi.WebClientOptions => ({
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  fetch: fetch ?? leanFetch,
});

/** What the Web API client needs of a fetch. Files are sent by a real one. */
const leanFetch: NonNullable<webApi.WebClientOptions["fetch"]> = async (url, init = {}) => {
  const { method = "GET", headers = {}, body, signal } = init;
  if (body !== undefined && typeof body !== "string") return fetch(url, init);
  const sent = { ...(body !== undefined && { body }), ...(signal && { signal }) };
  const request = { method, headers, redirect: "manual", ...sent } as const;
  const { status, headers: received, bytes, ...answer } = await httpSend(new URL(url), request).catch(likeFetch);
  const text = async () => withoutEcho(await answer.text());
  return {
    ...{ ok: status >= 200 && status < 300, status, statusText: "", url: String(url), headers: received, text },
    arrayBuffer: async () => new Uint8Array(await bytes()).buffer,
    json: async () => JSON.parse(await text()),
  };
};

/**
 * Slack repeats the blocks of a message that was sent. The client would take them apart for a line of its log that nobody
 * keeps, which costs as much as sending them.
 */
const withoutEcho = (text: string): string => {
  if (!text.includes('"message":{')) return text;
  const { data } = Echo.safeParse(fromJson(text));
  if (!data) return text;
  const { blocks: _, ...message } = data.message;
  return JSON.stringify({ ...data, message });
};

const Echo = z.looseObject({ message: z.looseObject({ blocks: z.array(z.unknown()) }) });

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Logs warnings and errors of Slack's packages. Their debug lines contain whole messages and are dropped. */
export const sdkLog = (log: Log): webApi.WebClientOptions["logger"] & object => ({
  debug: () => {},
  info: () => {},
  warn: (...words: unknown[]) => log.warn({ event: "slack.sdk-warning", sdk: joined(words) }, "Slack's client warns"),
  error: (...words: unknown[]) => log.error({ event: "slack.sdk-error", sdk: joined(words) }, "Slack's client failed"),
  setLevel: () => {},
  getLevel: () => webApi.LogLevel.WARN,
  setName: () => {},
});

const joined = (words: unknown[]): string => words.map(String).join(" ").slice(0, 500);
