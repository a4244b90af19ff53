import { APP_ID, BOT, SLACKBOT, TEAM } from "./seed.ts";
import type { Message, SharedFile, Workspace } from "./workspace.ts";

/** A message as it is in the Web API and in events. Metadata is included on request only. */
export const onWire = (workspace: Workspace, message: Message, withMetadata = false) => ({
  ...subtypeOf(message),
  type: "message" as const,
  user: message.tombstone ? SLACKBOT : message.user,
  ts: message.ts,
  ...authorOf(message),
  text: message.text,
  team: message.team,
  ...(message.threadTs ? { thread_ts: message.threadTs, ...parentOf(workspace, message) } : {}),
  ...replies(workspace, message),
  ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
  ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
  ...(message.files.length > 0 ? { files: message.files.map((file) => fileOnWire(file)), upload: false } : {}),
  ...(message.marked ? { edited: { user: message.user, ts: `${Math.floor(lastAt(message) / 1000)}.000000` } } : {}),
  ...(message.reactions.length > 0
    ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }
    : {}),
  ...(message.stream ? { streaming_state: message.stream.open ? "in_progress" : "completed" } : {}),
  ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
});

const subtypeOf = (message: Message): { subtype?: string; hidden?: boolean } => {
  if (message.tombstone) return { subtype: "tombstone", hidden: true };
  return message.files.length > 0 ? { subtype: "file_share" } : {};
};

const authorOf = (message: Message) => {
  if (message.tombstone) return {};
  return message.bot ? botProfile : { client_msg_id: clientId(message.ts) };
};

/** A message as the control API shows it: what people see, and how it came about. */
export const onScreen = (message: Message) => ({
  ts: message.ts,
  thread_ts: message.threadTs,
  user: message.user,
  text: message.text,
  blocks: message.blocks,
  files: message.files.map((file) => ({ ...fileOnWire(file), ...preview(file) })),
  attachments: message.attachments,
  edits: message.edits,
  at: message.first.at,
  first: message.first,
  bot: message.bot || message.user === SLACKBOT,
  ephemeral_to: message.ephemeralTo,
  reactions: message.reactions,
  metadata: message.metadata,
  marked_edited: message.marked,
  streaming: message.stream?.open ?? false,
});

export const fileOnWire = (file: SharedFile) => ({
  id: file.id,
  created: Math.floor(file.created / 1000),
  timestamp: Math.floor(file.created / 1000),
  name: file.name,
  title: file.title,
  mimetype: file.mimetype,
  filetype: file.name.split(".").at(-1) ?? "text",
  pretty_type: file.mimetype,
  user: file.user,
  user_team: TEAM.id,
  editable: false,
  size: file.content.length,
  mode: "hosted",
  is_external: false,
  external_type: "",
  is_public: true,
  permalink: `https://${TEAM.domain}.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
});

const botProfile = {
  bot_id: BOT.bot,
  app_id: APP_ID,
  bot_profile: {
    id: BOT.bot,
    app_id: APP_ID,
    user_id: BOT.user,
    name: BOT.name,
    icons: {},
    deleted: false,
    updated: 1_760_000_000,
    team_id: TEAM.id,
  },
};

/** The playground shows text files up to a size that a browser handles quickly. */
const preview = (file: SharedFile): { content?: string } =>
  /^text\/|json|csv|xml|sql/.test(file.mimetype) && file.content.length < 2_000_000
    ? { content: file.content.toString("utf8") }
    : {};

const parentOf = (workspace: Workspace, message: Message): { parent_user_id?: string } => {
  const parent = message.threadTs && workspace.find(message.channel, message.threadTs);
  return parent ? { parent_user_id: parent.user } : {};
};

const replies = (workspace: Workspace, message: Message): Record<string, unknown> => {
  if (message.threadTs) return {};
  const thread = workspace.history(message.channel).filter((one) => one.threadTs === message.ts);
  const latest = thread.at(-1);
  if (!latest) return {};
  const users = [...new Set(thread.map((one) => one.user))];
  return {
    thread_ts: message.ts,
    reply_count: thread.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: latest.ts,
    is_locked: false,
    subscribed: false,
  };
};

const lastAt = (message: Message): number => message.edits.at(-1)?.at ?? message.first.at;

/** Looks like the UUID with which a Slack client sends a message. */
const clientId = (ts: string): string => {
  const digits = ts.replace(".", "").padStart(32, "0");
  return [8, 12, 16, 20].reduceRight((id, at) => `${id.slice(0, at)}-${id.slice(at)}`, digits);
};
