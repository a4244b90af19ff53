import { z } from "zod";
import type { Databricks } from "../databricks/service.ts";
import type { IncidentService } from "../incident/service.ts";
import type { MailService } from "../mail/service.ts";
import type { ModelService } from "../model/service.ts";
import { BOT, type Conversation, TEAM } from "../slack/seed.ts";
import type { SlackService } from "../slack/service.ts";
import { BOT as TEAMS_BOT, PEOPLE as TEAMS_PEOPLE, TENANT } from "../teams/seed.ts";
import type { TeamsService } from "../teams/service.ts";
import { Fault, type Traffic } from "../traffic.ts";
import type { Route, Service, WireReply, WireRequest } from "../wire.ts";
import { Bad, call, failed } from "./answer.ts";
import { databricksRoutes } from "./databricks.ts";
import { pageRoutes } from "./pages.ts";
import { slackActs, slackScreens, slackViews } from "./slack.ts";
import { streamRoute } from "./stream.ts";
import { conversationsOf, teamsActs, teamsScreens } from "./teams.ts";

export interface ControlOptions {
  traffic: Traffic;
  slack: SlackService;
  teams: TeamsService;
  databricks: Databricks;
  model: ModelService;
  mail: MailService;
  incident: IncidentService;
  /** Folder of the playground page. */
  pages: string;
  /** Addresses of the services, for people who look at the state. */
  services(): Record<string, string>;
  /** Ends the streams. */
  signal: AbortSignal;
}

const Joining = z.object({
  names: z.array(z.string().regex(/^[a-z]+\d*$/)),
  region: z.enum(["North", "South", "East", "West"]),
});
const Locale = z.object({ user: z.string(), locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/) });

/** The control API, and the playground that uses it. Its calls are not part of the log of calls. */
export const createControl = (options: ControlOptions): Service => ({
  name: "control",
  logged: false,
  routes: [
    ...controlRoutes(options),
    ...slackActs(options.slack),
    ...slackViews(options.slack),
    ...slackScreens(options.slack),
    ...teamsActs(options.teams),
    ...teamsScreens(options.teams),
    ...databricksRoutes(options.databricks),
    streamRoute(options.traffic, options.signal),
    ...["/control/:part", "/control/:part/:call"].map((path) => ({ method: "GET", path, handle: unknownCall })),
    ...pageRoutes(options.pages),
  ],
  fail: (status) => failed("Faults do not apply to the control API.", status),
  missing: unknownCall,
});

const unknownCall = ({ method, path }: WireRequest): WireReply => failed(`There is no ${method} ${path}.`, 404);

const controlRoutes = ({
  traffic,
  slack,
  teams,
  databricks,
  model,
  mail,
  incident,
  services,
}: ControlOptions): Route[] => [
  call(
    "GET",
    "calls",
    z.object({ service: z.string().optional(), since: z.coerce.number().default(0) }),
    ({ service, since }) => traffic.calls.filter((one) => one.at >= since && (!service || one.service === service)),
  ),
  call("POST", "faults", Fault, (fault) => {
    const known = Object.keys(services()).filter((name) => name !== "control");
    if (!known.includes(fault.service)) throw new Bad(`service: "${fault.service}" is none of ${known.join(", ")}.`);
    traffic.faults.push(fault);
    return { ok: true, pending: traffic.faults };
  }),
  call("GET", "faults", z.object({}), () => traffic.faults),
  call("POST", "reset", z.object({}), () => {
    slack.reset();
    teams.reset();
    databricks.reset();
    model.reset();
    mail.reset();
    incident.reset();
    traffic.reset();
    return { ok: true };
  }),
  call("GET", "state", z.object({}), () => ({
    users: slack.workspace
      .people()
      .map(({ id, name, email, role }) => ({ id, name, email, role, teams: teamsIdsOf(name) })),
    channels: slack.workspace.conversations().map(channelState),
    conversations: conversationsOf(teams),
    spaces: databricks.spaces,
    jobs: databricks.jobs,
    pace: databricks.pace(),
    bot: { user: BOT.user, name: BOT.name, team: TEAM.id, teams: { id: TEAMS_BOT.id, tenant: TENANT.id } },
    services: services(),
  })),
  /** People who join the Slack workspace and the Databricks workspace, where they see one region. */
  call("POST", "people", Joining, ({ names, region }) => {
    slack.workspace.join(names);
    databricks.people.join(names, region);
    return { ok: true };
  }),
  /** The language of somebody's account, on each platform that knows them. */
  call("POST", "locale", Locale, ({ user, locale }) => {
    const known = [slack, teams].flatMap(({ workspace }) => {
      const person = workspace.person(user);
      return person ? [{ workspace, person }] : [];
    });
    if (known.length === 0) throw new Bad(`user: there is no "${user}".`, 404);
    for (const { workspace, person } of known) workspace.locales.set(person.id, locale);
    return { ok: true };
  }),
  call("GET", "mail", z.object({}), () => mail.received()),
  call("GET", "incidents", z.object({}), () => incident.received()),
];

/** Who is in a group direct message is told, because nobody else sees it. */
const channelState = ({ members, ...conversation }: Conversation) => ({
  ...conversation,
  bot: members.includes(BOT.user),
  ...(conversation.kind === "mpim" ? { members } : {}),
});

/** The same person's ids in Teams. */
const teamsIdsOf = (name: string) => {
  const person = TEAMS_PEOPLE.find((one) => one.name === name);
  return person && { id: person.id, aad_object_id: person.aadObjectId };
};
