import { createExpiringMap } from "../../expiring-map.ts";
import type { Lease } from "../../ports/stores/queue.ts";
import type { Turn, TurnTask } from "../turn-records.ts";

export interface WaitingTurn {
  task: TurnTask;
  turn: Turn;
}

/** Turns whose latest look has found nothing new: the next look here needs no records. */
export interface WaitingTurns {
  /** Keeps a turn as this run has read or written it, until it runs again. */
  keep(lease: Lease, waiting: WaitingTurn, inMs: number): void;
  /** The turn as the run before this one has left it, once. Undefined if another run has begun meanwhile, here or elsewhere. */
  take(lease: Lease): WaitingTurn | undefined;
}

/** Longer than a task waits for a place after it was due. */
const lateMs = 15_000;

/** Only the step that holds a turn's task writes its record, and the attempt grows with every run anywhere. */
export const createWaitingTurns = (now: () => number): WaitingTurns => {
  const kept = createExpiringMap<WaitingTurn & { attempt: number }>(now);
  return {
    keep: ({ id, attempt }, waiting, inMs) => kept.keep(id, { ...waiting, attempt }, inMs + lateMs),
    take: ({ id, attempt }) => {
      const found = kept.get(id);
      kept.forget(id);
      return found?.attempt === attempt - 1 ? found : undefined;
    },
  };
};
