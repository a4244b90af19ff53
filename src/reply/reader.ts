import type { Config } from "../config/config.ts";
import type { Actor } from "../ports/actor.ts";
import type { Place } from "../ports/place.ts";
import { hostZone } from "../text/dates/time-zone.ts";

/** Who reads a message: in which language, and by which clock. */
export interface Reader {
  /** As platforms name it: `de-DE`; absent: English. */
  locale?: string | undefined;
  /** As IANA names it; absent: UTC. */
  zone?: string | undefined;
  /** The zone is their own and nobody else reads along. */
  isAlone?: boolean;
}

/** What channels read: the language and the clock of the deployment. */
export type DeploymentLocale = Pick<Config, "language" | "timeZone">;

/**
 * Who reads what is said in a place because of somebody, or because of nobody in particular.
 * A channel goes by the clock of the deployment, if one is set.
 */
export const readerIn = (
  { language, timeZone }: DeploymentLocale,
  place: Pick<Place, "direct"> | undefined,
  because: Pick<Actor, "locale" | "zone"> | undefined,
): Reader => ({
  locale: because?.locale ?? language,
  ...(place?.direct === true && because?.zone !== undefined
    ? { zone: because.zone, isAlone: true }
    : { zone: timeZone ?? because?.zone ?? hostZone() }),
});
