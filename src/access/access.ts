import type { Access } from "../config/config.ts";
import { asProblem, Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Actor, Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { Inbound } from "../ports/chat/inbound.ts";
import type { Place } from "../ports/place.ts";

/** Decides who is answered where. */
export interface AccessCheck {
  /** Why this act is refused; undefined: it is allowed. May reject with a Problem that passes. */
  refusal(inbound: Inbound): Promise<Problem | undefined>;
  /**
   * Whether people of other organisations read along, guests included unless they may use the bot. Where that cannot be
   * looked up: true.
   */
  hasOutsiders(place: Place): Promise<boolean>;
}

export interface AccessDeps {
  access: Access;
  channels: ReadonlyMap<Platform, Pick<ChannelAdapter, "hasGuests" | "isShared" | "membership">>;
  log: Log;
}

export const createAccessCheck = (deps: AccessDeps): AccessCheck => ({
  refusal: async (inbound) => refusalByLists(deps.access, inbound) ?? (await refusalByMembership(deps, inbound)),
  hasOutsiders: async (place) => {
    if (place.direct) return false;
    const channel = deps.channels.get(place.platform);
    if (!channel) return true;
    try {
      return (await channel.isShared(place)) || (!deps.access.guests && (await channel.hasGuests(place)));
    } catch {
      return true;
    }
  },
});

const refusalByLists = (access: Access, { actor, place, external }: Inbound): Problem | undefined => {
  if (access.tenants.length > 0 && !isListed(access.tenants, actor.tenant)) return Problem.of("access.tenant", {});
  if (external && !access.external) return Problem.of("access.external", {});
  if (!place.direct && access.channels.length > 0 && !access.channels.includes(place.channelId))
    return Problem.of("access.channel", {});
  if (access.users.length > 0 && !named(access.users, actor) && !isAdmin(access, actor))
    return Problem.of("access.user", {});
  return undefined;
};

/**
 * The platform's own directory tells who is a guest, or belongs to another organisation. A guest whom the lists name is
 * allowed. Somebody who can never be looked up is refused, with the reason.
 */
const refusalByMembership = async (
  { access, channels, log }: AccessDeps,
  { actor, place }: Inbound,
): Promise<Problem | undefined> => {
  if (access.guests && access.external) return undefined;
  const channel = channels.get(place.platform);
  if (!channel) return undefined;
  try {
    const [membership, isShared] = await Promise.all([
      channel.membership(actor, place),
      !access.external && channel.isShared(place),
    ]);
    if (membership === "external") return access.external ? undefined : Problem.of("access.stranger", {});
    if (isShared) return Problem.of("access.external", {});
    const mayBeGuest = access.guests || named(access.users, actor) || isAdmin(access, actor);
    return membership === "guest" && !mayBeGuest ? Problem.of("access.guest", {}) : undefined;
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.retry === "later") throw problem;
    log.warn({ event: "access.membership-unknown", err: problem, platform: place.platform }, "a person was refused");
    return problem;
  }
};

/** Ids of tenants are the same in capitals. */
const isListed = (tenants: readonly string[], tenant: string): boolean =>
  tenants.some((one) => one.toLowerCase() === tenant.toLowerCase());

export const isAdmin = (access: Access, actor: Actor): boolean => named(access.admins, actor);

/** The same person on the same platform. */
export const isSame = (a: Actor, b: Actor): boolean =>
  a.platform === b.platform && a.tenant === b.tenant && a.user === b.user;

/** Whether a list of user ids holds this person. */
export const named = (list: readonly string[], { user }: Actor): boolean => list.includes(user);
