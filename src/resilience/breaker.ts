import { clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import { Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { ChannelProfile } from "../ports/chat/channel-module.ts";
import type { Model } from "../ports/model.ts";
import { phrase } from "../reply/words/phrase.ts";

/*
 * When a service is down, people are told at once instead of waiting for time-outs, and the service gets fewer calls.
 * From time to time one call checks whether it is back.
 */

export interface Breaker {
  /** First part of the codes of its outages: `databricks`. */
  readonly service: string;
  /** Makes the call, or rejects at once with Problem `service.paused` while the service is down. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** What is down, in a sentence; undefined while it is not. */
  complaint(): string | undefined;
}

export interface BreakerOptions {
  service: string;
  /** What people call it. */
  title: string;
  /** What people can do when it is back. */
  advice?: string;
  log: Log;
  /** Failures in a row that open the circuit … */
  failures: number;
  /** … when they came within so many ms. */
  withinMs: number;
  /** How long nothing is tried, ms. */
  pauseMs: number;
  now?: () => number;
}

/**
 * A circuit breaker around every call to one service. Only "cannot be reached" and "no answer in time" count as
 * failures.
 */
export const createBreaker = (options: BreakerOptions): Breaker => {
  const {
    service,
    title,
    advice = phrase("askAfterThat", {}),
    log,
    failures,
    withinMs,
    pauseMs,
    now = clock,
  } = options;
  const outages = new Set(["unavailable", "timeout", "down"].map((kind) => `${service}.${kind}`));
  /** Failures in a row, epoch ms. */
  let failed: number[] = [];
  /** Set while the circuit is open: until when. */
  let openUntil: number | undefined;
  let probing = false;

  const succeed = (): void => {
    failed = [];
    if (openUntil === undefined) return;
    openUntil = undefined;
    log.info({ event: "service.up", service }, "the service is answering again; calls resume");
  };

  const fail = (problem: Problem): void => {
    failed = [...failed.filter((at) => at > now() - withinMs), now()];
    if (openUntil === undefined && failed.length < failures) return;
    if (openUntil === undefined)
      log.error(
        { event: "service.down", service, err: problem, pauseMs },
        "the service is down; one call at a time checks whether it is back",
      );
    openUntil = now() + pauseMs;
  };

  /** A refusal is an answer. Our own failures, and calls that a person stopped, say nothing about the service. */
  const judge = (thrown: unknown): void => {
    if (!(thrown instanceof Problem) || thrown.code.startsWith("store.")) return;
    if (outages.has(thrown.code)) fail(thrown);
    else succeed();
  };

  const run: Breaker["run"] = async (call) => {
    const isProbe = openUntil !== undefined;
    if (openUntil !== undefined) {
      if (probing || now() < openUntil) throw paused({ title, advice }, Math.max(1_000, openUntil - now()));
      probing = true;
    }
    try {
      const result = await call();
      succeed();
      return result;
    } catch (thrown) {
      if (isProbe || openUntil === undefined) judge(thrown);
      throw thrown;
    } finally {
      if (isProbe) probing = false;
    }
  };

  return {
    service,
    run,
    complaint: () =>
      openUntil === undefined
        ? undefined
        : `${title} isn't responding; I'll check it again in ${secondsOf(openUntil - now())} s.`,
  };
};

/** One breaker for each service that we call; those of the channels by platform. */
export interface Breakers {
  databricks: Breaker;
  model: Breaker;
  channels: ReadonlyMap<Platform, Breaker>;
}

/** The breakers of a bot. It can answer without the language model, so that one opens sooner and for longer. */
export const createBreakers = ({ minuteMs, channels }: Pick<Config, "minuteMs" | "channels">, log: Log): Breakers => {
  const usual = { log, failures: 5, withinMs: 3 * minuteMs, pauseMs: minuteMs / 4 };
  const ofChannel = ({ platform, title }: ChannelProfile): [Platform, Breaker] => [
    platform,
    createBreaker({ ...usual, service: platform, title }),
  ];
  return {
    databricks: createBreaker({ ...usual, service: "databricks", title: "Databricks" }),
    model: createBreaker({
      ...{ log, failures: 3, withinMs: 5 * minuteMs, pauseMs: minuteMs / 2 },
      service: "model",
      title: phrase("languageModel", {}),
      advice: phrase("askForModel", {}),
    }),
    channels: new Map([...channels.values()].map(({ profile }) => ofChannel(profile))),
  };
};

/** True for the Problem of a call that was not made, because its service is down. */
export const isPaused = ({ code }: Problem): boolean => code === "service.paused";

const paused = ({ title, advice }: Pick<Required<BreakerOptions>, "title" | "advice">, waitMs: number): Problem =>
  Problem.of(
    "service.paused",
    { service: title, seconds: secondsOf(waitMs), advice },
    { retry: "later", afterMs: waitMs },
  );

const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));

/** A language model behind a circuit breaker. */
export const guardedModel = (model: Model, { run }: Breaker): Model => ({
  name: model.name,
  object: (...asked) => run(() => model.object(...asked)),
  text: (...asked) => run(() => model.text(...asked)),
});

/** A channel behind a circuit breaker. Only what goes out is guarded: what comes in is not a call of ours. */
export const guardedChannel = (channel: ChannelAdapter, { run }: Breaker): ChannelAdapter => ({
  ...channel,
  post: (...sent) => run(() => channel.post(...sent)),
  edit: (...sent) => run(() => channel.edit(...sent)),
  remove: (...sent) => run(() => channel.remove(...sent)),
  directPlace: (...asked) => run(() => channel.directPlace(...asked)),
  form: (...sent) => run(() => channel.form(...sent)),
  showHome: (...sent) => run(() => channel.showHome(...sent)),
  suggest: (...sent) => run(() => channel.suggest(...sent)),
  attach: (...sent) => run(() => channel.attach(...sent)),
});
