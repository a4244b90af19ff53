import { Problem } from "../../src/errors.ts";
import { redacted } from "../../src/logging/redact.ts";
import type { Sent } from "../../src/ports/notifier.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { oneLine } from "../../src/text/shorten.ts";
import type { IncidentRequest } from "./requests.ts";

/** Longest time of one attempt, ms; connecting alone ends sooner. */
const withinMs = 15_000;
const mostReasonBytes = 2_000;

interface How {
  /** What people call the service. */
  title: string;
  signal: AbortSignal | undefined;
}

/** Posts once. Throws a Problem `notify.*`, or the abort, when it is certain that the service did not take it. */
export const postJson = async (request: IncidentRequest, { title, signal }: How): Promise<Sent> => {
  signal?.throwIfAborted();
  const late = AbortSignal.timeout(withinMs);
  const service = title === phrase("incidentService", {}) ? phrase("incidentServiceFirst", {}) : title;
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: "POST",
      // A connection that was kept open may be closed by the service just as it is used: then the outcome is unknown.
      headers: { "content-type": "application/json", connection: "close", ...request.headers },
      body: JSON.stringify(request.body),
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
  } catch (thrown) {
    if (!isUnconnected(thrown)) return { state: "unknown" };
    throw Problem.of("notify.unreachable", { service }, { retry: "later", cause: thrown });
  }
  const reason = await reasonIn(response);
  if (response.ok) return { state: "sent" };
  if ([429, 503].includes(response.status)) throw busy(service, response, reason);
  if (response.status >= 500) return { state: "unknown" };
  throw refusal(service, response.status, reason);
};

/** Codes of failures before anything could be sent: no such name, nobody there, no trust. */
const unconnected = [
  /^(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/,
  /^(?:ERR_TLS_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_SSL_\w+)$/,
];

const isUnconnected = (thrown: unknown): boolean => {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const errors = cause instanceof AggregateError ? cause.errors : [cause];
  return errors.every((error) => unconnected.some((pattern) => pattern.test(codeOf(error))));
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

const busy = (service: string, { headers, status }: Response, reason: string): Problem => {
  const seconds = Number(headers.get("retry-after"));
  const afterMs = seconds > 0 ? { afterMs: Math.min(seconds, 600) * 1_000 } : {};
  return Problem.of("notify.busy", { service }, { retry: "later", ...afterMs, detail: `${status} ${reason}` });
};

const refusal = (service: string, status: number, reason: string): Problem => {
  const detail = `${status} ${reason}`;
  return status === 401 || status === 403
    ? Problem.of("notify.credentials", { service, setting: "INCIDENT_WEBHOOK_TOKEN" }, { detail })
    : Problem.of("notify.refused", { service, reason: reason || phrase("answeredWith", { status }) }, { detail });
};

/** The beginning of what the service says, in one line; empty for a web page. */
const reasonIn = async ({ body, headers }: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= mostReasonBytes) break;
    }
  } catch {
    // The status says enough.
  }
  if (headers.get("content-type")?.includes("html")) return "";
  const text = Buffer.concat(chunks)
    .toString()
    .slice(0, mostReasonBytes)
    .replace(/\p{Cc}/gu, " ");
  return redacted(oneLine(text))
    .slice(0, 300)
    .replace(/[.\s]+$/, "");
};
