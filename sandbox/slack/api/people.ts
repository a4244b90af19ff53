import { z } from "zod";
import { APP_ID, BOT, ENTERPRISE, isOfGrid, OUTSIDERS, type Person, TEAM } from "../seed.ts";
import type { Workspace } from "../workspace.ts";
import { type Method, method } from "./method.ts";
import { Refusal } from "./refusal.ts";

export const people: Method[] = [
  method("auth.test", "special", z.object({}), (_, { workspace }) => ({
    url: `https://${TEAM.domain}.slack.com/`,
    team: TEAM.name,
    user: BOT.name,
    team_id: TEAM.id,
    user_id: BOT.user,
    bot_id: BOT.bot,
    ...(workspace.isGrid() ? { enterprise_id: ENTERPRISE.id } : {}),
    is_enterprise_install: false,
  })),

  method("team.info", 3, z.object({}), () => ({
    team: { id: TEAM.id, name: TEAM.name, domain: TEAM.domain, email_domain: "example.com", icon: {} },
  })),

  method("bots.info", 3, z.object({ bot: z.string().optional() }), ({ bot = BOT.bot }) => {
    if (bot !== BOT.bot) throw new Refusal("bot_not_found");
    return { bot: { id: BOT.bot, deleted: false, name: BOT.name, updated: 0, app_id: APP_ID, user_id: BOT.user } };
  }),

  method(
    "users.info",
    4,
    z.object({ user: z.string(), include_locale: z.string().optional() }),
    ({ user, include_locale }, { workspace }) => ({
      user: {
        ...known(workspace, user),
        deleted: workspace.isDeactivated(user),
        ...gridProfile(workspace, user),
        ...(include_locale === "true" && { locale: workspace.locales.of(user) }),
      },
    }),
  ),

  method("users.lookupByEmail", 3, z.object({ email: z.string() }), ({ email }, { workspace }) => {
    const person = workspace.people().find((one) => one.email === email.toLowerCase());
    if (!person) throw new Refusal("users_not_found");
    return { user: profileOf(person) };
  }),

  method("users.list", 2, z.object({}), (_, { workspace }) => ({
    members: [...workspace.people().map(profileOf), botUser],
    cache_ts: 1_760_000_000,
    response_metadata: { next_cursor: "" },
  })),
];

const known = (workspace: Workspace, user: string) => {
  const person = [...workspace.people(), ...OUTSIDERS].find(({ id }) => id === user);
  if (person) return profileOf(person);
  if (user === botUser.id) return botUser;
  throw new Refusal("user_not_found");
};

/** What Slack adds to a profile in an Enterprise Grid. */
const gridProfile = (workspace: Workspace, user: string) => {
  const person = workspace.person(user);
  if (!workspace.isGrid() || !person || !isOfGrid(person.team)) return {};
  const { id, name } = ENTERPRISE;
  return { enterprise_user: { id: user, enterprise_id: id, enterprise_name: name, teams: [person.team] } };
};

const common = {
  team_id: TEAM.id,
  deleted: false,
  color: "9f69e7",
  tz: "Etc/UTC",
  tz_label: "Coordinated Universal Time",
  tz_offset: 0,
  is_owner: false,
  is_primary_owner: false,
  is_app_user: false,
  updated: 1_760_000_000,
  is_email_confirmed: true,
  who_can_share_contact_card: "EVERYONE",
};

/** A person as the Web API and events show them. */
export const profileOf = (person: Person) => ({
  ...common,
  id: person.id,
  team_id: person.team,
  ...(isOfGrid(person.team) ? {} : { is_stranger: true }),
  name: person.name,
  real_name: capital(person.name),
  profile: {
    real_name: capital(person.name),
    display_name: person.name,
    real_name_normalized: capital(person.name),
    display_name_normalized: person.name,
    email: person.email,
    team: person.team,
  },
  tz: person.tz ?? "Etc/UTC",
  is_admin: person.role === "admin",
  is_restricted: person.role === "guest",
  is_ultra_restricted: false,
  is_bot: false,
});

const botUser = {
  ...common,
  id: BOT.user,
  name: BOT.name,
  real_name: BOT.realName,
  profile: { real_name: BOT.realName, display_name: "", bot_id: BOT.bot, api_app_id: APP_ID, team: TEAM.id },
  is_admin: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_bot: true,
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
