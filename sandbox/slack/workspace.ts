import { createLocales } from "../locales.ts";
import {
  type Conversation,
  directMessage,
  OUTSIDERS,
  type Person,
  conversations as seededConversations,
  TEAM,
} from "./seed.ts";
import { createStanding } from "./standing.ts";

export type Block = { type: string; block_id?: string } & Record<string, unknown>;

export interface Content {
  text: string;
  blocks: Block[];
}

interface Version extends Content {
  /** Epoch ms. */
  at: number;
}

export interface SharedFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  content: Buffer;
  user: string;
  created: number;
}

export interface Message extends Content {
  channel: string;
  ts: string;
  threadTs: string | null;
  user: string;
  /** The workspace of the author. */
  team: string;
  bot: boolean;
  files: SharedFile[];
  /** Forwarded messages and pasted tables. */
  attachments: Record<string, unknown>[];
  /** Set: only this person sees it. */
  ephemeralTo: string | null;
  reactions: { name: string; users: string[] }[];
  metadata: { event_type: string; event_payload: Record<string, unknown> } | null;
  first: Version;
  edits: Version[];
  /** Slack shows "(edited)": a person changed it, or the bot changed its text without blocks. */
  marked: boolean;
  /** It was deleted after people had replied to it, so a note is left in its place. */
  tombstone: boolean;
  /** The text stream that writes the message. */
  stream: Stream | null;
}

export interface Stream {
  open: boolean;
  markdown: string;
  /** Title of the plan; null: the tasks are a timeline. */
  plan: string | null;
  tasks: Task[];
  /** Blocks that came in chunks or at the end of the stream. */
  blocks: Block[];
}

export interface Task {
  id: string;
  title: string;
  status: "pending" | "in_progress" | "complete" | "error";
  details: string;
  output: string;
  sources: { type: "url"; url: string; text: string }[];
}

export type Draft = Pick<Message, "channel" | "user" | "text"> & Partial<Message>;

export type Change =
  | { kind: "posted"; message: Message }
  | { kind: "edited"; message: Message; previous: Message }
  | { kind: "removed"; message: Message }
  /** Seen by people, but not sent to a bot: a reaction, an ephemeral message, a status. `channel` is empty for a modal. */
  | { kind: "seen"; channel: string };

export interface WorkspaceOptions {
  now(): number;
  onChange(change: Change): void;
}

export type Workspace = ReturnType<typeof createWorkspace>;

/** People, channels and messages. `onChange` is called for every change of a message. */
export const createWorkspace = ({ now, onChange }: WorkspaceOptions) => {
  let conversations: Conversation[] = seededConversations();
  let messages: Message[] = [];
  /** The same by channel and ts. */
  const byPlace = new Map<string, Message>();
  const standing = createStanding();
  const locales = createLocales();
  const { nextTs, nextId } = createIds(now);

  const post = (draft: Draft): Message => {
    const message = complete(draft, nextTs(), now());
    messages.push(message);
    byPlace.set(placeOf(message.channel, message.ts), message);
    onChange(message.ephemeralTo ? { kind: "seen", channel: message.channel } : { kind: "posted", message });
    return message;
  };

  const edit = (message: Message, content: Partial<Message>): void => {
    const previous = { ...message };
    Object.assign(message, content);
    message.marked ||= content.blocks?.length === 0 && message.stream === null;
    message.edits = [...message.edits, { at: now(), text: message.text, blocks: message.blocks }];
    onChange(message.ephemeralTo ? { kind: "seen", channel: message.channel } : { kind: "edited", message, previous });
  };

  const hasReplies = (message: Message): boolean =>
    messages.some((one) => one.channel === message.channel && one.threadTs === message.ts && !one.ephemeralTo);

  const remove = (message: Message): void => {
    if (hasReplies(message)) {
      edit(message, { text: "This message was deleted.", blocks: [], files: [], tombstone: true });
      return;
    }
    messages = messages.filter((other) => other !== message);
    byPlace.delete(placeOf(message.channel, message.ts));
    onChange(message.ephemeralTo ? { kind: "seen", channel: message.channel } : { kind: "removed", message });
  };

  return {
    now,
    nextTs,
    nextId,
    post,
    edit,
    remove,
    hasReplies,
    seen: (channel: string): void => onChange({ kind: "seen", channel }),
    conversations: (): readonly Conversation[] => conversations,
    conversation: (id: string): Conversation | undefined =>
      conversations.find((conversation) => conversation.id === id),
    /** By id, `name` or `#name`. */
    conversationNamed: (name: string): Conversation | undefined =>
      conversations.find((conversation) => conversation.id === name || conversation.name === name.replace(/^#/, "")),
    directConversation: (user: string): Conversation | undefined =>
      conversations.find((conversation) => conversation.user === user),
    /** People join the workspace. */
    join: (names: readonly string[]): void => {
      conversations = [...conversations, ...standing.join(names).map(directMessage)];
    },
    /** By id, `name` or `@name`. */
    person: (name: string): Person | undefined =>
      [...standing.known.people(), ...OUTSIDERS].find(
        (person) => person.id === name || person.name === name.replace(/^@/, ""),
      ),
    ...standing.known,
    locales,
    /** What everybody in the channel sees, oldest first. */
    history: (channel: string): Message[] => messages.filter((one) => one.channel === channel && !one.ephemeralTo),
    /** The same, with ephemeral messages. */
    screen: (channel: string): Message[] => messages.filter((one) => one.channel === channel),
    find: (channel: string, ts: string): Message | undefined => byPlace.get(placeOf(channel, ts)),
    reset: (): void => {
      conversations = seededConversations();
      messages = [];
      byPlace.clear();
      standing.reset();
      locales.reset();
    },
  };
};

const placeOf = (channel: string, ts: string): string => `${channel} ${ts}`;

const createIds = (now: () => number) => {
  let lastTs = 0;
  let lastId = 0;
  return {
    /** Unique in the workspace and growing, like Slack's: seconds, a point, microseconds. */
    nextTs: (): string => {
      lastTs = Math.max(now() * 1000, lastTs + 1);
      return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, "0")}`;
    },
    /** `prefix` and ten characters, like Slack's ids; unique even across restarts. */
    nextId: (prefix: string): string => {
      lastId = Math.max(now() * 1000, lastId + 1);
      return prefix + lastId.toString(36).toUpperCase();
    },
  };
};

const complete = (draft: Draft, ts: string, at: number): Message => {
  const { text, blocks = [] } = draft;
  return {
    ts,
    threadTs: null,
    team: TEAM.id,
    bot: false,
    files: [],
    attachments: [],
    ephemeralTo: null,
    reactions: [],
    metadata: null,
    edits: [],
    marked: false,
    tombstone: false,
    stream: null,
    first: { at, text, blocks },
    ...draft,
    blocks,
  };
};
