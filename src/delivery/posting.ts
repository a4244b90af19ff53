import { asProblem, Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Actor, Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { Reply } from "../ports/chat/reply.ts";
import type { Place } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { retry, timing } from "../resilience/retry.ts";
import { isRefusedContent } from "./fallback.ts";
import { type Claim, claimPost, type Posted } from "./post-claim.ts";

/** Single messages, each sent until the platform has taken it, or refused it for good. */
export interface Posting {
  channelOf(platform: Platform): ChannelAdapter;
  /** Posts a message once for its key, over crashes and replicas. */
  postOnce(place: Place, reply: Reply, how: { key: string; only?: Actor }): Promise<Posted>;
  /** Edits a message; one that is gone is posted again under this key. */
  editOnce(posted: Posted, reply: Reply, key: string): Promise<Posted>;
  /** Repeats a call that may succeed later. */
  untilSent<T>(call: () => Promise<T>): Promise<T>;
}

export interface PostingDeps {
  channels: ReadonlyMap<Platform, ChannelAdapter>;
  records: Records;
  log: Log;
  now: () => number;
}

/** How long a message that must arrive is tried, ms. */
const tryMs = 60_000;

export const createPosting = ({ channels, records, log, now }: PostingDeps): Posting => {
  const channelOf: Posting["channelOf"] = (platform) => {
    const channel = channels.get(platform);
    if (!channel) throw Problem.of("channel.off", { platform });
    return channel;
  };

  const untilSent: Posting["untilSent"] = (call) =>
    retry(call, {
      time: timing({ now }),
      withinMs: tryMs,
      onWait: ({ code }, waitMs) =>
        log.warn({ event: "delivery.post-repeated", code, waitMs }, "a message will be sent again"),
    });

  const postOnce: Posting["postOnce"] = async (place, reply, how) => {
    const claim = await claimPost(records, `post:${how.key}`, now);
    if (!("holds" in claim)) return claim;
    using mine = claim;
    const posted = await untilSent(attempts(channelOf(place.platform), place, reply, how, mine)).catch(
      async (thrown: unknown) => {
        if (isRefusedContent(thrown)) await mine.release().catch(() => undefined);
        throw thrown;
      },
    );
    if (posted === "taken over") return postOnce(place, reply, how);
    await mine.settle(posted);
    return posted;
  };

  const editOnce: Posting["editOnce"] = async (posted, reply, key) => {
    try {
      await untilSent(() => channelOf(posted.ref.platform).edit(posted.ref, reply));
      return posted;
    } catch (thrown) {
      if (asProblem(thrown).code !== "post.gone") throw thrown;
      return postOnce(posted.place, reply, { key });
    }
  };

  return { channelOf, postOnce, editOnce, untilSent };
};

/** Attempts of a post. From the second one on, what came of an earlier one may be there already. */
const attempts = (
  channel: ChannelAdapter,
  place: Place,
  reply: Reply,
  how: { key: string; only?: Actor },
  claim: Claim,
): (() => Promise<Posted | "taken over">) => {
  let { mayExist } = claim;
  let isFirst = true;
  return async () => {
    if (!isFirst && !(await claim.holds())) return "taken over";
    isFirst = false;
    try {
      return await channel.post(place, reply, { ...how, mayExist });
    } catch (thrown) {
      mayExist = true;
      throw thrown;
    }
  };
};
