/** `most` times in any stretch of `perMs`. */
export interface Rate {
  most: number;
  perMs: number;
}

/** `wait`: claim again; `place` counts from 1, `waitMs` is an estimate. */
export type ClaimResult = { state: "go" } | { state: "wait"; place: number; waitMs: number };

/**
 * Hands out permits for something that may only be done at a limited rate, fairly: the second claim of one person waits
 * until everybody else who is waiting has got a permit.
 */
export interface Quota {
  /**
   * Asks for a permit. Call it again until it says `go`: from then on the permit counts as used, and later claims of the
   * same id say `go` without counting again. An id that is not claimed again holds nobody up; when it comes back it gets
   * its old place.
   */
  claim(claim: { id: string; asker: string }): Promise<ClaimResult>;
  /** Gives up the place of an id that is waiting, or a permit that was not used after all. */
  leave(id: string): Promise<void>;
  /**
   * The service refused what a permit was used for. The permit stays counted, its id waits again ahead of everybody
   * else, and nobody gets a permit for `afterMs` (absent: the time between two permits, at least a second).
   */
  refused(id: string, afterMs?: number): Promise<void>;
}

/** Counts what may only be done at a limited rate, where nobody waits for a permit. */
export interface Budget {
  /**
   * Counts one use, unless the rate is used up; with `anyway` it is counted even then. `freeMs`: how long until the next
   * use is free, 0 if it is free now.
   */
  spend(name: string, rate: Rate, how: "if-free" | "anyway"): Promise<{ counted: boolean; freeMs: number }>;
}
