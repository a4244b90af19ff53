import type { Problem } from "../../src/errors.ts";
import { problemOf } from "./fault.ts";

export interface Exchange {
  fetch: typeof fetch;
  url: URL;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface Received {
  status: number;
  text: string;
  /** What a Retry-After header asks for, ms. */
  retryAfterMs?: number;
}

/** The origin of a workspace: `adb-1.2.azuredatabricks.net/` becomes `https://adb-1.2.azuredatabricks.net`. */
export const workspaceUrl = (host: string): string =>
  new URL(/^https?:\/\//.test(host) ? host : `https://${host}`).origin;

/** One HTTP request and its whole answer, whatever its status. No answer: a Problem. Aborted by the caller: its AbortError. */
export const exchange = async (call: Exchange, now: () => number): Promise<Received> => {
  const limit = AbortSignal.timeout(call.timeoutMs);
  try {
    const response = await call.fetch(call.url, {
      method: call.method,
      headers: call.headers,
      // A redirect leads to a login page or to another host, and a token must not go there.
      redirect: "manual",
      signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    const received = { status: response.status, text: await response.text() };
    const retryAfterMs = waitOf(response.headers.get("retry-after"), now());
    return retryAfterMs === undefined ? received : { ...received, retryAfterMs };
  } catch (thrown) {
    call.signal?.throwIfAborted();
    throw noAnswer(thrown, limit.aborted);
  }
};

const noAnswer = (thrown: unknown, late: boolean): Problem => {
  if (late) return problemOf({ status: 0, code: "TIMEOUT", message: "no answer within the time limit" });
  // fetch hides the reason (ECONNREFUSED, ECONNRESET, a certificate) one level down.
  const reason = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const code = reason instanceof Error && "code" in reason ? String(reason.code) : "";
  return problemOf({ status: 0, code, message: reason instanceof Error ? reason.message : String(reason) });
};

/** Retry-After is a number of seconds or an HTTP date. */
const waitOf = (header: string | null, now: number): number | undefined => {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
};
