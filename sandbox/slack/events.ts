import { profileOf } from "./api/people.ts";
import { APP_ID, BOT, type Conversation, ENTERPRISE, type Person, TEAM, VERIFICATION_TOKEN } from "./seed.ts";
import { onWire } from "./show.ts";
import { mentions } from "./typed.ts";
import type { Change, Message, Workspace } from "./workspace.ts";

type Event = { type: string; event_ts: string } & Record<string, unknown>;
export type Envelope = ReturnType<typeof envelope>;

/** The events that a bot gets for a change of a message. There are none for channels that it is not in. */
export const eventsOf = (workspace: Workspace, change: Change): Event[] => {
  if (change.kind === "seen") return [];
  const conversation = workspace.conversation(change.message.channel);
  if (!conversation?.members.includes(BOT.user)) return [];
  switch (change.kind) {
    case "posted":
      return [...mention(workspace, change.message, conversation), posted(workspace, change.message, conversation)];
    case "edited":
      return [
        ...(change.message.marked ? mention(workspace, change.message, conversation) : []),
        edited(workspace, change.message, change.previous, conversation),
      ];
    case "removed":
      return [removed(workspace, change.message, conversation)];
  }
};

/** The envelope around every event that Slack sends to an app. */
export const envelope = (workspace: Workspace, event: Event, conversation: Conversation | undefined) => ({
  token: VERIFICATION_TOKEN,
  team_id: TEAM.id,
  ...(workspace.isGrid() ? { enterprise_id: ENTERPRISE.id } : {}),
  context_team_id: TEAM.id,
  context_enterprise_id: workspace.isGrid() ? ENTERPRISE.id : null,
  api_app_id: APP_ID,
  event,
  type: "event_callback" as const,
  event_id: workspace.nextId("Ev"),
  event_time: Math.floor(workspace.now() / 1000),
  authorizations: [
    {
      enterprise_id: workspace.isGrid() ? ENTERPRISE.id : null,
      team_id: TEAM.id,
      user_id: BOT.user,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: conversation?.shared ?? false,
  event_context: `4-${context(event, conversation)}`,
});

/** Someone opened the bot's direct messages or its Home tab. */
export const homeOpened = (workspace: Workspace, user: string, channel: string, tab: "home" | "messages"): Event => ({
  type: "app_home_opened",
  user,
  channel,
  tab,
  event_ts: workspace.nextTs(),
});

/** The bot was added to a channel. Slack names the inviter, unless the bot came by itself. */
export const memberJoined = (workspace: Workspace, { id }: Conversation, inviter?: string): Event => ({
  type: "member_joined_channel",
  user: BOT.user,
  channel: id,
  channel_type: "C",
  team: TEAM.id,
  ...(inviter === undefined ? {} : { inviter }),
  event_ts: workspace.nextTs(),
});

/** Someone used Slack's own Stop control. */
export const sessionStopped = (workspace: Workspace, user: string, channel: string, threadTs: string): Event => ({
  type: "agent_session_stopped",
  channel,
  user,
  thread_ts: threadTs,
  streaming_message_ts: workspace
    .history(channel)
    .filter((message) => message.threadTs === threadTs && message.stream?.open)
    .map((message) => message.ts),
  event_ts: workspace.nextTs(),
});

/** Somebody's profile or account was changed. */
export const userChanged = (workspace: Workspace, person: Person): Event => {
  const ts = workspace.nextTs();
  const user = { ...profileOf(person), deleted: workspace.isDeactivated(person.id) };
  return { type: "user_change", user, cache_ts: Math.floor(workspace.now() / 1000), event_ts: ts };
};

/** The app was removed: its tokens are revoked, and it is gone. Both come, in no order that could be relied on. */
export const removedApp = (workspace: Workspace): Event[] => [
  { type: "tokens_revoked", tokens: { oauth: [], bot: [BOT.user] }, event_ts: workspace.nextTs() },
  { type: "app_uninstalled", event_ts: workspace.nextTs() },
];

/** Someone put a reaction under a message. */
export const reactionAdded = (workspace: Workspace, user: string, name: string, message: Message): Event => ({
  type: "reaction_added",
  user,
  reaction: name,
  item_user: message.user,
  item: { type: "message", channel: message.channel, ts: message.ts },
  event_ts: workspace.nextTs(),
});

const posted = (workspace: Workspace, message: Message, conversation: Conversation): Event => ({
  ...onWire(workspace, message),
  ...(message.team === TEAM.id ? {} : { user_team: message.team, source_team: message.team }),
  channel: conversation.id,
  event_ts: message.ts,
  channel_type: conversation.kind,
});

/** In channels only, a mention of the bot makes this event too, with the same ts and its own event id. So does an edit. */
const mention = (workspace: Workspace, message: Message, conversation: Conversation): Event[] => {
  if (conversation.kind !== "channel" || message.bot || !mentions(message.text, BOT.user)) return [];
  const { channel_type: _, parent_user_id: __, ...rest } = posted(workspace, message, conversation);
  return [{ ...rest, type: "app_mention", event_ts: message.ts }];
};

const edited = (workspace: Workspace, message: Message, previous: Message, conversation: Conversation): Event => {
  const ts = workspace.nextTs();
  return {
    type: "message",
    subtype: "message_changed",
    message: onWire(workspace, message),
    previous_message: onWire(workspace, previous),
    channel: conversation.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: conversation.kind,
  };
};

const removed = (workspace: Workspace, message: Message, conversation: Conversation): Event => {
  const ts = workspace.nextTs();
  return {
    type: "message",
    subtype: "message_deleted",
    previous_message: onWire(workspace, message),
    channel: conversation.id,
    hidden: true,
    deleted_ts: message.ts,
    ts,
    event_ts: ts,
    channel_type: conversation.kind,
  };
};

const context = (event: Event, conversation: Conversation | undefined): string =>
  Buffer.from(JSON.stringify({ et: event.type, tid: TEAM.id, aid: APP_ID, cid: conversation?.id ?? null })).toString(
    "base64url",
  );
