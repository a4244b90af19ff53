import type { Actor } from "../../../src/ports/actor.ts";

/** Our own installation, as `auth.test` tells it. Before that call it is taken from each payload. */
export interface Installation {
  team?: string | undefined;
  bot?: string | undefined;
  /** The organisation that the workspace belongs to in Enterprise Grid. */
  enterprise?: string | undefined;
  /** The address of the workspace. */
  url?: string | undefined;
}

/** Who did something, according to the payload. */
export interface Origin {
  user: string;
  name?: string | undefined;
  /** The workspace of the person. */
  home: string;
  /** Every enterprise that the payload names. */
  enterprises: (string | undefined)[];
  /** The channel is shared with another organisation (Slack Connect). */
  shared?: boolean;
}

/**
 * True if the person belongs to another organisation, or the channel is shared with one. The workspaces of an Enterprise
 * Grid are one organisation: a colleague of another workspace has the same enterprise, and the channel is not shared.
 */
export const isExternal = ({ home, enterprises, shared = false }: Origin, ours: Installation): boolean => {
  if (shared) return true;
  if (home === ours.team) return false;
  if (ours.enterprise === undefined) return true;
  const named = enterprises.filter((enterprise) => enterprise !== undefined);
  return home !== ours.enterprise && !(named.length > 0 && named.every((enterprise) => enterprise === ours.enterprise));
};

/**
 * The person. All colleagues have our workspace as their tenant: within a Grid, Slack names different workspaces in an
 * event, a command and a click of the same person.
 */
export const actorOf = (origin: Origin, ours: Installation): Actor => ({
  platform: "slack",
  tenant: isExternal(origin, ours) ? origin.home : (ours.team ?? origin.home),
  user: origin.user,
  ...(origin.name ? { name: origin.name } : {}),
});
