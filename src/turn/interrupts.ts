import type { Turns } from "./turn-records.ts";

/** How often a running step looks whether its turn was cancelled on another replica, ms. */
const lookEveryMs = 300;

interface Watch extends AsyncDisposable {
  /** Aborts when the turn is cancelled or the step must stop. */
  readonly signal: AbortSignal;
}

/** Reaches a step that is at work, in this process at once and in others through the records. */
export interface Interrupts {
  watch(turn: string, outer: AbortSignal): Watch;
  /** Aborts the turn's step if this process runs it. */
  interrupt(turn: string): void;
}

export const createInterrupts = (turns: Turns): Interrupts => {
  const running = new Map<string, AbortController>();
  return {
    interrupt: (turn) => running.get(turn)?.abort(),
    watch: (turn, outer) => {
      const controller = new AbortController();
      running.set(turn, controller);
      const timer = setInterval(() => {
        turns.cancelled(turn).then(
          (found) => found && controller.abort(),
          () => undefined,
        );
      }, lookEveryMs);
      return {
        signal: AbortSignal.any([controller.signal, outer]),
        [Symbol.asyncDispose]: async () => {
          clearInterval(timer);
          if (running.get(turn) === controller) running.delete(turn);
        },
      };
    },
  };
};
