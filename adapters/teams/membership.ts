import type { Actor } from "../../src/ports/actor.ts";
import type { ChannelAdapter, Membership } from "../../src/ports/channel.ts";
import { conversationOf, To } from "./address.ts";
import type { Connector, Member } from "./connector.ts";
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
): Pick<ChannelAdapter, "contact" | "membership"> => {
  const memberships = createLookups<Membership>(keptMs, now);
  const openness = createLookups<boolean>(keptMs, now);

  const ofMember = async (to: To, actor: Actor): Promise<Membership> => {
    const member = await connector.member(to, actor.user);
    return member ? membershipOf(member, to.tenant) : "external";
  };

  /** True where somebody of another organisation can read what is written. */
  const hasOutsiders = async (to: To): Promise<boolean> => {
    let page: string | undefined;
    for (let count = 0; count < mostPages; count += 1) {
      const { members: some, next } = await connector.members(to, page);
      if (some.some((member) => membershipOf(member, to.tenant) === "external")) return true;
      if (next === undefined) return false;
      page = next;
    }
    return false;
  };

  const membership: ChannelAdapter["membership"] = async (actor, place) => {
    const to = To.parse(place.to);
    const conversation = JSON.stringify([to.tenant, conversationOf(to.conversation)]);
    const [membership, isOpen] = await Promise.all([
      memberships(`${conversation} ${actor.user}`, () => ofMember(to, actor)),
      mayHaveOutsiders(to) && openness(conversation, () => hasOutsiders(to)),
    ]);
    return isOpen && membership !== "external" ? "shared" : membership;
  };

  return {
    membership,
    // The user principal name is given by the tenant; people cannot set it.
    contact: async (actor, place) => {
      const to = To.parse(place.to);
      const member = await connector.member(to, actor.user);
      const isOurs = member && membershipOf(member, to.tenant) === "member";
      return { name: actor.name, ...(isOurs && { email: member.userPrincipalName }) };
    },
  };
};

/** Not in a personal chat, nor in a channel that belongs to one team alone. */
const mayHaveOutsiders = ({ scope, channelType }: To): boolean =>
  scope !== "personal" && channelType !== "standard" && channelType !== "private";

/** Marks the user name of an invited account. Its role does not always say `guest`. */
const invited = /#ext#/i;

const membershipOf = ({ tenantId, userRole, userPrincipalName = "" }: Member, home: string): Membership => {
  const isInvited = invited.test(userPrincipalName);
  if (userRole === "anonymous" || (tenantId && tenantId !== home && !isInvited)) return "external";
  return isInvited || userRole === "guest" ? "guest" : "member";
};
