import { z } from "zod";
import type { Log } from "../../../src/log.ts";
import type { Ask, AskRef } from "../../../src/ports/agent.ts";
import type { Caller } from "../../../src/ports/identity.ts";
import type { Timing } from "../../../src/retry.ts";
import type { DatabricksHttp } from "../http.ts";
import { listed } from "../list.ts";
import type { Say } from "./errors.ts";

/** What starting, checking and cancelling know about their Genie space. */
export interface Space {
  http: DatabricksHttp;
  log: Log;
  time: Timing;
  /** Id of the agent in our configuration. */
  agent: string;
  say: Say;
  /** Of the API. */
  path: string;
  /** Of the user interface. */
  page: string;
  deletesOldest: boolean;
  patienceMs: number;
}

/** One look at the message of an ask, with the limits of its calls. */
export interface Look {
  caller: Caller;
  space: Space;
  ref: AskRef;
  ask: Ask;
  timeoutMs: number;
  patienceMs: number;
  signal: AbortSignal | undefined;
}

export const conversationPath = (space: Space, conversation: string): string =>
  `${space.path}/conversations/${encodeURIComponent(conversation)}`;

export const messagePath = (space: Space, ref: AskRef): string =>
  `${conversationPath(space, ref.conversation)}/messages/${encodeURIComponent(ref.message)}`;

/** Something in a list, with its creation, epoch ms. */
interface Dated {
  id: string;
  at: number;
}

/** Which creations are wanted, epoch ms, and by whom. */
export interface Window {
  caller: Caller;
  from: number;
  to: number;
  signal?: AbortSignal | undefined;
}

/** Our own conversations in the space. */
export const conversationsOf = async (space: Space, { caller, from, to, signal }: Window): Promise<Dated[]> => {
  const all = await listed(space.http, {
    caller,
    path: `${space.path}/conversations`,
    page: Conversations,
    items: ({ conversations }) => conversations,
    enough: endsBefore(from),
    patienceMs: 10_000,
    signal,
  });
  return all.filter(({ at }) => at >= from && at <= to);
};

export const messagesOf = async (
  space: Space,
  conversation: string,
  { caller, from, to, signal }: Window,
): Promise<(Dated & { content: string })[]> => {
  const all = await listed(space.http, {
    caller,
    path: `${conversationPath(space, conversation)}/messages`,
    page: Messages,
    items: ({ messages }) => messages,
    enough: endsBefore(from),
    patienceMs: 10_000,
    signal,
  });
  return all.filter(({ at }) => at >= from && at <= to);
};

const next_page_token = z.string().nullish();
const Conversation = z
  .object({ conversation_id: z.string(), created_timestamp: z.number() })
  .transform((it) => ({ id: it.conversation_id, at: it.created_timestamp }));
const Conversations = z.object({ conversations: z.array(Conversation).nullish(), next_page_token });
const Message = z
  .object({ message_id: z.string(), content: z.string(), created_timestamp: z.number() })
  .transform((it) => ({ id: it.message_id, content: it.content, at: it.created_timestamp }));
const Messages = z.object({ messages: z.array(Message).nullish(), next_page_token });

/** The order of the lists is not documented. Where a page shows that it is newest first, older pages are left alone. */
const endsBefore =
  (from: number) =>
  (page: Dated[]): boolean => {
    const [first, last] = [page[0]?.at ?? 0, page.at(-1)?.at ?? 0];
    return first > last && last < from;
  };
