import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { createExpiringMap } from "../../src/expiring-map.ts";
import type { ChannelAdapter, Membership } from "../../src/ports/chat/channel.ts";
import { timeZone } from "../../src/text/dates/time-zone.ts";
import { optional } from "./inbound/fields.ts";
import { type Installation, isExternal } from "./inbound/organisation.ts";
import { callSlack } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** A change of somebody's membership is noticed after this time at the latest. */
const freshMs = 10 * 60_000;
/** A question does not wait longer to learn where its asker is, and after a failure this is not asked for a while. */
const zoneMs = 1_000;
const unheardMs = 5 * 60_000;

/** Tells members of our organisation from guests and from people of other organisations. */
export const createMembers = (deps: {
  web: Web;
  /** Our own installation. Steps may run before the channel is connected, or in a process that never connects it. */
  installation: () => Promise<Installation>;
  now: () => number;
}): Pick<ChannelAdapter, "contact" | "locale" | "membership" | "zone"> => {
  const { web, installation, now } = deps;
  const known = createExpiringMap<Member & { until: number }>(now);
  /** Until when nobody asks for the zone of a person, because it could not be had. */
  const unheard = createExpiringMap<number>(now);

  /** Looks that are under way: who wants two things of a profile asks for it once. */
  const looks = new Map<string, Promise<Member>>();

  const lookUp = (user: string): Promise<Member> => {
    const before = known.get(user);
    if (before && before.until > now()) return Promise.resolve(before);
    const look = looks.get(user) ?? ask(user).finally(() => looks.delete(user));
    looks.set(user, look);
    return look;
  };

  const ask = async (user: string): Promise<Member> => {
    const profile = await callSlack(
      "users.info",
      async () => Profile.parse(await web.users.info({ user, include_locale: true })).user,
    );
    const member = {
      membership: membershipOf(profile, await installation()),
      zone: timeZone(profile.tz),
      locale: profile.locale,
      name: profile.profile?.real_name || profile.profile?.display_name || undefined,
      email: isVouchedFor(profile) ? profile.profile?.email : undefined,
    };
    known.keep(user, { ...member, until: now() + freshMs }, freshMs);
    return member;
  };

  /** Something of a profile, if it can be had in time. */
  const inTime = async (user: string, part: "zone" | "locale"): Promise<string | undefined> => {
    if ((unheard.get(user) ?? 0) > now()) return undefined;
    const found = lookUp(user).then(
      (member) => member[part],
      () => undefined,
    );
    const late = Symbol("late");
    const heard = await Promise.race([found, sleep(zoneMs, late, { ref: false })]);
    if (heard === late || !known.get(user)) unheard.keep(user, now() + unheardMs, unheardMs);
    return typeof heard === "string" ? heard : undefined;
  };

  return {
    membership: async ({ user }) => (await lookUp(user)).membership,
    zone: ({ user }) => inTime(user, "zone"),
    locale: ({ user }) => inTime(user, "locale"),
    // People are vouched for by it, so it is never one of a while ago.
    contact: async ({ user }) => {
      const { membership, name, email } = await ask(user);
      return { name, ...(membership === "member" && { email }) };
    },
  };
};

/**
 * Whether an address is the person's own: one that nobody has confirmed may be anybody's, one of an account that is off
 * belongs to whoever has it next, and of one without a home nobody knows who gave it.
 */
const isVouchedFor = ({ is_email_confirmed, deleted, team_id }: Profile): boolean =>
  is_email_confirmed === true && !deleted && team_id !== undefined;

interface Member {
  membership: Membership;
  zone: string | undefined;
  locale: string | undefined;
  name: string | undefined;
  email: string | undefined;
}

const membershipOf = (profile: Profile, installation: Installation): Membership => {
  const home = profile.team_id ?? installation.team ?? "";
  const enterprises = [profile.enterprise_user?.enterprise_id];
  const isOther = isExternal({ user: profile.id, home, enterprises }, installation);
  if (profile.is_stranger || isOther) return "external";
  return profile.is_restricted || profile.is_ultra_restricted ? "guest" : "member";
};

const Profile = z.object({
  user: z.object({
    id: z.string(),
    team_id: optional(z.string()),
    tz: optional(z.string()),
    locale: optional(z.string()),
    is_stranger: optional(z.boolean()),
    deleted: optional(z.boolean()),
    is_email_confirmed: optional(z.boolean()),
    profile: optional(
      z.object({ email: optional(z.string()), real_name: optional(z.string()), display_name: optional(z.string()) }),
    ),
    is_restricted: optional(z.boolean()),
    is_ultra_restricted: optional(z.boolean()),
    enterprise_user: optional(z.object({ enterprise_id: optional(z.string()) })),
  }),
});
type Profile = z.infer<typeof Profile>["user"];
