import type { z } from "zod";
import type { Departure } from "../../../src/ports/chat/departure.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";

/** What was read from a body. */
export type Reading =
  | { kind: "act"; act: Inbound }
  /** People have left, or the app was removed. */
  | { kind: "departure"; departure: Departure }
  /** Not an act of a person that concerns us. */
  | { kind: "nothing" }
  /** An act that concerns us, in an unknown shape. `where`: the fields that are wrong. */
  | { kind: "unreadable"; what: string; where: string };

export const nothing: Reading = { kind: "nothing" };

export const act = (inbound: Inbound): Reading => ({ kind: "act", act: inbound });

/** Names the fields and what is wrong with them, never their values. */
export const unreadable = (what: string, { issues }: z.ZodError): Reading => ({
  kind: "unreadable",
  what: what.slice(0, 100),
  where: issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.map(String).join(".")}: ${code}`)
    .join(", "),
});
