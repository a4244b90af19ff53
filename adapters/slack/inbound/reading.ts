import type { z } from "zod";
import type { Inbound } from "../../../src/ports/inbound.ts";

/** What a body says. */
export type Reading =
  | { kind: "act"; act: Inbound }
  /** Nothing that a person did to us. */
  | { kind: "nothing" }
  /** Something that we listen to, in a shape that we do not know. `where`: what is wrong with its fields. */
  | { kind: "unreadable"; what: string; where: string };

export const nothing: Reading = { kind: "nothing" };

export const act = (inbound: Inbound): Reading => ({ kind: "act", act: inbound });

/** Names fields and what is expected of them, never what stands in them. */
export const unreadable = (what: string, { issues }: z.ZodError): Reading => ({
  kind: "unreadable",
  what: what.slice(0, 100),
  where: issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.map(String).join(".")}: ${code}`)
    .join(", "),
});
