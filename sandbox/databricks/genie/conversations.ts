import { gone, type Refusal } from "../errors.ts";
import { genieId } from "../ids.ts";
import type { Caller } from "../people.ts";
import type { Space } from "../spaces/space.ts";
import type { SentQuery } from "./attachments.ts";
import { type Course, elapsed, momentOf } from "./course.ts";
import type { Asked } from "./understand.ts";
import { FINAL, type Step, type Walk } from "./walk.ts";

export interface Conversation {
  id: string;
  space: Space;
  owner: Caller;
  title: string;
  createdAt: number;
  /** Oldest first. */
  messages: Message[];
  /** What the last matched question was; follow-ups narrow it. */
  asked: Asked | undefined;
}

export interface Message {
  id: string;
  conversation: Conversation;
  caller: Caller;
  content: string;
  createdAt: number;
  steps: Step[];
  queries: SentQuery[];
  course: Course;
  feedback?: { rating: string; comment?: string };
}

/** What a message shows now, and since when. */
export interface Moment {
  step: Step;
  index: number;
  since: number;
  ended: boolean;
}

export const momentAt = (message: Message, now: number): Moment => {
  const passed = elapsed(message.course, now);
  let begins = 0;
  let index = 0;
  for (const step of message.steps) {
    if (passed < begins + step.lasts || index === message.steps.length - 1)
      return {
        step,
        index,
        since: Math.max(message.createdAt, Math.min(now, momentOf(message.course, begins))),
        ended: FINAL.includes(step.status),
      };
    begins += step.lasts;
    index += 1;
  }
  throw new Error("a message has at least one step");
};

const lost = (space: Space, id: string): Refusal =>
  gone(`Conversation with ID ${id} does not exist in space ${space.id}.`);

export type Conversations = ReturnType<typeof createConversations>;

/** The conversations of all spaces, found the way the API finds them: by space, by id, by owner. */
export const createConversations = () => {
  const conversations = new Map<string, Conversation>();

  const find = (space: Space, id: string): Conversation => {
    const found = conversations.get(id);
    if (found?.space !== space) throw lost(space, id);
    return found;
  };

  return {
    find,
    lost,
    open: (space: Space, owner: Caller, title: string, now: number): Conversation => {
      const made = { id: genieId(), space, owner, title, createdAt: now, messages: [], asked: undefined };
      conversations.set(made.id, made);
      return made;
    },
    add: (conversation: Conversation, message: Omit<Message, "id" | "conversation" | keyof Walk> & Walk): Message => {
      const added = { ...message, id: genieId(), conversation };
      conversation.messages.push(added);
      return added;
    },
    message: (conversation: Conversation, id: string): Message => {
      const found = conversation.messages.find((message) => message.id === id);
      if (!found) throw gone(`Message with ID ${id} does not exist in conversation ${conversation.id}.`);
      return found;
    },
    remove: (conversation: Conversation): void => void conversations.delete(conversation.id),
    /** Newest first. */
    list: (space: Space): Conversation[] =>
      [...conversations.values()].filter((each) => each.space === space).reverse(),
    messages: (): Message[] => [...conversations.values()].flatMap(({ messages }) => messages),
    clear: (): void => conversations.clear(),
  };
};
