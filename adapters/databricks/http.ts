import type { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Caller, Identity } from "../../src/ports/databricks/identity.ts";
import { retry, type Timing, timing } from "../../src/resilience/retry.ts";
import { httpSend } from "../http/send.ts";
import { exchange, type Received, workspaceUrl } from "./exchange.ts";
import { faultOf, isPassing, isRefusal, parseFault } from "./fault.ts";
import { tryJson } from "./json.ts";
import { isDeadToken, problemOf, storageProblem } from "./problem.ts";

export interface HttpDeps extends Partial<Timing> {
  /** Workspace address, with or without `https://`. */
  host: string;
  identity: Identity;
  log: Log;
  fetch?: typeof fetch;
  userAgent?: string;
  /** Limit of one attempt, ms. */
  timeoutMs?: number;
  /** How long a failing call is repeated, ms. */
  retryForMs?: number;
  /** Goes around every attempt and may reject it. */
  guard?: <T>(attempt: () => Promise<T>) => Promise<T>;
}

export interface Call {
  /** On whose behalf. */
  caller: Caller;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON; an int64 id goes through `JSON.rawJSON`. */
  body?: unknown;
  /**
   * What happens if the call arrives twice. `harmless` (default of GET, PUT and DELETE): nothing, so it is repeated after
   * every passing fault. `doubles` (default of POST and PATCH): it is repeated only when the service certainly did not
   * take it; when that is unknown, the Problem is `databricks.unknown` and the caller has to look.
   */
  repeat?: "harmless" | "doubles";
  /** A rate limit (429) is reported at once and not waited for. */
  reportsLimit?: boolean;
  timeoutMs?: number;
  retryForMs?: number;
  signal?: AbortSignal | undefined;
}

/** A file outside the workspace, behind a signed link. */
export interface SignedLink {
  url: string;
  /** Headers that the storage requires. */
  headers: Record<string, string>;
}

export interface DatabricksHttp {
  /** One API call, answered in the schema's shape; an empty body counts as `{}`. Failures are Problems `databricks.*`. */
  call<T>(schema: z.ZodType<T>, call: Call): Promise<T>;
  /** A file's JSON. No token is sent along: the link is the credential. A failure is a Problem `databricks.storage`. */
  download<T>(schema: z.ZodType<T>, link: SignedLink, signal?: AbortSignal): Promise<T>;
  /** How far the service's clock is ahead of ours, ms, by its latest answer; 0 before the first. */
  clockAheadMs(): number;
}

/** A client of one workspace's REST API. */
export const createHttp = (deps: HttpDeps): DatabricksHttp => {
  const { log, identity, guard = (attempt) => attempt() } = deps;
  const time = timing(deps);
  const host = workspaceUrl(deps.host);
  let clockAheadMs = 0;

  const send = async (call: Call, bearer: string): Promise<Received> => {
    const began = time.now();
    const received = await exchange(
      {
        send: deps.fetch ?? httpSend,
        url: urlOf(host, call),
        method: call.method,
        headers: headersOf(call, bearer, deps.userAgent ?? `genie-concierge nodejs/${process.versions.node}`),
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        timeoutMs: call.timeoutMs ?? deps.timeoutMs ?? 30_000,
        signal: call.signal,
      },
      time.now,
    );
    const ms = time.now() - began;
    if (received.madeAt !== undefined) clockAheadMs = received.madeAt - time.now();
    const { status } = received;
    log.debug({ event: "databricks.called", method: call.method, path: call.path, status, ms }, "called Databricks");
    return received;
  };

  const attempt = async <T>(schema: z.ZodType<T>, call: Call): Promise<T> => {
    const credentials = await identity.credentials(call.caller);
    let bearer = await credentials.token();
    let received = await send(call, bearer);
    if (isDeadToken(received) && credentials.forget(bearer)) {
      bearer = await credentials.token();
      received = await send(call, bearer);
    }
    return read(schema, received, bearer);
  };

  return {
    clockAheadMs: () => clockAheadMs,
    download: async (schema, link, signal) => {
      const { url, headers } = link;
      const file = {
        send: deps.fetch ?? httpSend,
        url: new URL(url),
        method: "GET",
        headers,
        timeoutMs: 30_000,
        signal,
      };
      const again = ({ retry }: Problem) => retry === "later";
      const attempt = async () => fileOf(schema, await exchange(file, time.now).catch(storageAway));
      return retry(attempt, { time, again, withinMs: 5_000, signal });
    },
    call: (schema, call) => {
      const { method, path, signal } = call;
      return retry(() => guard(() => attempt(schema, call)), {
        time,
        again: (problem) => mayRepeat(call, problem),
        withinMs: call.retryForMs ?? deps.retryForMs ?? 60_000,
        signal,
        onWait: ({ code }, waitMs) =>
          log.warn({ event: "databricks.call-repeated", method, path, code, waitMs }, "calling Databricks again"),
      }).catch((thrown: unknown) => {
        throw harmless(call) ? thrown : unknownUnlessRefused(thrown);
      });
    },
  };
};

const harmless = (call: Call): boolean =>
  call.repeat ? call.repeat === "harmless" : call.method !== "POST" && call.method !== "PATCH";

const mayRepeat = (call: Call, problem: Problem): boolean =>
  isPassing(problem) &&
  (harmless(call) || isRefusal(problem)) &&
  !(call.reportsLimit && problem.code === "databricks.rate-limited");

const urlOf = (host: string, { path, query = {} }: Call): URL => {
  const url = new URL(host + path);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
};

const headersOf = (call: Call, bearer: string, userAgent: string): Record<string, string> => ({
  authorization: `Bearer ${bearer}`,
  accept: "application/json",
  "user-agent": userAgent,
  ...(call.body === undefined ? {} : { "content-type": "application/json" }),
});

const read = <T>(schema: z.ZodType<T>, received: Received, bearer: string): T => {
  const { status, text } = received;
  if (status < 200 || status > 299)
    throw problemOf(parseFault(status, text.replaceAll(bearer, "[hidden]")), received.retryAfterMs);
  const parsed = schema.safeParse(text.trim() === "" ? {} : tryJson(text));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw problemOf({ status, code: "UNEXPECTED_BODY", message: where.slice(0, 500) });
};

const fileOf = <T>(schema: z.ZodType<T>, { status, text }: Received): T => {
  if (status !== 200) throw storageProblem(`status ${status}`, status >= 500 || status === 429);
  const parsed = schema.safeParse(tryJson(text));
  if (!parsed.success) throw storageProblem("the file does not hold rows", false);
  return parsed.data;
};

/** The reason may name the link, which is a credential. */
const storageAway = (thrown: unknown): never => {
  const code = thrown instanceof Problem ? faultOf(thrown)?.code : undefined;
  throw thrown instanceof Problem ? storageProblem(`no answer ${code ?? ""}`.trim(), true) : thrown;
};

const unknownUnlessRefused = (thrown: unknown): unknown => {
  if (!(thrown instanceof Problem) || !faultOf(thrown) || isRefusal(thrown)) return thrown;
  return Problem.of("databricks.unknown", {}, { retry: "later", detail: thrown.message, cause: thrown });
};
