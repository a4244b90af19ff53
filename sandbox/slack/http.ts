import { createHmac } from "node:crypto";
import type { Replicas } from "../replicas.ts";
import type { AppRequest, Retry, Transport } from "./delivery.ts";
import { SLACK_SIGNING_SECRET } from "./seed.ts";

const ackMs = 3_000;

/** Signed POSTs to the app's request URL. */
export const httpTransport = (bot: Replicas, now: () => number): Transport => ({
  ready: () => true,
  send: async (request, retry, signal) => {
    const timeout = AbortSignal.timeout(ackMs);
    try {
      const { status, headers, body } = await bot.post("/slack/events", {
        ...signed(request, retry, now()),
        signal: AbortSignal.any([signal, timeout]),
      });
      return { state: "answered", status, body, noRetry: headers["x-slack-no-retry"] === "1" };
    } catch (error) {
      if (signal.aborted) throw error;
      return { state: "failed", reason: timeout.aborted ? "http_timeout" : "connection_failed" };
    }
  },
});

/** Headers and body of one delivery, with Slack's signature of version 0. */
const signed = (
  request: AppRequest,
  retry: Retry | undefined,
  now: number,
): { headers: Record<string, string>; body: string } => {
  const body = encoded(request);
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac("sha256", SLACK_SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": request.kind === "events_api" ? "application/json" : "application/x-www-form-urlencoded",
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
      ...(retry ? { "x-slack-retry-num": String(retry.number), "x-slack-retry-reason": retry.reason } : {}),
    },
  };
};

const encoded = (request: AppRequest): string => {
  switch (request.kind) {
    case "events_api":
      return JSON.stringify(request.body);
    case "slash_commands":
      return new URLSearchParams(request.body).toString();
    case "interactive":
      return new URLSearchParams({ payload: JSON.stringify(request.body) }).toString();
  }
};
