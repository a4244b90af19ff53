import { setTimeout as sleep } from "node:timers/promises";
import { createExpiringMap } from "../expiring-map.ts";
import type { Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { Reply } from "../ports/chat/reply.ts";
import type { PostRef } from "../ports/place.ts";
import type { Posted } from "./post-claim.ts";

interface UpdatesDeps {
  channelOf(platform: Platform): Pick<ChannelAdapter, "editLimits">;
  finish(posted: Posted, reply: Reply, key: string, how: { shows: string }): Promise<Posted>;
  amend(posted: Posted, reply: Reply): Promise<void>;
  waitMs(ref: PostRef): number;
  now: () => number;
}

/** The last edit of a message, and the one that waits. */
interface Updates {
  notBefore: number;
  latest: string;
  running: Promise<unknown>;
}

/** Longer than an edit waits for its turn, ms. */
const rememberedMs = 120_000;

/** As `Delivery.update` says. */
type Update = (posted: Posted, reply: Reply, how: { key: string; shows: string; asIs?: boolean }) => Promise<void>;

/** Edits of final messages, one at a time for each message and no faster than the platform allows. */
export const createUpdates = ({ channelOf, finish, amend, waitMs, now }: UpdatesDeps): Update => {
  const known = createExpiringMap<Updates>(now);

  return async (posted, reply, { key, shows, asIs }) => {
    const name = `${posted.ref.thread} ${JSON.stringify(posted.ref.id)}`;
    const before = known.get(name);
    if (asIs && before) return;
    const updates = before ?? { notBefore: 0, latest: key, running: Promise.resolve() };
    known.keep(name, updates, rememberedMs);
    updates.latest = key;
    await sleep(Math.max(updates.notBefore - now(), waitMs(posted.ref)));
    await updates.running;
    if (updates.latest !== key) return;
    updates.notBefore = now() + channelOf(posted.ref.platform).editLimits.editEveryMs;
    const edit = asIs ? amend(posted, reply) : finish(posted, reply, key, { shows });
    updates.running = edit.catch(() => undefined);
    await edit;
  };
};
