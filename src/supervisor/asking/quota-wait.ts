import type { AskOutcome, OpenAsk } from "../../ports/databricks/agent.ts";
import type { Plan } from "../state.ts";

/** An ask that may not be sent to Genie yet. */
export interface WaitingAsk {
  key: string;
  agent: string;
  /** From 1. */
  place: number;
  /** An estimate. */
  waitMs: number;
  /** The service takes no questions at the moment, whatever its rate. */
  refused?: true;
}

/** Some asks of the round still wait for the quota; `asks` have been sent, `settled` have ended. */
export interface QuotaStep {
  state: "awaiting-quota";
  plan: Plan;
  round: number;
  asks: OpenAsk[];
  settled: AskOutcome[];
  waiting: WaitingAsk[];
}

/**
 * Thrown by the *start* node while some asks must wait. It ends this run of the graph, but not the turn: the checkpoint
 * stays before *start*, as after a crash, and the records know what has been sent, so the next run continues from there.
 */
export class AwaitingQuota extends Error {
  readonly step: QuotaStep;

  constructor(step: QuotaStep) {
    super("waiting for the quota");
    this.name = "AwaitingQuota";
    this.step = step;
  }
}
