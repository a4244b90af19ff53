import type { Access } from "./config/config.ts";
import { Problem } from "./errors.ts";
import type { Actor } from "./ports/actor.ts";
import type { Inbound } from "./ports/inbound.ts";

/** Who may ask where. Returns the refusal to show, or undefined when the act is allowed. */
export const refusal = (access: Access, { actor, place, external }: Inbound): Problem | undefined => {
  if (access.tenants.length > 0 && !access.tenants.includes(actor.tenant)) return Problem.of("access.tenant", {});
  if (external && !access.external) return Problem.of("access.external", {});
  if (!place.direct && access.channels.length > 0 && !access.channels.includes(place.channelId))
    return Problem.of("access.channel", {});
  if (access.users.length > 0 && !named(access.users, actor) && !isAdmin(access, actor))
    return Problem.of("access.user", {});
  return undefined;
};

export const isAdmin = (access: Access, actor: Actor): boolean => named(access.admins, actor);

/** The same person on the same platform. */
export const isSame = (a: Actor, b: Actor): boolean =>
  a.platform === b.platform && a.tenant === b.tenant && a.user === b.user;

/** Whether a list of user ids and e-mail addresses holds this person. */
export const named = (list: readonly string[], actor: Actor): boolean =>
  list.includes(actor.user) || (actor.email !== undefined && list.includes(actor.email));
