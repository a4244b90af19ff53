import { clock } from "./clock.ts";
import { Problem } from "./errors.ts";
import type { Log } from "./log.ts";

/*
 * When a service is down, people are told at once instead of waiting for its time-outs, and the service is spared. One
 * call in a while looks whether it is back.
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

/** A circuit breaker around every call to one service. Only "cannot be reached" and "no answer in time" count as failures. */
export const createBreaker = (options: BreakerOptions): Breaker => {
  const { service, title, advice = "Please ask again then.", log, failures, withinMs, pauseMs, now = clock } = options;
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
    log.info({ event: "service.up", service }, "the service answers again: calls go on");
  };

  const fail = (problem: Problem): void => {
    failed = [...failed.filter((at) => at > now() - withinMs), now()];
    if (openUntil === undefined && failed.length < failures) return;
    if (openUntil === undefined)
      log.error(
        { event: "service.down", service, err: problem, pauseMs },
        "the service is down: one call in a while looks whether it is back",
      );
    openUntil = now() + pauseMs;
  };

  /** A refusal is an answer. What we failed at ourselves, or a person stopped, says nothing. */
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
        : `${title} isn't answering; I'll try it again in ${secondsOf(openUntil - now())} s.`,
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
