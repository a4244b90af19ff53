// Only this of Bolt: the whole of it takes a fifth of a second to load, and only Socket Mode needs it.
import { isValidSlackRequest } from "@slack/bolt/dist/receivers/verify-request.js";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";

const oldestSeconds = 5 * 60;

/** True if Slack signed the request within the last five minutes. Bolt alone would accept a timestamp in the future. */
export const isSignedBySlack = (request: HttpRequest, signingSecret: string | undefined, now: number): boolean => {
  const timestamp = Number(request.headers["x-slack-request-timestamp"]);
  const signature = request.headers["x-slack-signature"];
  if (!signingSecret || !signature || !Number.isInteger(timestamp)) return false;
  if (Math.abs(timestamp - now / 1_000) > oldestSeconds) return false;
  return isValidSlackRequest({
    signingSecret,
    body: request.body.toString(),
    headers: { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp },
    nowMilliseconds: now,
  });
};

/** True for Slack's check of our certificate, which is short and not signed. */
export const isCertificateCheck = (request: HttpRequest): boolean =>
  request.body.length < 1_000 &&
  request.headers["content-type"]?.includes("form") === true &&
  new URLSearchParams(request.body.toString()).get("ssl_check") === "1";
