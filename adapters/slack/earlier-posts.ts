import { z } from "zod";
import { asProblem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Address } from "./address.ts";
import type { Installation } from "./inbound/organisation.ts";
import { callSlack } from "./problems.ts";
import { rootGone } from "./refusals.ts";
import type { Web } from "./sdk.ts";

const eventType = "genie_concierge";

/** Metadata that identifies one of our messages. Everybody can read it, so it contains the key and nothing else. */
export const postKey = (key: string) => ({ event_type: eventType, event_payload: { key } });

export interface EarlierPosts {
  /** The message that an earlier attempt with this key posted, if it did: its response may have been lost. */
  find(to: Address, key: string): Promise<Found | undefined>;
  /** Deletes a message of ours that nobody should find. Never rejects. */
  remove(post: Found): Promise<void>;
}

export const createEarlierPosts = (deps: { web: Web; log: Log; installation: Installation }): EarlierPosts => {
  const { web, log, installation } = deps;

  const remove: EarlierPosts["remove"] = async ({ channel, ts }) => {
    try {
      await callSlack("chat.delete", () => web.chat.delete({ channel, ts }));
    } catch (thrown) {
      const { code } = asProblem(thrown);
      log.warn({ event: "slack.stray-post-left", code }, "a reply to a deleted message could not be removed");
    }
  };

  /** Where the root of the thread is gone, the earlier attempt may have ended up in the channel itself. */
  const removeFrom = async (channel: string, key: string): Promise<void> => {
    const stray = await findPost(web, { channel }, key, installation).catch(() => undefined);
    if (stray) await remove(stray);
  };

  /** If Slack refuses the look-up, nothing is found and the message is posted again: twice is better than never. */
  const find: EarlierPosts["find"] = async (to, key) => {
    try {
      return await findPost(web, to, key, installation);
    } catch (thrown) {
      const { code, retry } = asProblem(thrown);
      if (retry === "later") throw thrown;
      log.warn({ event: "slack.look-up-refused", code }, "Slack does not say whether a message was posted");
      if (code === rootGone.code) await removeFrom(to.channel, key);
      return undefined;
    }
  };

  return { find, remove };
};

const findPost = async (web: Web, to: Address, key: string, installation: Installation): Promise<Found | undefined> => {
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
