/*
 * Activities as the Bot Connector sends them, with every key that it sends; ids and texts are made up. One tenant, in
 * which the bot is 28:… and the asker has one id for this bot (29:…) and one in the directory.
 */

export const TENANT = "72f988bf-0000-41af-91ab-2d7cd0110001";
export const APP = "5e1cf2a3-0000-4b6c-8d7e-9f0a1b2c3d4e";
export const BOT = `28:${APP}`;
export const ASKER = "3fbd7c1e-0000-4a2b-9c3d-4e5f6a7b8c9d";
export const ASKER_HERE = "29:1bSnHZ7Js2STWrgk6ScEErLk1Lp2zQuD5H2qQ960rtvs";
export const CHANNEL = "19:f2d1a0c9b8e74d6f8a5b3c2d1e0f9a8b@thread.tacv2";
export const ROOT = "1769000000001";
export const GROUP = "19:253b1f341670408fb6fe51050b6e5ceb@thread.v2";
export const PERSONAL = "a:1pL6i0oY3C0K8oAj8BGEPO8nsrv4IVgNXq1oVZ5pk";
export const SERVICE = "https://smba.trafficmanager.net/emea/";

export type Fields = Record<string, unknown>;

export const mention = {
  type: "mention",
  mentioned: { id: BOT, name: "Genie Concierge" },
  text: "<at>Genie Concierge</at>",
};
export const client = {
  locale: "en-GB",
  country: "GB",
  platform: "Mac",
  timezone: "Europe/London",
  type: "clientInfo",
};

/** What every activity has. */
export const common = (more: Fields): Fields => ({
  timestamp: "2026-01-21T13:33:21.5237462Z",
  localTimestamp: "2026-01-21T13:33:21.5237462+00:00",
  localTimezone: "Europe/London",
  channelId: "msteams",
  serviceUrl: SERVICE,
  from: { id: ASKER_HERE, name: "Asker of Reports", aadObjectId: ASKER },
  recipient: { id: BOT, name: "Genie Concierge" },
  locale: "en-GB",
  ...more,
});

const typed = (text: string): Fields => ({
  text,
  textFormat: "plain",
  attachments: [{ contentType: "text/html", content: `<p>${text}</p>` }],
});

/** A post in a channel that names us; with `root` a reply in its thread. */
export const channelMessage = (
  text = "<at>Genie Concierge</at>&nbsp;What is the total revenue?\n",
  { id = ROOT, root = ROOT, ...more }: Fields = {},
): Fields =>
  common({
    type: "message",
    id,
    ...typed(text),
    conversation: {
      isGroup: true,
      conversationType: "channel",
      tenantId: TENANT,
      id: `${CHANNEL};messageid=${root}`,
    },
    entities: [mention, client],
    channelData: {
      teamsChannelId: CHANNEL,
      teamsTeamId: "19:0a1b2c3d4e5f60718293a4b5c6d7e8f9@thread.tacv2",
      channel: { id: CHANNEL },
      team: { id: "19:0a1b2c3d4e5f60718293a4b5c6d7e8f9@thread.tacv2" },
      tenant: { id: TENANT },
    },
    ...more,
  });

export const groupMessage = (text = "<at>Genie Concierge</at> What is the total revenue?", more: Fields = {}): Fields =>
  common({
    type: "message",
    id: "1769000000777",
    ...typed(text),
    conversation: { isGroup: true, conversationType: "groupChat", tenantId: TENANT, id: GROUP },
    entities: [mention, client],
    channelData: { tenant: { id: TENANT } },
    ...more,
  });

export const personalMessage = (text = "help", more: Fields = {}): Fields =>
  common({
    type: "message",
    id: "1769000000888",
    ...typed(text),
    conversation: { conversationType: "personal", tenantId: TENANT, id: PERSONAL },
    entities: [client],
    channelData: { tenant: { id: TENANT } },
    ...more,
  });

/** A click on Action.Execute in a channel. */
export const execute = (data: unknown = { action: "cancel", value: "turn-1" }, more: Fields = {}): Fields => {
  const { text: _, textFormat: __, attachments: ___, ...rest } = channelMessage();
  return {
    ...rest,
    type: "invoke",
    id: "f:8f5c1c0e-6b0a-4a4e-9d55-1a2b3c4d5e6f",
    name: "adaptiveCard/action",
    value: { action: { type: "Action.Execute", title: "Cancel", verb: "cancel", data }, trigger: "manual" },
    replyToId: "1769000000002",
    entities: [client],
    channelData: {
      teamsChannelId: CHANNEL,
      teamsTeamId: "19:0a1b2c3d4e5f60718293a4b5c6d7e8f9@thread.tacv2",
      channel: { id: CHANNEL },
      team: { id: "19:0a1b2c3d4e5f60718293a4b5c6d7e8f9@thread.tacv2" },
      tenant: { id: TENANT },
      source: { name: "message" },
      legacy: { replyToId: "1:1abcDEF" },
    },
    ...more,
  };
};

/** A click on Action.Submit in a personal chat: a message without words. */
export const submit = (value: unknown = { action: "ask", value: "Why?" }, more: Fields = {}): Fields => {
  const { text: _, textFormat: __, attachments: ___, ...rest } = personalMessage();
  return {
    ...rest,
    id: "f:0d1e2f3a-4b5c-4d6e-8f70-8192a3b4c5d6",
    value,
    replyToId: "1769000000999",
    channelData: { tenant: { id: TENANT }, source: { name: "message" }, legacy: { replyToId: "1:1abcDEF" } },
    ...more,
  };
};

/** Both activities by which Teams says that the app was added to a team. */
export const installed = (): [update: Fields, installation: Fields] => {
  const conversation = { isGroup: true, conversationType: "channel", tenantId: TENANT, id: CHANNEL };
  const team = { id: CHANNEL, name: "Data", aadGroupId: "d1e2f3a4-0000-4b5c-8d6e-7f8091a2b3c4" };
  return [
    common({
      type: "conversationUpdate",
      id: "f:11111111-2222-3333-4444-555555555555",
      membersAdded: [{ id: BOT }],
      conversation,
      channelData: { team, eventType: "teamMemberAdded", tenant: { id: TENANT } },
    }),
    common({
      type: "installationUpdate",
      id: "f:66666666-7777-8888-9999-000000000000",
      action: "add",
      conversation,
      entities: [client],
      channelData: {
        settings: { selectedChannel: { id: CHANNEL } },
        team,
        eventType: "installationUpdate",
        tenant: { id: TENANT },
        source: { name: "message" },
      },
    }),
  ];
};
