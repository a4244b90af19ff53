import type { Actor } from "../../../src/ports/actor.ts";

/** Our own installation: learned by `auth.test`; before that, what the payload says of it. */
export interface Installation {
  team?: string | undefined;
  bot?: string | undefined;
  /** The organisation that the workspace belongs to in Enterprise Grid. */
  enterprise?: string | undefined;
}

/** Whom an act comes from, as its payload says. */
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
 * Whether an act comes from another organisation, or stands where one reads along. The workspaces of one Enterprise Grid
 * are one organisation: `shared` or another enterprise tells a stranger from a colleague of another workspace.
 */
export const isExternal = ({ home, enterprises, shared = false }: Origin, ours: Installation): boolean => {
  if (shared) return true;
  if (home === ours.team) return false;
  if (ours.enterprise === undefined) return true;
  const named = enterprises.filter((enterprise) => enterprise !== undefined);
  return home !== ours.enterprise && !(named.length > 0 && named.every((enterprise) => enterprise === ours.enterprise));
};

/**
 * The person. Colleagues get our own workspace as their tenant: Slack names another one of the same Grid in an event than
 * in a command or click of the same person.
 */
export const actorOf = (origin: Origin, ours: Installation): Actor => ({
  platform: "slack",
  tenant: isExternal({ ...origin, shared: false }, ours) ? origin.home : (ours.team ?? origin.home),
  user: origin.user,
  ...(origin.name ? { name: origin.name } : {}),
});
