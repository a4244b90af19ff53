import type { Actor } from "../actor.ts";
import type { Place } from "../place.ts";

/** What a platform itself says of who somebody is, verified by the adapter. It holds a token, so it is never stored. */
export interface Proof {
  actor: Actor;
  place: Place;
  /** The `proof` of the notice that it answers; absent: the latest one that this person got. */
  ask?: string | undefined;
  /**
   * `assertion`: a token about the person, to be exchanged at Databricks. `access`: a token that Databricks takes.
   * `none`: the platform has tried and cannot tell.
   */
  token: { kind: "assertion"; text: string } | { kind: "access"; text: string; lastsMs: number } | { kind: "none" };
}

/**
 * Signs the person of a proof in. True: they are signed in, by this proof or by another of the same ask. False: they are
 * not, and are told what to do instead. Repeatable. Rejects only when that could not be found out.
 */
export type TakeProof = (proof: Proof) => Promise<boolean>;
