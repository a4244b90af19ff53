import { z } from "zod";
import type { Address } from "./address.ts";
import type { Installation } from "./inbound/organisation.ts";
import { callSlack } from "./problems.ts";
import type { Web } from "./sdk.ts";

const eventType = "genie_concierge";

/** Metadata that identifies one of our messages. Everybody can read it, so it contains the key and nothing else. */
export const postKey = (key: string) => ({ event_type: eventType, event_payload: { key } });

/** The message that an earlier attempt with this key posted, if it did: its response may have been lost. */
export const findPost = async (
  web: Web,
  to: Address,
  key: string,
  installation: Installation,
): Promise<Found | undefined> => {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { messages, response_metadata } = await readPage(web, to, cursor);
    const found = messages.find((message) => isSamePost(message, key, installation));
    if (found) return { channel: to.channel, ts: found.ts };
    cursor = response_metadata?.next_cursor || undefined;
    // History starts with the newest message, so a recent post is on the first page.
    if (!cursor || !to.thread_ts) return undefined;
  }
  return undefined;
};

export interface Found {
  channel: string;
  ts: string;
}

const readPage = (web: Web, { channel, thread_ts }: Address, cursor: string | undefined): Promise<Page> => {
  const range = { channel, include_all_metadata: true, limit: 200, ...(cursor ? { cursor } : {}) };
  return thread_ts
    ? callSlack("conversations.replies", async () =>
        Page.parse(await web.conversations.replies({ ...range, ts: thread_ts })),
      )
    : callSlack("conversations.history", async () => Page.parse(await web.conversations.history(range)));
};

const mostPages = 10;

const isSamePost = ({ user, metadata }: Post, key: string, installation: Installation): boolean =>
  metadata?.event_type === eventType &&
  metadata.event_payload?.key === key &&
  (installation.bot === undefined || user === undefined || user === installation.bot);

const Post = z.object({
  ts: z.string(),
  user: z.string().optional(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ key: z.unknown() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
type Post = z.infer<typeof Post>;

const Page = z.object({
  messages: z.array(Post),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
type Page = z.infer<typeof Page>;
