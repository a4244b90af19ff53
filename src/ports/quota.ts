/** `most` times in any stretch of `perMs`. */
export interface Rate {
  most: number;
  perMs: number;
}

/** `wait`: claim again; `place` counts from 1, `waitMs` is an estimate. */
export type Grant = { state: "go" } | { state: "wait"; place: number; waitMs: number };

/**
 * The line before something that may be done at a limited rate only. People take turns: the second claim of one person
 * waits until everybody else in line had a turn.
 */
export interface Quota {
  /**
   * Asks for a turn, again and again until it says `go`; the turn counts as used from then on, and later claims of the
   * same id say `go` and count nothing. An id that is not claimed again holds nobody up; when it comes back it has its
   * place again.
   */
  claim(turn: { id: string; asker: string }): Promise<Grant>;
  /** Gives up a place in line, or a turn that was not used after all. */
  leave(id: string): Promise<void>;
  /**
   * The service refused a turn that was used. It stays counted; its id goes back into line, before everybody else, and
   * nobody goes for `afterMs` (absent: as long as one turn takes, at least a second).
   */
  refused(id: string, afterMs?: number): Promise<void>;
}

/** Counts what may be done at a limited rate only, where nobody stands in line. */
export interface Budget {
  /**
   * Counts one use, unless the rate is used up; `anyway`: also then. `freeMs`: how long until the next use is free, 0 if
   * it is free now.
   */
  spend(name: string, rate: Rate, how: "if-free" | "anyway"): Promise<{ counted: boolean; freeMs: number }>;
}
