import { z } from "zod";
import type { Log } from "../../../src/logging/log.ts";
import type { Ask, AskRef } from "../../../src/ports/databricks/agent.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { Timing } from "../../../src/resilience/retry.ts";
import type { DatabricksHttp } from "../http.ts";
import { listAll } from "../pages.ts";
import type { ToFailure } from "./failures.ts";
import { firstId } from "./result/message.ts";

/** What start, check and cancel know about their Genie space. */
export interface Space {
  http: DatabricksHttp;
  log: Log;
  time: Timing;
  /** Id of the agent in our configuration. */
  agent: string;
  toFailure: ToFailure;
  /** Of the API. */
  path: string;
  /** Of the user interface. */
  page: string;
  deletesOldest: boolean;
  retryForMs: number;
}

/** One look at the message of an ask, with the limits of its calls. */
export interface Look {
  caller: Caller;
  space: Space;
  ref: AskRef;
  ask: Ask;
  timeoutMs: number;
  retryForMs: number;
  signal: AbortSignal | undefined;
}

export const conversationPath = (space: Space, conversation: string): string =>
  `${space.path}/conversations/${encodeURIComponent(conversation)}`;

export const messagePath = (space: Space, ref: AskRef): string =>
  `${conversationPath(space, ref.conversation)}/messages/${encodeURIComponent(ref.message)}`;

/** Something in a list, with its creation by our clock, epoch ms. */
interface Dated {
  id: string;
  at: number;
}

/** Which creations are wanted, by our clock, epoch ms, and by whom. */
export interface Window {
  caller: Caller;
  from: number;
  to: number;
  signal?: AbortSignal | undefined;
}

/** The caller's own conversations in the space. */
export const conversationsOf = (space: Space, window: Window): Promise<Dated[]> =>
  datedIn(space, window, {
    path: `${space.path}/conversations`,
    page: Conversations,
    items: ({ conversations }) => conversations,
  });

export const messagesOf = (
  space: Space,
  conversation: string,
  window: Window,
): Promise<(Dated & { content: string })[]> =>
  datedIn(space, window, {
    path: `${conversationPath(space, conversation)}/messages`,
    page: Messages,
    items: ({ messages }) => messages,
  });

interface List<P, T> {
  path: string;
  page: z.ZodType<P>;
  items: (page: P) => T[] | null | undefined;
}

/** Databricks dates by its own clock, which is known from its answers: so dates are compared after the first page. */
const datedIn = async <P extends { next_page_token?: string | null | undefined }, T extends Dated>(
  { http }: Space,
  { caller, from, to, signal }: Window,
  list: List<P, T>,
): Promise<T[]> => {
  const ours = (items: T[]) => items.map((item) => ({ ...item, at: item.at - http.clockAheadMs() }));
  const all = await listAll(http, {
    ...list,
    caller,
    enough: (items) => endsBefore(from, ours(items)),
    retryForMs: 10_000,
    signal,
  });
  return ours(all).filter(({ at }) => at >= from && at <= to);
};

const next_page_token = z.string().nullish();
const id = z.string().nullish();

const Conversation = z
  .object({ conversation_id: id, id, created_timestamp: z.number() })
  .transform((it) => ({ id: firstId(it.conversation_id, it.id) ?? "", at: it.created_timestamp }));
const Conversations = z.object({ conversations: z.array(Conversation).nullish(), next_page_token });
const Message = z
  .object({ message_id: id, id, content: z.string(), created_timestamp: z.number() })
  .transform((it) => ({ id: firstId(it.message_id, it.id) ?? "", content: it.content, at: it.created_timestamp }));
const Messages = z.object({ messages: z.array(Message).nullish(), next_page_token });

/** The order of the lists is not documented. If a page shows that it is newest first, older pages are not fetched. */
const endsBefore = (from: number, page: Dated[]): boolean => {
  const [first, last] = [page[0]?.at ?? 0, page.at(-1)?.at ?? 0];
  return first > last && last < from;
};
