import { type Failure, Problem } from "../../errors.ts";
import type { OpenAsk, Stage } from "../../ports/databricks/agent.ts";
import type { TurnDeps } from "../turn-deps.ts";
import type { Turn } from "../turn-records.ts";

/* When we stop waiting for an agent. The start of its warehouse is no fault of the question, so it does not count. */

/** How long an agent has worked on an ask, as far as one replica has seen it. */
export interface Clock {
  countedMs: number;
  /** Of the latest look, epoch ms. */
  at: number;
}

/** Counts the time since the look before, unless the warehouse was starting then. */
export const ticked = (clock: Clock | undefined, stageBefore: Stage | undefined, now: number): Clock => {
  const { countedMs, at } = clock ?? { countedMs: 0, at: now };
  return { countedMs: countedMs + (stageBefore === "starting-warehouse" ? 0 : now - at), at: now };
};

/** Genie gives up by itself after this time, ms. */
const genieLimitMs = 600_000;

interface Waiting {
  turn: Turn;
  asked: OpenAsk;
  countedMs: number;
  stage: Stage | undefined;
}

/** Why we no longer wait for an ask; undefined while there is time. */
export const overdue = (
  { config, now }: Pick<TurnDeps, "config" | "now">,
  { turn, asked, countedMs, stage }: Waiting,
): Failure | undefined => {
  const { agent_seconds, turn_seconds } = config.limits;
  const elapsedMs = now() - asked.startedAt;
  const isSlow = countedMs > agent_seconds * 1_000;
  if (!isSlow && elapsedMs <= genieLimitMs && now() - turn.startedAt <= turn_seconds * 1_000) return undefined;
  if (stage === "starting-warehouse") {
    const minutes = Math.max(1, Math.round(elapsedMs / 60_000));
    return Problem.of("agent.warehouse-starting", { minutes }).failure;
  }
  const seconds = isSlow ? agent_seconds : Math.round(elapsedMs / 1_000);
  return Problem.of("agent.timeout", { seconds }).failure;
};
