import { createLocales } from "../locales.ts";
import { type Conversation, PEOPLE, type Person, conversations as seeded } from "./seed.ts";

/** An Adaptive Card as JSON. */
export type Card = Record<string, unknown>;

export interface Attachment {
  contentType: string;
  content?: unknown;
  contentUrl?: string | undefined;
  name?: string | undefined;
}

export interface Content {
  /** Thumbs under the message, with Teams' form or the bot's. */
  feedback: "default" | "custom" | null;
  text: string;
  textFormat: "plain" | "markdown" | "xml";
  /** The first Adaptive Card. */
  card: Card | null;
  attachments: Attachment[];
  entities: Record<string, unknown>[];
  /** Buttons under the message that write for the person. */
  suggested: { title: string; value: string }[];
}

interface Version {
  /** Epoch ms. */
  at: number;
  text: string;
  card: Card | null;
}

/** What one person sees of a message after a click: the card or words of the bot's answer, or a failure. */
export interface Response {
  user: string;
  at: number;
  card: Card | null;
  words: string;
  tone: "info" | "error";
}

export interface Message extends Content {
  id: string;
  conversation: string;
  /** The post that this one answers, in a channel. */
  root: string | null;
  user: string;
  bot: boolean;
  /** Set: only this person sees it. */
  targetedTo: string | null;
  /** An OAuth card that could not be exchanged silently: clients show its button. */
  needsButton?: boolean;
  first: Version;
  edits: Version[];
  responses: Response[];
}

export type Draft = Pick<Message, "conversation" | "user"> & Partial<Message>;

export interface WorkspaceOptions {
  now(): number;
  /** Called when something visible has changed in a conversation. */
  onChange(conversation: string): void;
  /** Called when a message was written. */
  onPost?(message: Message): void;
}

export type Workspace = ReturnType<typeof createWorkspace>;

/** How long the bot is shown as typing if it then writes nothing, ms. Teams does not document it. */
const typingMs = 8_000;
/** Targeted messages disappear after a day. */
const targetedMs = 24 * 3_600_000;

/** People, conversations and messages. */
export const createWorkspace = ({ now, onChange, onPost }: WorkspaceOptions) => {
  let conversations: Conversation[] = seeded();
  let messages: Message[] = [];
  let lastId = 0;
  const locales = createLocales();
  /** Until when the bot is shown as typing, by conversation and thread. */
  const typing = new Map<string, number>();

  /** As in Teams: epoch ms, unique. */
  const nextId = (): string => {
    lastId = Math.max(now(), lastId + 1);
    return String(lastId);
  };

  const isVisible = (message: Message): boolean => !message.targetedTo || now() - message.first.at < targetedMs;

  const post = (draft: Draft): Message => {
    const message = messageOf(draft, nextId(), now());
    messages.push(message);
    if (message.bot) typing.delete(threadKey(message.conversation, message.root));
    onChange(message.conversation);
    onPost?.(message);
    return message;
  };

  const edit = (message: Message, content: Content): void => {
    const { text, card } = content;
    Object.assign(message, content, { edits: [...message.edits, { at: now(), text, card }], responses: [] });
    typing.delete(threadKey(message.conversation, message.root));
    onChange(message.conversation);
  };

  return {
    now,
    nextId,
    locales,
    post,
    edit,
    remove: (message: Message): void => {
      messages = messages.filter((other) => other !== message);
      onChange(message.conversation);
    },
    /** Shows something to one person after a click, until the next edit. */
    respond: (message: Message, response: Omit<Response, "at">): void => {
      const others = message.responses.filter(({ user }) => user !== response.user);
      message.responses = [...others, { at: now(), ...response }];
      onChange(message.conversation);
    },
    startTyping: (conversation: string, root: string | null): void => {
      typing.set(threadKey(conversation, root), now() + typingMs);
      onChange(conversation);
    },
    /** Threads in which the bot is typing: the id of the root, or null for the chat itself. */
    typing: (conversation: string): { thread: string | null; until: number }[] =>
      [...typing]
        .map(([key, until]) => ({ key: key.split(" "), until }))
        .filter(({ key, until }) => key[0] === conversation && until > now())
        .map(({ key, until }) => ({ thread: key[1] || null, until })),
    changed: onChange,
    conversations: (): readonly Conversation[] => conversations,
    conversation: (id: string): Conversation | undefined => conversations.find((one) => one.id === id),
    /** The chat of a person with the bot. */
    personal: (user: string): Conversation | undefined => conversations.find((one) => one.user === user),
    /** By `29:` id, Entra object id, e-mail address or name. */
    person: (name: string): Person | undefined =>
      PEOPLE.find((one) => [one.id, one.aadObjectId, one.email, one.name].includes(name.replace(/^@/, ""))),
    messages: (conversation: string): Message[] =>
      messages.filter((one) => one.conversation === conversation && isVisible(one)),
    find: (conversation: string, id: string): Message | undefined =>
      messages.find((one) => one.conversation === conversation && one.id === id && isVisible(one)),
    reset: (): void => {
      conversations = seeded();
      messages = [];
      typing.clear();
      locales.reset();
    },
  };
};

const threadKey = (conversation: string, root: string | null): string => `${conversation} ${root ?? ""}`;

const messageOf = (draft: Draft, id: string, at: number): Message => {
  const { text = "", card = null } = draft;
  return {
    id,
    feedback: null,
    root: null,
    bot: false,
    targetedTo: null,
    textFormat: "plain",
    attachments: [],
    entities: [],
    suggested: [],
    edits: [],
    responses: [],
    first: { at, text, card },
    ...draft,
    text,
    card,
  };
};
