import {
  ASKER,
  CHANNEL,
  channelMessage,
  client,
  common,
  type Fields,
  groupMessage,
  PERSONAL,
  personalMessage,
  TENANT,
} from "./teams-payloads.ts";

/** One activity that Teams sends, and what has to come of it. */
export interface Payload {
  name: string;
  body: Fields;
  /** Turns that it asks for. */
  turns: 0 | 1;
  /** The one act that it is, in part; absent: nothing happens. */
  act?: Fields;
  /** 200 where it is not said. */
  status?: number;
}

/** Somebody asks something. */
export const turn = (name: string, body: Fields, text: string, act: Fields = {}): Payload => ({
  name,
  body,
  turns: 1,
  act: { kind: "message", text, ...act },
});

/** Nothing that concerns us. */
export const quiet = (name: string, body: Fields, status?: number): Payload => ({
  name,
  body,
  turns: 0,
  ...(status === undefined ? {} : { status }),
});

/** An act that is no question: a click, a form, the installation. */
export const interaction = (name: string, body: Fields, act: Fields): Payload => ({ name, body, turns: 0, act });

/** Somebody has removed the app from their own chats. */
export const departure = (name: string, body: Fields): Payload =>
  interaction(name, body, { kind: "departure", platform: "teams", tenant: TENANT, users: [ASKER] });

export const COLLEAGUE = "29:1cPq8R7dTj0w2uYxkB4mNvZaL6sHfGe3iO5JrKt9QbXy";
export const PARTNER_TENANT = "91f3c0de-0000-4d7a-8b21-6c5f4e3d2a10";
export const TEAM = "19:0a1b2c3d4e5f60718293a4b5c6d7e8f9@thread.tacv2";
export const MEETING = "19:meeting_MjdhNjM4YzUtYzExZi00OTFkLTkzZTAtNTVlNmZmMDhkNGU2@thread.v2";
export const BOT_TAG = "<at>Genie Concierge</at>";

export const direct = personalMessage;
export const group = groupMessage;
export const post = channelMessage;

/** A reply in a thread that does not name us. */
export const reply = (text: string, more: Fields = {}): Fields =>
  channelMessage(text, { id: "1769000000555", entities: [client], ...more });

export const mentionOf = (id: string, name: string): Fields => ({
  type: "mention",
  mentioned: { id, name },
  text: `<at>${name}</at>`,
});

/** The markup that a client sends beside the text. */
export const html = (content: string): Fields => ({ contentType: "text/html", content });

/** A message of a personal chat whose markup says more than its text. */
export const rich = (text: string, content: string, more: Fields = {}): Fields =>
  direct(text, { attachments: [html(content)], ...more });

export const channelData = (more: Fields = {}): Fields => ({
  teamsChannelId: CHANNEL,
  teamsTeamId: TEAM,
  channel: { id: CHANNEL },
  team: { id: TEAM },
  tenant: { id: TENANT },
  ...more,
});

export const conversations = {
  personal: { conversationType: "personal", tenantId: TENANT, id: PERSONAL },
  channel: { isGroup: true, conversationType: "channel", tenantId: TENANT, id: CHANNEL },
  meeting: { isGroup: true, conversationType: "groupChat", tenantId: TENANT, id: MEETING },
} as const;

/** An activity that is no message, in a channel unless something else is said. */
export const activity = (type: string, more: Fields): Fields =>
  common({
    type,
    id: "f:3c9b2a18-7d6e-4f50-9a1b-c2d3e4f50617",
    conversation: conversations.channel,
    entities: [client],
    channelData: channelData(),
    ...more,
  });

/** An invoke in the personal chat unless something else is said. */
export const invoke = (name: string, value: unknown, more: Fields = {}): Fields =>
  activity("invoke", {
    name,
    value,
    conversation: conversations.personal,
    channelData: { tenant: { id: TENANT }, source: { name: "message" } },
    ...more,
  });
