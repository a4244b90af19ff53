import type { Actor } from "../ports/actor.ts";
import type { Place } from "../ports/place.ts";

/** Who acts, where, by which act. */
export interface Origin {
  id: string;
  actor: Actor;
  place: Place;
}
