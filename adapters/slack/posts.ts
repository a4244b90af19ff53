import { z } from "zod";
import type { Log } from "../../src/log.ts";
import type { Channel } from "../../src/ports.ts";
import type { Reply } from "../../src/reply/reply.ts";
import { PostId, placeOf, refOf, To, teamOf } from "./address.ts";
import type { Self } from "./parse.ts";
import { asking, refusalOf } from "./problems.ts";
import type { Web } from "./sdk.ts";
import { createSession } from "./session.ts";
import { createShowing } from "./showing.ts";
import { findPost, postKey } from "./twin.ts";

/** Messages and files out. */
export const createPosts = (deps: { web: Web; log: Log; self: Self }): Pick<Channel, "post" | "edit" | "attach"> => {
  const { web, log, self } = deps;
  const show = createShowing(log);
  const setSession = createSession(web, log);

  const post: Channel["post"] = async (place, reply, how) => {
    const to = To.parse(place.to);
    if (how.only) return { place, ref: refOf(place.thread, await whisper(to, reply, how.only.user)) };
    const found = how.mayExist
      ? await asking("conversations.replies", () => findPost(web, to, how.key, self))
      : undefined;
    const sent = found ?? (await say(to, reply, how.key));
    const rooted = to.thread_ts ? place : placeOf(teamOf(place), sent.channel, sent.ts);
    const root = to.thread_ts ?? sent.ts;
    if (reply.kind === "progress") setSession(sent.channel, root, "processing");
    return { place: rooted, ref: refOf(rooted.thread, postId(sent, root, reply)) };
  };

  const say = async (to: To, reply: Reply, key: string): Promise<Sent> => {
    const send = (channel: string): Promise<unknown> =>
      show(reply, (message) =>
        web.chat.postMessage({
          ...message,
          channel,
          ...(to.thread_ts ? { thread_ts: to.thread_ts } : {}),
          unfurl_links: false,
          unfurl_media: false,
          metadata: postKey(key),
        }),
      );
    const { asker } = to;
    const sent = asking("chat.postMessage", () =>
      send(to.channel).catch((thrown: unknown) => {
        if (!asker || !isStranger(thrown)) throw thrown;
        return send(asker);
      }),
    );
    return Sent.parse(await sent);
  };

  const whisper = async (to: To, reply: Reply, user: string): Promise<PostId> => {
    const thread = to.thread_ts ? { thread_ts: to.thread_ts } : {};
    const sent = await asking("chat.postEphemeral", () =>
      show(reply, (message) => web.chat.postEphemeral({ ...message, ...thread, channel: to.channel, user })),
    );
    return { channel: to.channel, ts: Whispered.parse(sent).message_ts, ...thread, only: user };
  };

  const edit: Channel["edit"] = async (ref, reply) => {
    const { channel, ts, thread_ts, only, session } = PostId.parse(ref.id);
    if (only) {
      await whisper({ channel, thread_ts }, reply, only);
      return;
    }
    await asking("chat.update", () => show(reply, (message) => web.chat.update({ ...message, channel, ts })));
    if (session && reply.kind !== "progress") setSession(channel, thread_ts ?? ts, "active");
  };

  const attach: Channel["attach"] = async (place, file) => {
    const { channel, thread_ts } = To.parse(place.to);
    const upload = { channel_id: channel, content: file.content, filename: file.name, title: file.title };
    await asking("files.completeUploadExternal", () =>
      web.filesUploadV2(thread_ts ? { ...upload, thread_ts } : upload),
    );
  };

  return { post, edit, attach };
};

const Sent = z.object({ channel: z.string(), ts: z.string() });
type Sent = z.infer<typeof Sent>;
const Whispered = z.object({ message_ts: z.string() });

const postId = ({ channel, ts }: Sent, root: string, reply: Reply): PostId => ({
  channel,
  ts,
  ...(root === ts ? {} : { thread_ts: root }),
  ...(reply.kind === "progress" ? { session: true } : {}),
});

/** Slack lets people give a command where the bot is no member. */
const isStranger = (thrown: unknown): boolean =>
  ["not_in_channel", "channel_not_found"].includes(refusalOf(thrown) ?? "");
