import type { AskOutcome, OpenAsk } from "../ports/agent.ts";
import type { Plan } from "./state.ts";

/** An ask whose turn to be sent has not come. */
export interface WaitingAsk {
  key: string;
  agent: string;
  /** From 1. */
  place: number;
  /** An estimate. */
  waitMs: number;
  /** The service takes no question for the moment, whatever its rate. */
  refused?: true;
}

/** Some asks of the round wait for their turn; `asks` are out, `settled` have ended. */
export interface QueuedStep {
  state: "queued";
  plan: Plan;
  round: number;
  asks: OpenAsk[];
  settled: AskOutcome[];
  waiting: WaitingAsk[];
}

/**
 * Thrown by *start* when it is not every ask's turn yet. It ends the run, not the turn: the graph stands before *start*
 * as after a crash, and the records know what was sent, so that the next run goes on from there.
 */
export class AwaitingQuota extends Error {
  readonly step: QueuedStep;

  constructor(step: QueuedStep) {
    super("in line");
    this.name = "InLine";
    this.step = step;
  }
}
