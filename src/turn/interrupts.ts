import type { Turns } from "./turn-records.ts";

/** How often a process looks whether a turn was cancelled on another replica, ms. */
const lookEveryMs = 300;
/** How often it looks at each of its turns, should the news of a cancel be lost, ms. */
const lookAtAllEveryMs = 5_000;

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

/** One look at the records serves all turns at work here, however many they are. */
export const createInterrupts = (turns: Pick<Turns, "cancelled" | "lastCancel">): Interrupts => {
  const running = new Map<string, AbortController>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let seen: string | undefined;
  let lookedAtAll = Number.NEGATIVE_INFINITY;

  const lookAtAll = async (): Promise<void> => {
    const each = [...running].map(async ([turn, controller]) => {
      if (await turns.cancelled(turn)) controller.abort();
    });
    await Promise.all(each);
  };

  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      const began = performance.now();
      const last = await turns.lastCancel();
      if (last === seen && began - lookedAtAll < lookAtAllEveryMs) return;
      await lookAtAll();
      [seen, lookedAtAll] = [last, began];
    } catch {
      // The stores are away; the next look finds it.
    } finally {
      isLooking = false;
    }
  };

  return {
    interrupt: (turn) => running.get(turn)?.abort(),
    watch: (turn, outer) => {
      const controller = new AbortController();
      const stop = (): void => controller.abort();
      if (outer.aborted) stop();
      outer.addEventListener("abort", stop);
      running.set(turn, controller);
      timer ??= setInterval(() => void look(), lookEveryMs);
      return {
        signal: controller.signal,
        [Symbol.asyncDispose]: async () => {
          outer.removeEventListener("abort", stop);
          if (running.get(turn) === controller) running.delete(turn);
          if (running.size > 0) return;
          clearInterval(timer);
          timer = undefined;
        },
      };
    },
  };
};
