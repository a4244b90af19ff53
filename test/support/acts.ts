import type { Departure } from "../../src/ports/chat/departure.ts";
import type { Accept, Inbound } from "../../src/ports/chat/inbound.ts";

/** What a channel hands over. */
export type Taken = Inbound | Departure;

/** Keeps the acts of people that a channel hands over. */
export const into =
  (acts: Inbound[]): Accept =>
  async (taken) => {
    if (taken.kind !== "departure") acts.push(taken);
  };
