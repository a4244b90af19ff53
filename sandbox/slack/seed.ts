/*
 * The workspace that every start begins with: one team, four people, the bot, four channels and a direct message
 * channel for each person. Credentials are fixed, so that an environment written once stays valid.
 */

export const SLACK_BOT_TOKEN = "xoxb-sandbox-bot";
export const SLACK_APP_TOKEN = "xapp-sandbox-app";
export const SLACK_SIGNING_SECRET = "sandbox-signing-secret";
/** Slack still sends this deprecated token along with every request. */
export const VERIFICATION_TOKEN = "sandbox-verification";

export const TEAM = { id: "T0CONCIERGE", domain: "sandbox", name: "Sandbox" } as const;
export const APP_ID = "A0CONCIERGE";
export const BOT = { user: "U0GENIEBOT", bot: "B0GENIEBOT", name: "genie", realName: "Genie Concierge" } as const;
/** The author of what Slack itself says to one person, for example that a command failed. */
export const SLACKBOT = "USLACKBOT";
/** What a person may type after the @ to name the bot. */
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
  "reactions:write",
  "users:read",
  "users:read.email",
];

export interface Person {
  id: string;
  name: string;
  email: string;
  role: "member" | "admin" | "guest";
}

export const PEOPLE: readonly Person[] = [
  { id: "U0ASKER", name: "asker", email: "asker@example.com", role: "member" },
  { id: "U0COLLEAGUE", name: "colleague", email: "colleague@example.com", role: "member" },
  { id: "U0ADMIN", name: "admin", email: "admin@example.com", role: "admin" },
  { id: "U0GUEST", name: "guest", email: "guest@example.com", role: "guest" },
];

export interface Room {
  id: string;
  name: string;
  kind: "channel" | "im";
  /** Shared with another organisation (Slack Connect). */
  shared: boolean;
  /** The person of a direct message channel. */
  user?: string;
  members: string[];
}

const everybody = PEOPLE.map((person) => person.id);

/** A fresh copy, because membership changes. The bot is not in `random`. */
export const rooms = (): Room[] => [
  { id: "C0ANALYTICS", name: "analytics", kind: "channel", shared: false, members: [...everybody, BOT.user] },
  { id: "C0DATAOPS", name: "data-ops", kind: "channel", shared: false, members: [...everybody, BOT.user] },
  { id: "C0PARTNERS", name: "partners", kind: "channel", shared: true, members: [...everybody, BOT.user] },
  { id: "C0RANDOM", name: "random", kind: "channel", shared: false, members: [...everybody] },
  ...PEOPLE.map(
    (person): Room => ({
      id: `D${person.id.slice(1)}`,
      name: `dm:${person.name}`,
      kind: "im",
      shared: false,
      user: person.id,
      members: [person.id, BOT.user],
    }),
  ),
];
