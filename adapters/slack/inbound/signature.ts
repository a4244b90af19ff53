import { createHmac, timingSafeEqual } from "node:crypto";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";

const oldestSeconds = 5 * 60;

/**
 * True if Slack signed the request within the last five minutes.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export const isSignedBySlack = (request: HttpRequest, signingSecret: string | undefined, now: number): boolean => {
  const timestamp = request.headers["x-slack-request-timestamp"];
  const signature = request.headers["x-slack-signature"];
  if (!signingSecret || !signature || !timestamp || !Number.isInteger(Number(timestamp))) return false;
  if (Math.abs(Number(timestamp) - now / 1_000) > oldestSeconds) return false;
  const digest = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(request.body).digest("hex");
  const [own, given] = [Buffer.from(`v0=${digest}`), Buffer.from(signature)];
  return own.length === given.length && timingSafeEqual(own, given);
};

/** True for Slack's check of our certificate, which is short and not signed. */
export const isCertificateCheck = (request: HttpRequest): boolean =>
  request.body.length < 1_000 &&
  request.headers["content-type"]?.includes("form") === true &&
  new URLSearchParams(request.body.toString()).get("ssl_check") === "1";
