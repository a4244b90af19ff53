/*
 * The workspace at every start: one team, four people, the bot, four channels, a group direct message, and
 * a direct message for each person. Credentials are fixed, so a written environment stays valid.
 */

export const SLACK_BOT_TOKEN = "xoxb-sandbox-bot";
export const SLACK_APP_TOKEN = "xapp-sandbox-app";
export const SLACK_SIGNING_SECRET = "sandbox-signing-secret";
/** Slack still sends this deprecated token along with every request. */
export const VERIFICATION_TOKEN = "sandbox-verification";

export const TEAM = { id: "T0CONCIERGE", domain: "sandbox", name: "Sandbox" } as const;
export const APP_ID = "A0CONCIERGE";
export const BOT = { user: "U0GENIEBOT", bot: "B0GENIEBOT", name: "genie", realName: "Genie Concierge" } as const;
/** The author of Slack's own notes to a person, for example that a command failed. */
export const SLACKBOT = "USLACKBOT";
/** Names that mention the bot when typed after an @. */
export const BOT_NAMES: readonly string[] = ["genie", "concierge"];

export const SCOPES: readonly string[] = [
  "app_mentions:read",
  "assistant:write",
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:write",
  "mpim:history",
  "mpim:read",
  "reactions:read",
  "reactions:write",
  "users:read",
  "users:read.email",
];

export interface Person {
  id: string;
  name: string;
  email: string;
  role: "member" | "admin" | "guest";
  /** The workspace that the person belongs to. */
  team: string;
  /** Where they are, as IANA names it; UTC where nothing stands here. */
  tz?: string;
}

export const PEOPLE: readonly Person[] = [
  { id: "U0ASKER", name: "asker", email: "asker@example.com", role: "member", team: TEAM.id },
  {
    id: "U0COLLEAGUE",
    name: "colleague",
    email: "colleague@example.com",
    role: "member",
    team: TEAM.id,
    tz: "Asia/Tokyo",
  },
  { id: "U0ADMIN", name: "admin", email: "admin@example.com", role: "admin", team: TEAM.id },
  { id: "U0GUEST", name: "guest", email: "guest@example.com", role: "guest", team: TEAM.id },
];

/** The Enterprise Grid that the workspace can be part of, and another workspace in it. */
export const ENTERPRISE = { id: "E0CONCIERGE", name: "Sandbox Grid", domain: "sandbox-grid" } as const;
const GRID_TEAM = "T0GRIDTEAM";

/** People of other workspaces: one of the same Enterprise Grid, one in `partners` by Slack Connect. */
export const OUTSIDERS: readonly Person[] = [
  { id: "W0SISTER", name: "sister", email: "sister@example.com", role: "member", team: GRID_TEAM },
  { id: "U0PARTNER", name: "partner", email: "partner@example.org", role: "member", team: "T0PARTNER" },
];

/** Whether a workspace is part of the Enterprise Grid. */
export const isOfGrid = (team: string): boolean => team === TEAM.id || team === GRID_TEAM;

/** A channel, a direct message (`im`) or a group direct message (`mpim`). */
export interface Conversation {
  id: string;
  name: string;
  kind: "channel" | "im" | "mpim";
  /** Shared with another organisation (Slack Connect). */
  shared: boolean;
  /** The person of a direct message. */
  user?: string;
  members: string[];
}

const everybody = PEOPLE.map((person) => person.id);
const group = ["U0ASKER", "U0COLLEAGUE", BOT.user];

const channel = (id: string, name: string, members: string[], shared = false): Conversation => ({
  id,
  name,
  kind: "channel",
  shared,
  members,
});

/** A person's direct message with the bot. */
export const directMessage = (person: Person): Conversation => ({
  id: `D${person.id.slice(1)}`,
  name: `dm:${person.name}`,
  kind: "im",
  shared: false,
  user: person.id,
  members: [person.id, BOT.user],
});

/** A new copy at each call, because membership changes. The bot is not in `random`. */
export const conversations = (): Conversation[] => [
  channel("C0ANALYTICS", "analytics", [...everybody, BOT.user, "W0SISTER"]),
  channel("C0DATAOPS", "data-ops", [...everybody, BOT.user]),
  channel("C0PARTNERS", "partners", [...everybody, BOT.user, "U0PARTNER"], true),
  channel("C0RANDOM", "random", [...everybody]),
  { id: "C0GROUPDM", name: "mpdm-asker--colleague--genie-1", kind: "mpim", shared: false, members: [...group] },
  ...PEOPLE.map(directMessage),
];
