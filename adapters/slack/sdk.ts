import { LogLevel, webApi } from "@slack/bolt";
import type { Log } from "../../src/log.ts";

export type Web = webApi.WebClient;

export interface WebDeps {
  botToken: string;
  apiUrl?: string | undefined;
  fetch?: webApi.WebClientOptions["fetch"] | undefined;
  log: Log;
}

/**
 * The Web API client. It neither waits nor tries again by itself: one rate-limited call would hold up all others, and a
 * slow post that is sent again is a second message. Delivery decides about retries.
 */
export const webClient = ({ botToken, log, ...deps }: WebDeps): Web =>
  new webApi.WebClient(botToken, {
    ...clientOptions(deps),
    logger: sdkLog(log),
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

/** Where the Web API is reached. */
export const clientOptions = ({ apiUrl, fetch }: Pick<WebDeps, "apiUrl" | "fetch">): webApi.WebClientOptions => ({
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  ...(fetch ? { fetch } : {}),
});

/** Warnings and errors of Slack's packages. Their debug lines hold whole messages and are never written. */
export const sdkLog = (log: Log): webApi.WebClientOptions["logger"] & object => ({
  debug: () => {},
  info: () => {},
  warn: (...words: unknown[]) => log.warn({ event: "slack.sdk-warning", sdk: said(words) }, "Slack's client warns"),
  error: (...words: unknown[]) => log.error({ event: "slack.sdk-error", sdk: said(words) }, "Slack's client failed"),
  setLevel: () => {},
  getLevel: () => LogLevel.WARN,
  setName: () => {},
});

const said = (words: unknown[]): string => words.map(String).join(" ").slice(0, 500);
