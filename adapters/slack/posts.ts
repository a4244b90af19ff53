import { z } from "zod";
import type { Log } from "../../src/log.ts";
import type { ChannelAdapter } from "../../src/ports/channel.ts";
import type { Reply } from "../../src/ports/reply.ts";
import { shortenedBytes } from "../../src/text/shorten.ts";
import { isDirect, PostId, placeOf, refOf, To, teamOf } from "./address.ts";
import { createConversations } from "./conversations.ts";
import { createShowing } from "./editing.ts";
import type { Self } from "./inbound/parse.ts";
import { findPost, postKey } from "./posted-before.ts";
import { asking } from "./problems.ts";
import type { Web } from "./sdk.ts";
import { createSession } from "./session.ts";

export interface PostsDeps {
  web: Web;
  log: Log;
  self: Self;
  now: () => number;
}

/** Messages and files out. */
export const createPosts = ({ web, log, self, now }: PostsDeps): Pick<ChannelAdapter, "post" | "edit" | "attach"> => {
  const targetOf = createConversations(web, now);
  const show = createShowing(log);
  const setSession = createSession(web, log);

  const post: ChannelAdapter["post"] = async (place, reply, how) => {
    const to = await targetOf(To.parse(place.to));
    if (how.only && !isDirect(to.channel)) {
      return { place, ref: refOf(place.thread, await whisper(to, reply, how.only.user)) };
    }
    const found = how.mayExist ? await findPost(web, to, how.key, self) : undefined;
    const { ts } = found ?? (await send(to, reply, how.key));
    const root = to.thread_ts ?? ts;
    const rooted = placeOf(teamOf(place), to.channel, root);
    if (reply.kind === "progress") setSession(to.channel, root, "processing");
    return { place: rooted, ref: refOf(rooted.thread, postId(to.channel, ts, root, reply)) };
  };

  const send = ({ channel, thread_ts }: To, reply: Reply, key: string): Promise<Sent> => {
    const how = { channel, ...threadOf(thread_ts), unfurl_links: false, unfurl_media: false, metadata: postKey(key) };
    return asking("chat.postMessage", async () =>
      Sent.parse(await show(reply, (message) => web.chat.postMessage({ ...message, ...how }))),
    );
  };

  /** In a thread without replies Slack would show it to nobody. https://docs.slack.dev/reference/methods/chat.postEphemeral */
  const whisper = async ({ channel, opens, ...to }: To, reply: Reply, user: string): Promise<PostId> => {
    const thread_ts = opens ? undefined : to.thread_ts;
    const how = { channel, ...threadOf(thread_ts), user };
    const { message_ts } = await asking("chat.postEphemeral", async () =>
      Whispered.parse(await show(reply, (message) => web.chat.postEphemeral({ ...message, ...how }))),
    );
    return { channel, ts: message_ts, ...threadOf(thread_ts), only: user };
  };

  const edit: ChannelAdapter["edit"] = async (ref, reply) => {
    const { channel, ts, thread_ts, only, session } = PostId.parse(ref.id);
    if (only) {
      await whisper({ channel, ...threadOf(thread_ts) }, reply, only);
      return;
    }
    try {
      await asking("chat.update", () =>
        show(reply, ({ text, blocks }) =>
          web.chat.update({ text: shortenedBytes(text, editedTextLimit), blocks, channel, ts }),
        ),
      );
    } finally {
      if (session && reply.kind !== "progress") setSession(channel, thread_ts ?? ts, "active");
    }
  };

  const attach: ChannelAdapter["attach"] = async (place, file) => {
    const { channel, thread_ts } = To.parse(place.to);
    const upload = { channel_id: channel, content: file.content, filename: file.name, title: file.title };
    await asking("files.completeUploadExternal", () =>
      web.filesUploadV2(thread_ts ? { ...upload, thread_ts } : upload),
    );
  };

  return { post, edit, attach };
};

/** `text` may be ten times as long in a post, in an edit Slack refuses more bytes. The blocks hold everything. */
const editedTextLimit = 4_000;

const Sent = z.object({ ts: z.string() });
type Sent = z.infer<typeof Sent>;
const Whispered = z.object({ message_ts: z.string() });

const postId = (channel: string, ts: string, root: string, reply: Reply): PostId => ({
  channel,
  ts,
  ...(root === ts ? {} : { thread_ts: root }),
  ...(reply.kind === "progress" ? { session: true } : {}),
});

/** Slack's client takes no undefined argument. */
const threadOf = (ts: string | undefined): { thread_ts?: string } => (ts ? { thread_ts: ts } : {});
