/** `most` times in any stretch of `perMs`. */
export interface Rate {
  most: number;
  perMs: number;
}

/** `wait`: claim again; `place` counts from 1, `waitMs` is an estimate. */
export type Grant = { state: "go" } | { state: "wait"; place: number; waitMs: number };

/**
 * Hands out turns for something that may only be done at a limited rate. People take turns: the second claim of one
 * person waits until everybody else who is waiting has had a turn.
 */
export interface Quota {
  /**
   * Asks for a turn. Call it again until it says `go`: from then on the turn counts as used, and later claims of the
   * same id say `go` without counting again. An id that is not claimed again holds nobody up; when it comes back it gets
   * its old place.
   */
  claim(turn: { id: string; asker: string }): Promise<Grant>;
  /** Gives up the place of an id that is waiting, or a turn that was not used after all. */
  leave(id: string): Promise<void>;
  /**
   * The service refused a turn that was used. The turn stays counted, its id waits again ahead of everybody else, and
   * nobody gets a turn for `afterMs` (absent: the time of one turn, at least a second).
   */
  refused(id: string, afterMs?: number): Promise<void>;
}

/** Counts what may only be done at a limited rate, where nobody waits for a turn. */
export interface Budget {
  /**
   * Counts one use, unless the rate is used up; with `anyway` it is counted even then. `freeMs`: how long until the next
   * use is free, 0 if it is free now.
   */
  spend(name: string, rate: Rate, how: "if-free" | "anyway"): Promise<{ counted: boolean; freeMs: number }>;
}
