import type { Caller } from "./identity.ts";

/** When tables were last written, as far as it costs next to nothing to know. */
export interface TableWrites {
  /**
   * The latest moments (epoch ms) at which rows of a table were written, newest first; empty: it cannot be told without
   * effort. `table`: the parts of its name. Starts no warehouse.
   */
  of(table: readonly string[], caller: Caller, signal?: AbortSignal): Promise<number[]>;
}
