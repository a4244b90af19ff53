import { BOT, type Conversation, type Person, TEAM, TENANT } from "./seed.ts";
import type { Mention } from "./typed.ts";

/** What the Bot Connector sends to a bot. */
export type Activity = {
  type: string;
  id: string;
  timestamp: string;
  localTimestamp: string;
  conversation: Record<string, unknown>;
} & Record<string, unknown>;

/** Who acts where: what every activity of theirs begins with. */
export interface Scene {
  person: Person;
  conversation: Conversation;
  /** Root of the thread in a channel. */
  root: string | null;
  serviceUrl: string;
  at: number;
  /** Another organisation that the person belongs to. */
  tenant?: string | undefined;
}

/** What a person wrote, as text and in the markup of their client. */
export interface Written {
  id: string;
  text: string;
  html: string;
  mentions: Mention[];
  /** Further entities. */
  entities: object[];
  targeted: boolean;
}

/** Something that a person wrote. */
export const messageActivity = (scene: Scene, { id, text, html, mentions, entities, targeted }: Written): Activity => ({
  ...common(scene, "message", id),
  text,
  textFormat: "plain",
  attachments: [{ contentType: "text/html", content: html }],
  entities: [
    ...mentions,
    ...entities,
    ...(targeted ? [{ type: "targetedMessageInfo", messageId: id }] : []),
    clientInfo,
  ],
  recipient: { ...BOT, ...(targeted ? { isTargeted: true } : {}) },
});

/** A click on Action.Submit of a card: a message without words. */
export const submitActivity = (scene: Scene, id: string, card: string, value: unknown, text?: string): Activity => ({
  ...common(scene, "message", id),
  ...(text === undefined ? {} : { text, textFormat: "plain" }),
  value,
  replyToId: card,
  channelData: { ...channelData(scene), source: { name: "message" }, legacy: { replyToId: `1:${card}` } },
});

/** Something that Teams wants an answer to, in the response. */
export const invokeActivity = (scene: Scene, name: string, id: string, card: string, value: unknown): Activity => ({
  ...common(scene, "invoke", `f:${id}`),
  name,
  value,
  replyToId: card,
  channelData: { ...channelData(scene), source: { name: "message" }, legacy: { replyToId: `1:${card}` } },
});

/**
 * What Teams sends when the app is added to a conversation, or removed from it. Into a private or shared channel an app
 * of the team is let without being installed once more.
 */
export const installActivities = (scene: Scene, action: "add" | "remove", nextId: () => string): Activity[] => {
  const { channelType = "standard", kind, id } = scene.conversation;
  const base = { ...scene, root: null };
  const change = action === "add" ? { membersAdded: [{ id: BOT.id }] } : { membersRemoved: [{ id: BOT.id }] };
  const member = channelType === "standard" ? "teamMember" : "channelMember";
  const team =
    kind === "channel" ? { team: { ...TEAM }, eventType: `${member}${action === "add" ? "Added" : "Removed"}` } : {};
  const update = {
    ...common(base, "conversationUpdate", `f:${nextId()}`),
    ...change,
    channelData: { ...channelData(base), ...team },
  };
  if (channelType !== "standard") return [update];
  const chosen = kind === "channel" ? { team: { ...TEAM }, settings: { selectedChannel: { id } } } : {};
  const installation = {
    ...common(base, "installationUpdate", `f:${nextId()}`),
    action,
    channelData: { ...channelData(base), ...chosen, source: { name: "message" } },
  };
  return [update, installation];
};

/**
 * The same act as Teams sends it again when it has given up the first attempts: with a new id and a new time. That the
 * clock of the person's own client stays the same is assumed, since Teams documents none of this; `clockGoesOn`: it does
 * not.
 */
export const resent = (activity: Activity, id: string, at: number, clockGoesOn = false): Activity => ({
  ...activity,
  id: activity.id.startsWith("f:") ? `f:${id}` : id,
  timestamp: times(at).timestamp,
  ...(clockGoesOn ? { localTimestamp: times(at).localTimestamp } : {}),
});

/** The conversation as ids carry it: in a channel with the root of the thread. */
export const conversationId = ({ id }: Pick<Conversation, "id">, root: string | null): string =>
  root ? `${id};messageid=${root}` : id;

const common = (scene: Scene, type: string, id: string): Activity => ({
  type,
  id,
  ...times(scene.at),
  channelId: "msteams",
  serviceUrl: scene.serviceUrl,
  from: sender(scene),
  conversation: conversation(scene),
  recipient: { ...BOT },
  entities: [clientInfo],
  channelData: channelData(scene),
  locale: "en-US",
  localTimezone: "Etc/UTC",
});

const times = (at: number): { timestamp: string; localTimestamp: string } => {
  const timestamp = new Date(at).toISOString();
  return { timestamp, localTimestamp: timestamp.replace("Z", "+00:00") };
};

/** Where the sender comes from is said in a shared channel, whose messages otherwise carry the tenant of its host. */
const sender = ({ person: { id, name, aadObjectId, tenant }, conversation: { channelType } }: Scene) => ({
  id,
  name,
  aadObjectId,
  ...(channelType === "shared" ? { tenantId: tenant } : {}),
});

const conversation = ({
  conversation: { kind, id, name },
  root,
  tenant = TENANT.id,
}: Scene): Record<string, unknown> => ({
  ...(kind === "personal" ? {} : { isGroup: true }),
  conversationType: kind,
  tenantId: tenant,
  id: conversationId({ id }, root),
  ...(kind === "groupChat" ? { name } : {}),
});

const channelData = ({ conversation: { id, kind, channelType }, tenant = TENANT.id }: Scene) => ({
  ...(kind === "channel"
    ? { teamsChannelId: id, teamsTeamId: TEAM.id, channel: channelInfo(id, channelType), team: { id: TEAM.id } }
    : {}),
  tenant: { id: tenant },
});

/** Teams names the type of channels that are not for the whole team. */
const channelInfo = (id: string, type: Conversation["channelType"]) => ({
  id,
  ...(type === "standard" ? {} : { type }),
});

const clientInfo = {
  locale: "en-US",
  country: "US",
  platform: "Web",
  timezone: "Etc/UTC",
  type: "clientInfo",
} as const;
