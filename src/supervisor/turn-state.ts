import { INTERRUPT } from "@langchain/langgraph";
import type { CheckpointTuple } from "@langchain/langgraph-checkpoint";
import type { AskOutcome, OpenAsk } from "../ports/databricks/agent.ts";
import type { QuotaStep } from "./asking/quota-wait.ts";
import { type Plan, Saved, type State, type SupervisorResult } from "./state.ts";

/* How far a turn has got, by the checkpoint of its thread. */

export type SupervisorStep =
  /** `asks` are out; `settled` are the outcomes that the turn has already, of earlier rounds too. */
  | { state: "waiting"; plan: Plan; round: number; asks: OpenAsk[]; settled: AskOutcome[] }
  | QuotaStep
  | { state: "answered"; result: SupervisorResult }
  /** The message was meant for other people: nothing is to be said. */
  | { state: "silent" };

/** `midway`: a run ended in the middle. `unreadable`: another version of this program wrote the checkpoint. */
export type TurnState = SupervisorStep | { state: "new" | "midway" | "unreadable" };

/** What a thread holds, and whether its graph waits for outcomes. */
export interface SavedThread {
  /** Undefined: nothing yet. */
  saved: Saved | "unreadable" | undefined;
  isSuspended: boolean;
}

/** The thread of a stored checkpoint. */
export const savedThread = (found: CheckpointTuple | undefined): SavedThread => {
  const values = found?.checkpoint.channel_values ?? {};
  return {
    saved: "turn" in values ? (Saved.safeParse(values).data ?? "unreadable") : undefined,
    isSuspended: found?.pendingWrites?.some(([, channel]) => channel === INTERRUPT) ?? false,
  };
};

/** The thread after a run of its graph. */
export const threadAfterRun = (saved: State): SavedThread => ({ saved, isSuspended: INTERRUPT in saved });

/** The state of one turn in its thread. */
export const turnStateIn = ({ saved, isSuspended }: SavedThread, turn: string): TurnState => {
  if (saved === "unreadable") return { state: "unreadable" };
  if (saved?.turn !== turn) return { state: "new" };
  const { intent, round, open, outcomes, verdict } = saved;
  if (verdict?.kind === "silent") return { state: "silent" };
  if (verdict) return { state: "answered", result: verdict.kind === "answer" ? { ...verdict, outcomes } : verdict };
  return isSuspended && intent
    ? { state: "waiting", plan: intent, round, asks: open, settled: outcomes }
    : { state: "midway" };
};

/** The thread has had an exchange of its own. */
export const remembers = ({ saved }: SavedThread): boolean =>
  saved !== undefined && saved !== "unreadable" && saved.exchanges.length > 0;
