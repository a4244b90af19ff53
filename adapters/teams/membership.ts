import type { Actor } from "../../src/ports/actor.ts";
import type { ChannelAdapter, Membership } from "../../src/ports/chat/channel.ts";
import { conversationOf, To } from "./address.ts";
import type { Connector, Member } from "./connector/connector.ts";
import { createLookups } from "./lookups.ts";

/*
 * Who belongs to the organisation. People of other organisations are members of channels that are shared with them, and
 * guests are invited into ours.
 * https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
 */

/** How long an entry of the roster is trusted. */
const keptMs = 10 * 60_000;

/** Pages of 500 members that are read at most. No team has more. */
const mostPages = 60;

export const createMembership = (
  connector: Connector,
  now: () => number,
): Pick<ChannelAdapter, "contact" | "hasGuests" | "isShared" | "membership"> => {
  const memberships = createLookups<Membership>(keptMs, now);
  const audiences = createLookups<Audience>(keptMs, now);

  const ofMember = async (to: To, actor: Actor): Promise<Membership> => {
    const member = await connector.member(to, actor.user);
    return member ? membershipOf(member, to.tenant) : "external";
  };

  /** Who of those that a conversation lists is the least of ours. */
  const readAudience = async (to: To): Promise<Audience> => {
    const found = new Set<Membership>();
    let page: string | undefined;
    for (let count = 0; count < mostPages && !found.has("external"); count += 1) {
      const { members: some, next } = await connector.members(to, page);
      for (const member of some) found.add(membershipOf(member, to.tenant));
      page = next;
      if (page === undefined) break;
    }
    return (["external", "guest"] as const).find((one) => found.has(one)) ?? "member";
  };

  const audienceOf = (to: To): Promise<Audience> => audiences(nameOf(to), () => readAudience(to));

  return {
    membership: async (actor, place) => {
      const to = To.parse(place.to);
      return memberships(`${nameOf(to)} ${actor.user}`, () => ofMember(to, actor));
    },
    isShared: async (place) => {
      const to = To.parse(place.to);
      return mayBeShared(to) && (await audienceOf(to)) === "external";
    },
    hasGuests: async (place) => {
      const to = To.parse(place.to);
      return to.scope !== "personal" && (await audienceOf(to)) !== "member";
    },
    // The user principal name is given by the tenant; people cannot set it.
    contact: async (actor, place) => {
      const to = To.parse(place.to);
      const member = await connector.member(to, actor.user);
      const isOurs = member && membershipOf(member, to.tenant) === "member";
      return { name: actor.name, ...(isOurs && { email: member.userPrincipalName }) };
    },
  };
};

/** What the least of a conversation's members is to our organisation. */
type Audience = Membership;

const nameOf = (to: To): string => JSON.stringify([to.tenant, conversationOf(to.conversation)]);

/** Not a personal chat, nor a channel that belongs to one team alone. Guests can be in every channel. */
const mayBeShared = ({ scope, channelType }: To): boolean =>
  scope !== "personal" && channelType !== "standard" && channelType !== "private";

/** Marks the user name of an invited account. Its role does not always say `guest`. */
const invited = /#ext#/i;

const membershipOf = ({ tenantId, userRole, userPrincipalName = "" }: Member, home: string): Membership => {
  const isInvited = invited.test(userPrincipalName);
  if (userRole === "anonymous" || (tenantId && tenantId !== home && !isInvited)) return "external";
  return isInvited || userRole === "guest" ? "guest" : "member";
};
