import { z } from "zod";
import { asProblem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { Reply } from "../../src/ports/chat/reply.ts";
import { shortenedBytes } from "../../src/text/shorten.ts";
import { Address, isDirect, PostId, placeOf, refOf, teamOf } from "./address.ts";
import type { ChannelInfo } from "./channel-info.ts";
import { createConversations } from "./conversations.ts";
import { createEarlierPosts, type Found, postKey } from "./earlier-posts.ts";
import type { Installation } from "./inbound/organisation.ts";
import { callSlack } from "./problems.ts";
import { refusalProblem, rootGone } from "./refusals.ts";
import type { Message } from "./render/render.ts";
import { editedTextLimit } from "./render/split.ts";
import type { Web } from "./sdk.ts";
import { createSender } from "./sender.ts";
import { createSession } from "./session.ts";

export interface PostsDeps {
  web: Web;
  log: Log;
  installation: Installation;
  infoOf: ChannelInfo;
}

/** Posts and edits messages. */
export const createPosts = ({
  web,
  log,
  installation,
  infoOf,
}: PostsDeps): Pick<ChannelAdapter, "post" | "edit" | "remove"> => {
  const addressOf = createConversations({ web, log, infoOf });
  const earlier = createEarlierPosts({ web, log, installation });
  const send = createSender(log);
  const setSession = createSession(web, log);

  const post: ChannelAdapter["post"] = async (place, reply, how) => {
    const to = await addressOf(Address.parse(place.to));
    if (how.only && !isDirect(to.channel)) {
      return { place, ref: refOf(place.thread, await postEphemeral(to, reply, how.only.user)) };
    }
    const found = how.mayExist ? await earlier.find(to, how.key) : undefined;
    const { channel, ts } = found ?? (await postMessage(to, reply, how.key));
    const root = to.thread_ts ?? ts;
    const rooted = placeOf(teamOf(place), channel, root);
    if (reply.kind === "progress") setSession(channel, root, "processing");
    return { place: rooted, ref: refOf(rooted.thread, postId(channel, ts, root, reply)) };
  };

  /** Slack posts a reply into the channel itself when the root of its thread was deleted before anybody replied. */
  const postMessage = async ({ channel, thread_ts }: Address, reply: Reply, key: string): Promise<Found> => {
    const how = { channel, ...threadOf(thread_ts), unfurl_links: false, unfurl_media: false, metadata: postKey(key) };
    const sent = await callSlack("chat.postMessage", async () =>
      Sent.parse(await send(reply, (message) => web.apiCall("chat.postMessage", { ...packed(message), ...how }))),
    );
    if (thread_ts && sent.message && !sent.message.thread_ts) {
      await earlier.remove(sent);
      throw refusalProblem(rootGone, { detail: "chat.postMessage posted outside of the thread" });
    }
    return sent;
  };

  /** Slack shows no ephemeral message in a thread without replies. https://docs.slack.dev/reference/methods/chat.postEphemeral */
  const postEphemeral = async ({ channel, opens, ...to }: Address, reply: Reply, user: string): Promise<PostId> => {
    const thread_ts = opens ? undefined : to.thread_ts;
    const how = { channel, ...threadOf(thread_ts), user };
    const { message_ts } = await callSlack("chat.postEphemeral", async () =>
      SentEphemeral.parse(
        await send(reply, (message) => web.apiCall("chat.postEphemeral", { ...packed(message), ...how })),
      ),
    );
    return { channel, ts: message_ts, ...threadOf(thread_ts), only: user };
  };

  const edit: ChannelAdapter["edit"] = async (ref, reply) => {
    const { channel, ts, thread_ts, only, session } = PostId.parse(ref.id);
    if (only) {
      await postEphemeral({ channel, ...threadOf(thread_ts) }, reply, only);
      return;
    }
    try {
      await callSlack("chat.update", () =>
        send(reply, (message) =>
          web.apiCall("chat.update", { ...packed(message), text: editedText(message), channel, ts }),
        ),
      );
    } finally {
      if (session && reply.kind !== "progress") setSession(channel, thread_ts ?? ts, "active");
    }
  };

  const remove: ChannelAdapter["remove"] = async (ref) => {
    const { channel, ts, only } = PostId.parse(ref.id);
    if (only) return false;
    try {
      await callSlack("chat.delete", () => web.chat.delete({ channel, ts }));
    } catch (thrown) {
      if (asProblem(thrown).code !== "post.gone") throw thrown;
    }
    return true;
  };

  return { post, edit, remove };
};

/**
 * Blocks as they are sent. Given as a list, Slack's client takes them apart once more, for a line of its log that nobody
 * keeps.
 */
const packed = ({ text, blocks }: Message) => ({ text, blocks: JSON.stringify(blocks) });

/** Blocks contain everything, so the text beside them may be cut to the limit of an edit. Text without blocks is not cut. */
const editedText = ({ text, blocks }: Message): string =>
  blocks.length > 0 ? shortenedBytes(text, editedTextLimit) : text;

const Sent = z.object({
  channel: z.string(),
  ts: z.string(),
  message: z.object({ thread_ts: z.string().nullish() }).nullish(),
});
const SentEphemeral = z.object({ message_ts: z.string() });

const postId = (channel: string, ts: string, root: string, reply: Reply): PostId => ({
  channel,
  ts,
  ...(root === ts ? {} : { thread_ts: root }),
  ...(reply.kind === "progress" ? { session: true } : {}),
});

/** Slack's client rejects undefined arguments. */
const threadOf = (ts: string | undefined): { thread_ts?: string } => (ts ? { thread_ts: ts } : {});
