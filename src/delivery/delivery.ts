import { setTimeout as sleep } from "node:timers/promises";
import { asProblem, Problem } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Actor, Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/channel.ts";
import type { Place, PostRef } from "../ports/place.ts";
import type { Budget } from "../ports/quota.ts";
import type { Records } from "../ports/records.ts";
import type { Attachment, Form, Progress, Reply } from "../ports/reply.ts";
import { retention } from "../retention.ts";
import { createEditBudget } from "./edit-budget.ts";
import { type Claim, claimPost, type Posted } from "./post-claim.ts";
import { createThrottle } from "./throttle.ts";

export type { Posted } from "./post-claim.ts";

/** The one way out: posts once, coalesces progress, retries finals, keeps to each platform's pace. */
export interface Delivery {
  /** Posts a message once for its key, over crashes and replicas; later calls return the same post. */
  post(place: Place, reply: Reply, how: { key: string; only?: Actor }): Promise<Posted>;
  /** Shows progress when the pace allows; a newer one replaces one that still waits. Never rejects. */
  show(ref: PostRef, progress: Progress): void;
  /** Sends what is due, drops what would come later: a step calls it before it ends. False: something was dropped. */
  flush(ref: PostRef, signal: AbortSignal): Promise<boolean>;
  /** Edits the message into its final content; what does not fit follows in further messages. Rejects only after a minute of tries. */
  finish(posted: Posted, reply: Reply, key: string): Promise<Posted>;
  /** Adds a file, once for its key. */
  attach(place: Place, file: Attachment, key: string): Promise<void>;
  /** Puts a form before a person, see Channel. False also when that fails: then a button for it helps. */
  form(place: Place, form: Form, how: { key: string; trigger?: string }): Promise<boolean>;
  /** Sends nothing more: pending progress is dropped, edits under way are awaited. */
  close(): Promise<void>;
}

export interface DeliveryDeps {
  channels: ReadonlyMap<Platform, ChannelAdapter>;
  records: Records;
  /** Counts edits, over all replicas. */
  budget: Budget;
  /** What edits per minute count in. */
  minuteMs: number;
  log: Log;
  now?: () => number;
}

const finalBoundMs = 60_000;

export const createDelivery = (deps: DeliveryDeps): Delivery => {
  const { channels, records, budget, minuteMs, log, now = Date.now } = deps;
  const pacer = createThrottle({ channels, edits: createEditBudget({ budget, minuteMs, log, now }), log, now });

  const channelOf = (platform: Platform): ChannelAdapter => {
    const channel = channels.get(platform);
    if (!channel) throw Problem.of("channel.off", { platform });
    return channel;
  };

  const post: Delivery["post"] = async (place, reply, how) => {
    const claim = await claimPost(records, `post:${how.key}`, now);
    if (!("holds" in claim)) return claim;
    using mine = claim;
    const posted = await postWhileHeld(channelOf(place.platform), place, reply, how, mine, log, now);
    if (!posted) return post(place, reply, how);
    await mine.settle(posted);
    return posted;
  };

  const finish: Delivery["finish"] = async (posted, reply, key) => {
    const channel = channelOf(posted.ref.platform);
    await pacer.settle(posted.ref);
    let shown: Posted | undefined;
    let count = 0;
    await inParts(channel, reply, async (part) => {
      count += 1;
      if (shown) await post(shown.place, part, { key: `${key}:part${count}` });
      else shown = await editOrRepost(channel, posted, part, key);
    });
    return shown ?? posted;
  };

  const editOrRepost = async (channel: ChannelAdapter, posted: Posted, reply: Reply, key: string): Promise<Posted> => {
    try {
      await untilDone(() => channel.edit(posted.ref, reply), { log, now, boundMs: finalBoundMs });
      return posted;
    } catch (thrown) {
      if (asProblem(thrown).code !== "post.gone") throw thrown;
      return post(posted.place, reply, { key: `${key}:again` });
    }
  };

  const attach: Delivery["attach"] = async (place, file, key) => {
    if (!(await records.add(`file:${key}`, now(), retention.posts))) return;
    await untilDone(() => channelOf(place.platform).attach(place, file, { key }), { log, now, boundMs: finalBoundMs });
  };

  const form: Delivery["form"] = async (place, asked, how) => {
    try {
      return await channelOf(place.platform).form(place, asked, how);
    } catch (thrown) {
      log.warn(
        { event: "delivery.form-not-opened", code: asProblem(thrown).code, thread: place.thread },
        "a form was not opened",
      );
      return false;
    }
  };

  return { post, show: pacer.show, flush: pacer.flush, finish, attach, form, close: pacer.close };
};

/** Sends what fits one message each; what the platform still finds too large is split again, for half the room. */
const inParts = async (
  channel: ChannelAdapter,
  reply: Reply,
  send: (part: Reply) => Promise<void>,
  share = 1,
): Promise<void> => {
  for (const part of channel.split(reply, share)) {
    try {
      await send(part);
    } catch (thrown) {
      if (asProblem(thrown).code !== "post.too-large" || share <= smallestShare) throw thrown;
      await inParts(channel, part, send, share / 2);
    }
  }
};

const smallestShare = 1 / 8;

/** Undefined: somebody else has taken the claim over. */
const postWhileHeld = (
  channel: ChannelAdapter,
  place: Place,
  reply: Reply,
  how: { key: string; only?: Actor },
  claim: Claim,
  log: Log,
  now: () => number,
): Promise<Posted | undefined> => {
  let { mayExist } = claim;
  let tried = false;
  const once = async (): Promise<Posted | undefined> => {
    if (tried && !(await claim.holds())) return undefined;
    tried = true;
    try {
      return await channel.post(place, reply, { ...how, mayExist });
    } catch (thrown) {
      mayExist = true;
      throw thrown;
    }
  };
  return untilDone(once, { log, now, boundMs: finalBoundMs });
};

/** Repeats a call that may succeed later, with growing waits, for at most `boundMs`. */
const untilDone = async <T>(
  call: () => Promise<T>,
  how: { log: Log; now: () => number; boundMs: number },
): Promise<T> => {
  const end = how.now() + how.boundMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (thrown) {
      const problem = asProblem(thrown);
      const wait = problem.afterMs ?? Math.min(250 * 2 ** attempt, 10_000);
      if (problem.retry === "never" || how.now() + wait > end) throw problem;
      how.log.warn(
        { event: "delivery.post-repeated", code: problem.code, attempt, wait },
        "a message will be sent again",
      );
      await sleep(wait);
    }
  }
};
