import { Problem } from "../../src/errors.ts";
import type { Send } from "../http/send.ts";
import { problemOf } from "./problem.ts";

export interface Exchange {
  send: Send;
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
  /** The wait that a Retry-After header asks for, ms; at most a minute. */
  retryAfterMs?: number;
  /** When the answer was made, by the clock of the service, epoch ms. */
  madeAt?: number;
}

/** The origin of a workspace: `adb-1.2.azuredatabricks.net/` becomes `https://adb-1.2.azuredatabricks.net`. */
export const workspaceUrl = (host: string): string =>
  new URL(/^https?:\/\//.test(host) ? host : `https://${host}`).origin;

/** Sends one HTTP request and reads the whole answer, whatever its status. No answer: a Problem. Aborted: the AbortError. */
export const exchange = async (call: Exchange, now: () => number): Promise<Received> => {
  const limit = limited(call.timeoutMs, call.signal);
  try {
    const response = await call.send(call.url, {
      method: call.method,
      headers: call.headers,
      redirect: "manual",
      signal: limit.signal,
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    const received = { status: response.status, text: await response.text() };
    const retryAfterMs = waitOf(response.headers.get("retry-after"), now());
    const madeAt = Date.parse(response.headers.get("date") ?? "");
    return {
      ...received,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(Number.isNaN(madeAt) ? {} : { madeAt }),
    };
  } catch (thrown) {
    call.signal?.throwIfAborted();
    if (thrown instanceof Problem) throw thrown;
    throw noAnswer(thrown, limit.signal.aborted);
  } finally {
    limit.end();
  }
};

/**
 * A signal that aborts after so long, or when the outer one does. Calls are many: unlike AbortSignal.timeout and
 * AbortSignal.any it leaves nothing behind, once it is ended.
 */
const limited = (ms: number, outer: AbortSignal | undefined): { signal: AbortSignal; end(): void } => {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  if (outer?.aborted) abort();
  outer?.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
};

const noAnswer = (thrown: unknown, late: boolean): Problem => {
  if (late) return problemOf({ status: 0, code: "TIMEOUT", message: "no answer within the time limit" });
  // fetch hides the reason (ECONNREFUSED, ECONNRESET, a certificate) one level down.
  const reason = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const code = reason instanceof Error && "code" in reason ? String(reason.code) : "";
  return problemOf({ status: 0, code, message: reason instanceof Error ? reason.message : String(reason) });
};

/** Longer waits are shortened to this: then one call finds out whether the limit still holds. */
const longestWaitMs = 60_000;

/** Retry-After is a number of seconds or an HTTP date. Zero, and a date that has passed, ask for nothing. */
const waitOf = (header: string | null, now: number): number | undefined => {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return ms > 0 ? Math.min(ms, longestWaitMs) : undefined;
};
