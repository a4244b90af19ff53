import { setTimeout as sleep } from "node:timers/promises";
import type { Traffic } from "../traffic.ts";
import type { Envelope } from "./events.ts";

/** Something that Slack sends to the app. */
export type AppRequest =
  | { kind: "events_api"; id: string; label: string; body: Envelope | HeldBack }
  | { kind: "slash_commands"; id: string; label: string; body: Record<string, string> }
  | { kind: "interactive"; id: string; label: string; body: Record<string, unknown> };

/** Says that an app gets no events for the rest of this minute, because there were too many. */
interface HeldBack {
  type: "app_rate_limited";
  token: string;
  team_id: string;
  api_app_id: string;
  minute_rate_limited: number;
}

export interface Retry {
  number: number;
  reason: "http_timeout" | "connection_failed" | "http_error";
}

export type Outcome =
  | { state: "answered"; status: number; body: string; noRetry: boolean }
  | { state: "failed"; reason: Retry["reason"] };

/** HTTP to the request URL, or a Socket Mode connection. */
export interface Transport {
  ready(): boolean;
  send(request: AppRequest, retry: Retry | undefined, signal: AbortSignal): Promise<Outcome>;
}

export interface DeliveryLog {
  at: number;
  kind: AppRequest["kind"];
  id: string;
  label: string;
  /** The ts of the message that an event is about. */
  about: string | null;
  retry: number;
  status: number;
  reason: string | null;
  ms: number;
}

/**
 * Waits before the second, third … attempt, ms. Slack retries at once, after one minute and after five. Here a bot that
 * restarts gets its events within seconds, and the last attempt comes after about a minute.
 */
export const RETRY_DELAYS: readonly number[] = [0, 1_000, 3_000, ...Array<number>(11).fill(5_000)];

export interface DeliveryOptions {
  traffic: Traffic;
  /** The first one that is ready is used. */
  transports: readonly Transport[];
  now(): number;
  retryDelays: readonly number[];
}

export type Delivery = ReturnType<typeof createDelivery>;

/** Delivers events, commands and clicks to the app. Like Slack, it retries events until they are answered with 200. */
export const createDelivery = ({ traffic, transports, now, retryDelays }: DeliveryOptions) => {
  let log: DeliveryLog[] = [];
  let stop = new AbortController();

  const attempt = async (request: AppRequest, retry: Retry | undefined): Promise<Outcome> => {
    const at = now();
    const transport = transports.find((one) => one.ready());
    const outcome: Outcome = transport
      ? await transport.send(request, retry, stop.signal)
      : { state: "failed", reason: "connection_failed" };
    log.push({
      at,
      kind: request.kind,
      id: request.id,
      label: request.label,
      about: aboutOf(request),
      retry: retry?.number ?? 0,
      status: outcome.state === "answered" ? outcome.status : 0,
      reason: refusal(outcome) ?? null,
      ms: now() - at,
    });
    if (log.length > 20_000) log = log.slice(-10_000);
    return outcome;
  };

  const deliver = async (request: AppRequest): Promise<void> => {
    const { signal } = stop;
    let outcome = await attempt(request, undefined);
    for (const [index, delay] of retryDelays.entries()) {
      const reason = refusal(outcome);
      if (!reason || (outcome.state === "answered" && outcome.noRetry)) return;
      await sleep(delay, undefined, { signal });
      outcome = await attempt(request, { number: index + 1, reason });
    }
  };

  return {
    /** Returns at once. Attempts go on in the background until `cancel`. */
    event: (body: Envelope): void => {
      const request: AppRequest = { kind: "events_api", id: body.event_id, label: labelOf(body), body };
      const twice = traffic.take("slack", ["duplicate"], () => JSON.stringify(body));
      unawaited(deliver(request));
      if (twice) unawaited(attempt(request, { number: 1, reason: "http_timeout" }));
    },
    /** Events are held back. Slack does not say so twice. */
    heldBack: (body: HeldBack): void =>
      unawaited(attempt({ kind: "events_api", id: body.type, label: body.type, body }, undefined)),
    /** A single attempt: Slack does not retry commands and clicks. */
    once: (request: AppRequest): Promise<Outcome> => attempt(request, undefined),
    log: (): readonly DeliveryLog[] => log,
    /** Cancels every delivery. */
    cancel: (): void => {
      stop.abort();
      stop = new AbortController();
      log = [];
    },
  };
};

const refusal = (outcome: Outcome): Retry["reason"] | undefined => {
  if (outcome.state === "failed") return outcome.reason;
  return outcome.status === 200 ? undefined : "http_error";
};

const labelOf = ({ event }: Envelope): string =>
  typeof event["subtype"] === "string" ? `${event.type}.${event["subtype"]}` : event.type;

const aboutOf = (request: AppRequest): string | null => {
  const ts = request.kind === "events_api" && "event" in request.body ? request.body.event["ts"] : undefined;
  return typeof ts === "string" ? ts : null;
};

/** Swallows the rejection by `cancel`, the only one there is. */
const unawaited = (work: Promise<unknown>): void => {
  work.catch(() => undefined);
};
