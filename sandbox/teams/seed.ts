/*
 * The tenant at every start: its people and a guest, a partner of another organisation, the bot, everybody's personal chat
 * with it, a group chat, and three channels of one team: a standard one, a private one, and one that is shared with the
 * partner's organisation. Ids have the form that Teams gives them. Credentials are fixed, so that an environment stays valid.
 */

export const TENANT = { id: "5f0c1d3e-7a2b-4c8d-9e6f-0a1b2c3d4e5f", name: "Sandbox" } as const;
/** Another organisation. */
export const PARTNER_TENANT = { id: "b2c4d6e8-1a3c-4e5f-8a9b-0c1d2e3f4a5b", name: "Partner" } as const;
export const APP_ID = "9d2f7c1a-3b4e-4f5a-8c6d-7e8f9a0b1c2d";
export const APP_PASSWORD = "sandbox-teams-secret";
export const BOT = { id: `28:${APP_ID}`, name: "Genie" } as const;
/** Names of the bot after an @. */
export const BOT_NAMES: readonly string[] = ["genie", "concierge"];

export interface Person {
  /** The person's id for this bot: `29:…`. */
  id: string;
  aadObjectId: string;
  name: string;
  email: string;
  role: "member" | "admin" | "guest" | "partner";
  /** User principal name. An invited account has `#EXT#` in it. */
  upn: string;
  /** Where the account lives. */
  tenant: string;
}

export const PEOPLE: readonly Person[] = [
  {
    id: "29:1dZq0oWmFvKx7c1yT3nB5uJ8hQ2sLr",
    aadObjectId: "a5c3e100-0000-4000-8000-00000000a5c3",
    name: "asker",
    email: "asker@example.com",
    role: "member",
    upn: "asker@example.com",
    tenant: TENANT.id,
  },
  {
    id: "29:1Xk4pLq9RtYw2eUi6oPa8sDf0gHjCo",
    aadObjectId: "c0113a60-0000-4000-8000-0000000c0113",
    name: "colleague",
    email: "colleague@example.com",
    role: "member",
    upn: "colleague@example.com",
    tenant: TENANT.id,
  },
  {
    id: "29:1Zm7vNb3CxQa5wSe9dRf1tGy4hUjAd",
    aadObjectId: "ad314000-0000-4000-8000-0000000ad314",
    name: "admin",
    email: "admin@example.com",
    role: "admin",
    upn: "admin@example.com",
    tenant: TENANT.id,
  },
  {
    id: "29:1Pl6oKi8JuHy3gTf5rDe7sWa9qZxGu",
    aadObjectId: "9e570000-0000-4000-8000-0000000009e5",
    name: "guest",
    email: "guest@example.com",
    role: "guest",
    upn: "guest_example.com#EXT#@sandbox.onmicrosoft.com",
    tenant: TENANT.id,
  },
  {
    id: "29:1Qr7tYu3iOp9aSd5fGh1jKl4zXc8Pa",
    aadObjectId: "9a47e400-0000-4000-8000-0000000ba47e",
    name: "partner",
    email: "partner@partner.example",
    role: "partner",
    upn: "partner@partner.example",
    tenant: PARTNER_TENANT.id,
  },
];

export const TEAM = {
  /** Teams names a team by its General channel. */
  id: "19:8c1f0b7a5e6d4c3f9a2b1d0e7f6c5b4a@thread.tacv2",
  name: "Data",
  aadGroupId: "7ea4d47a-0000-4000-8000-00000007ea4d",
} as const;

export interface Conversation {
  /** Without `;messageid=`. */
  id: string;
  name: string;
  kind: "personal" | "groupChat" | "channel";
  /** Who may be in a channel. */
  channelType?: "standard" | "private" | "shared";
  /** The person of a personal chat. */
  user?: string;
  /** Ids of the people in it. */
  members: string[];
  /** Whether the bot is there, or why not. */
  bot: "installed" | "removed" | "blocked" | "disabled";
}

const own = PEOPLE.filter(({ tenant }) => tenant === TENANT.id);
const idsOf = (people: readonly Person[]): string[] => people.map(({ id }) => id);
const idsOfNames = (...names: string[]): string[] => idsOf(PEOPLE.filter(({ name }) => names.includes(name)));

const channel = (
  name: string,
  id: string,
  channelType: NonNullable<Conversation["channelType"]>,
  members: string[],
): Conversation => ({ id: `19:${id}@thread.tacv2`, name, kind: "channel", channelType, members, bot: "installed" });

/** A fresh copy, because the bot can be removed. */
export const conversations = (): Conversation[] => [
  ...own.map(
    ({ id, name }): Conversation => ({
      id: `a:1${id.slice(4)}Wm0chatWithTheBot`,
      name: `personal:${name}`,
      kind: "personal",
      user: id,
      members: [id],
      bot: "installed",
    }),
  ),
  {
    id: "19:6a3b9d2c8e7f4a1b5c0d3e2f1a9b8c7d@thread.v2",
    name: "planning",
    kind: "groupChat",
    members: idsOf(own),
    bot: "installed",
  },
  channel("Analytics", "2d4f6b8a0c1e3d5f7a9b1c3e5d7f9a0b", "standard", idsOf(own)),
  channel("Leadership", "4e6a8c0b2d1f3e5a7c9b1d3f5e7a9c0d", "private", idsOfNames("asker", "admin")),
  channel(
    "Partners",
    "7b9d1f3a5c2e4b6d8f0a2c4e6b8d0f1a",
    "shared",
    idsOfNames("asker", "colleague", "admin", "partner"),
  ),
];
