/*
 * The tenant that every start begins with: four people, the bot, a chat of each person with it, a group chat and a
 * channel of one team. Ids look as Teams makes them; credentials are fixed, so that an environment written once stays
 * valid.
 */

export const TENANT = { id: "5f0c1d3e-7a2b-4c8d-9e6f-0a1b2c3d4e5f", name: "Sandbox" } as const;
export const APP_ID = "9d2f7c1a-3b4e-4f5a-8c6d-7e8f9a0b1c2d";
export const APP_PASSWORD = "sandbox-teams-secret";
export const BOT = { id: `28:${APP_ID}`, name: "Genie" } as const;
/** What a person may type after the @ to name the bot. */
export const BOT_NAMES: readonly string[] = ["genie", "concierge"];

export interface Person {
  /** Of this person for this bot: `29:…`. */
  id: string;
  aadObjectId: string;
  name: string;
  email: string;
  role: "member" | "admin" | "guest";
}

export const PEOPLE: readonly Person[] = [
  {
    id: "29:1dZq0oWmFvKx7c1yT3nB5uJ8hQ2sLr",
    aadObjectId: "a5c3e100-0000-4000-8000-00000000a5c3",
    name: "asker",
    email: "asker@example.com",
    role: "member",
  },
  {
    id: "29:1Xk4pLq9RtYw2eUi6oPa8sDf0gHjCo",
    aadObjectId: "c0113a60-0000-4000-8000-0000000c0113",
    name: "colleague",
    email: "colleague@example.com",
    role: "member",
  },
  {
    id: "29:1Zm7vNb3CxQa5wSe9dRf1tGy4hUjAd",
    aadObjectId: "ad314000-0000-4000-8000-0000000ad314",
    name: "admin",
    email: "admin@example.com",
    role: "admin",
  },
  {
    id: "29:1Pl6oKi8JuHy3gTf5rDe7sWa9qZxGu",
    aadObjectId: "9e570000-0000-4000-8000-0000000009e5",
    name: "guest",
    email: "guest@example.com",
    role: "guest",
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
  /** The person of a personal chat. */
  user?: string;
  /** Ids of the people in it. */
  members: string[];
  /** Whether the bot can be reached here, and why not. */
  bot: "installed" | "removed" | "blocked" | "disabled";
}

const everybody = PEOPLE.map(({ id }) => id);

/** A fresh copy, because the bot can be removed. */
export const conversations = (): Conversation[] => [
  ...PEOPLE.map(
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
    members: everybody,
    bot: "installed",
  },
  {
    id: "19:2d4f6b8a0c1e3d5f7a9b1c3e5d7f9a0b@thread.tacv2",
    name: "Analytics",
    kind: "channel",
    members: everybody,
    bot: "installed",
  },
];
