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

/** Who acts where: common to all activities of the person. */
export interface Origin {
  person: Person;
  conversation: Conversation;
  /** Root of the thread in a channel. */
  root: string | null;
  serviceUrl: string;
  at: number;
  /** Of the person's Teams: `en-US`. */
  locale: string;
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
export const messageActivity = (
  origin: Origin,
  { id, text, html, mentions, entities, targeted }: Written,
): Activity => ({
  ...common(origin, "message", id),
  text,
  textFormat: "plain",
  attachments: [{ contentType: "text/html", content: html }],
  entities: [
    ...mentions,
    ...entities,
    ...(targeted ? [{ type: "targetedMessageInfo", messageId: id }] : []),
    clientInfo(origin),
  ],
  recipient: { ...BOT, ...(targeted ? { isTargeted: true } : {}) },
});

/** A click on Action.Submit of a card: a message without words. */
export const submitActivity = (origin: Origin, id: string, card: string, value: unknown, text?: string): Activity => ({
  ...common(origin, "message", id),
  ...(text === undefined ? {} : { text, textFormat: "plain" }),
  value,
  replyToId: card,
  channelData: { ...channelData(origin), source: { name: "message" }, legacy: { replyToId: `1:${card}` } },
});

/** A request that the bot answers in its response. */
export const invokeActivity = (origin: Origin, name: string, id: string, card: string, value: unknown): Activity => ({
  ...common(origin, "invoke", `f:${id}`),
  name,
  value,
  replyToId: card,
  channelData: { ...channelData(origin), source: { name: "message" }, legacy: { replyToId: `1:${card}` } },
});

/**
 * What Teams sends when the app is added to a conversation or removed from it. In a private or shared channel there is no
 * installationUpdate, because the team has the app already.
 */
export const installActivities = (origin: Origin, action: "add" | "remove", nextId: () => string): Activity[] => {
  const { channelType = "standard", kind, id } = origin.conversation;
  const base = { ...origin, root: null };
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
 * The copy of an activity that Teams sends after it has given up the first attempts: with a new id and timestamp. Teams
 * does not document whether the local timestamp changes. `hasNewClock`: it does.
 */
export const copyOf = (activity: Activity, id: string, at: number, hasNewClock = false): Activity => ({
  ...activity,
  id: activity.id.startsWith("f:") ? `f:${id}` : id,
  timestamp: times(at).timestamp,
  ...(hasNewClock ? { localTimestamp: times(at).localTimestamp } : {}),
});

/** The id of a conversation; in a channel with the root of the thread. */
export const conversationId = ({ id }: Pick<Conversation, "id">, root: string | null): string =>
  root ? `${id};messageid=${root}` : id;

const common = (origin: Origin, type: string, id: string): Activity => ({
  type,
  id,
  ...times(origin.at),
  channelId: "msteams",
  serviceUrl: origin.serviceUrl,
  from: sender(origin),
  conversation: conversation(origin),
  recipient: { ...BOT },
  entities: [clientInfo(origin)],
  channelData: channelData(origin),
  locale: origin.locale,
  localTimezone: "Etc/UTC",
});

const times = (at: number): { timestamp: string; localTimestamp: string } => {
  const timestamp = new Date(at).toISOString();
  return { timestamp, localTimestamp: timestamp.replace("Z", "+00:00") };
};

/** In a shared channel the sender has a tenant, because channelData names that of the host. */
const sender = ({ person: { id, name, aadObjectId, tenant }, conversation: { channelType } }: Origin) => ({
  id,
  name,
  aadObjectId,
  ...(channelType === "shared" ? { tenantId: tenant } : {}),
});

const conversation = ({
  conversation: { kind, id, name },
  root,
  tenant = TENANT.id,
}: Origin): Record<string, unknown> => ({
  ...(kind === "personal" ? {} : { isGroup: true }),
  conversationType: kind,
  tenantId: tenant,
  id: conversationId({ id }, root),
  ...(kind === "groupChat" ? { name } : {}),
});

const channelData = ({ conversation: { id, kind, channelType }, tenant = TENANT.id }: Origin) => ({
  ...(kind === "channel"
    ? { teamsChannelId: id, teamsTeamId: TEAM.id, channel: channelInfo(id, channelType), team: { id: TEAM.id } }
    : {}),
  tenant: { id: tenant },
});

/** Teams names the type of private and shared channels. */
const channelInfo = (id: string, type: Conversation["channelType"]) => ({
  id,
  ...(type === "standard" ? {} : { type }),
});

const clientInfo = ({ locale }: Origin) => ({
  locale,
  country: locale.slice(3),
  platform: "Web",
  timezone: "Etc/UTC",
  type: "clientInfo",
});
