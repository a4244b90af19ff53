import { setTimeout as sleep } from "node:timers/promises";
import type { Replicas } from "../replicas.ts";
import type { Traffic } from "../traffic.ts";
import { type Activity, copyOf } from "./activities.ts";

export type Outcome =
  | { state: "answered"; status: number; body: string }
  | { state: "failed"; reason: "timeout" | "connection_failed" };

export interface DeliveryLog {
  at: number;
  type: string;
  id: string;
  conversation: string;
  /** 1 for the first attempt. */
  attempt: number;
  status: number;
  reason: "timeout" | "connection_failed" | "http_error" | null;
  ms: number;
}

/** How long Teams waits for a bot, ms. */
export const ACK_MS = 15_000;

/**
 * Waits before the second, third … attempt, ms. Teams tries again after its 15 seconds, and half a minute later with a new
 * id. Here the waits are shorter, so that a bot that restarts misses nothing; the third and later attempts have new ids.
 */
export const RETRY_DELAYS: readonly number[] = [300, 1_000, 3_000, ...Array<number>(11).fill(5_000)];

export interface DeliveryOptions {
  traffic: Traffic;
  bot: Replicas;
  /** The token that the bot checks. */
  token(serviceUrl: string): string;
  nextId(): string;
  now(): number;
  retryDelays: readonly number[];
  /** How long the bot has to answer, ms. */
  ackMs: number;
}

export type Delivery = ReturnType<typeof createDelivery>;

/** Delivers activities as Teams does, and again when the bot is late or answers no success. */
export const createDelivery = (options: DeliveryOptions) => {
  const { traffic, nextId, now, retryDelays } = options;
  let log: DeliveryLog[] = [];
  let abort = new AbortController();

  const attempt = async (activity: Activity, number: number): Promise<Outcome> => {
    const at = now();
    const outcome = await deliver(activity, options, abort.signal);
    log.push({
      at,
      type: activity.type,
      id: activity.id,
      conversation: String(activity.conversation["id"]),
      attempt: number,
      status: outcome.state === "answered" ? outcome.status : 0,
      reason: reasonOf(outcome),
      ms: now() - at,
    });
    if (log.length > 20_000) log = log.slice(-10_000);
    return outcome;
  };

  const repeat = async (
    activity: Activity,
    delays: readonly number[],
    isMissed: (outcome: Outcome) => boolean,
  ): Promise<Outcome> => {
    const { signal } = abort;
    let current = activity;
    let outcome = await attempt(current, 1);
    for (const [index, delay] of delays.entries()) {
      if (!isMissed(outcome)) return outcome;
      await sleep(delay, undefined, { signal });
      if (index > 0) current = copyOf(activity, nextId(), now());
      outcome = await attempt(current, index + 2);
    }
    return outcome;
  };

  /**
   * A fault of kind `duplicate`: the same activity again. `match: "new-id"`: the copy that Teams sends later.
   * `match: "new-clock"`: a copy with a new local time, too.
   */
  const sendCopy = async (activity: Activity): Promise<void> => {
    const fault = traffic.take("teams", ["duplicate"], () => `${JSON.stringify(activity)} new-id new-clock`);
    if (!fault) return;
    const { signal } = abort;
    const isCopy = fault.match === "new-id" || fault.match === "new-clock";
    await sleep(fault.ms ?? retryDelays[isCopy ? 1 : 0] ?? 0, undefined, { signal });
    const copy = copyOf(activity, nextId(), now(), fault.match === "new-clock");
    await attempt(isCopy ? copy : activity, 2);
  };

  return {
    /** Returns at once; attempts go on in the background until `stop`. */
    send: (activity: Activity): void => {
      runInBackground(repeat(activity, retryDelays, (outcome) => reasonOf(outcome) !== null));
      runInBackground(sendCopy(activity));
    },
    /** Waits for the answer. Only when the bot is late it is asked again: at once, then with a new id. */
    invoke: (activity: Activity): Promise<Outcome> => {
      runInBackground(sendCopy(activity));
      const answer = repeat(activity, [0, 0, 0], (outcome) => reasonOf(outcome) === "timeout");
      return answer.catch(() => ({ state: "failed", reason: "connection_failed" }));
    },
    log: (): readonly DeliveryLog[] => log,
    /** Gives up everything that is under way. */
    stop: (): void => {
      abort.abort();
      abort = new AbortController();
      log = [];
    },
  };
};

const deliver = async (
  activity: Activity,
  { bot, token, ackMs }: DeliveryOptions,
  signal: AbortSignal,
): Promise<Outcome> => {
  const timeout = AbortSignal.timeout(ackMs);
  try {
    const { status, body } = await bot.post("/api/messages", {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
        authorization: `Bearer ${token(String(activity["serviceUrl"]))}`,
      },
      body: JSON.stringify(activity),
      signal: AbortSignal.any([signal, timeout]),
    });
    return { state: "answered", status, body };
  } catch (error) {
    if (signal.aborted) throw error;
    return { state: "failed", reason: timeout.aborted ? "timeout" : "connection_failed" };
  }
};

const reasonOf = (outcome: Outcome): DeliveryLog["reason"] => {
  if (outcome.state === "failed") return outcome.reason;
  return outcome.status >= 200 && outcome.status < 300 ? null : "http_error";
};

/** It rejects only when `stop` aborts it. */
const runInBackground = (work: Promise<unknown>): void => {
  work.catch(() => undefined);
};
