import { z } from "zod";
import { createExpiringMap } from "../../src/expiring-map.ts";
import { optional } from "./inbound/fields.ts";
import { callSlack } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** A channel can become shared with another organisation at any time, so a look-up is trusted for this long only. */
const freshMs = 60_000;

/**
 * What Slack says of a channel: whether we are in it, and whether it is shared with another organisation. Cannot be
 * looked up: the Problem of the call.
 */
export type ChannelInfo = (channel: string) => Promise<{ isMember: boolean; isShared: boolean }>;

export const createChannelInfo = ({ web, now }: { web: Web; now: () => number }): ChannelInfo => {
  const ours = createExpiringMap<number>(now);

  return async (channel) => {
    if ((ours.get(channel) ?? 0) > now()) return { isMember: true, isShared: false };
    const { is_member, is_ext_shared } = await callSlack("conversations.info", async () => {
      return Info.parse(await web.conversations.info({ channel })).channel;
    });
    const info = { isMember: is_member === true, isShared: is_ext_shared === true };
    // Only what opens a channel is kept, so that one that we are let into is known as ours at once.
    if (info.isMember && !info.isShared) ours.keep(channel, now() + freshMs, freshMs);
    return info;
  };
};

const Info = z.object({
  channel: z.object({ is_member: optional(z.boolean()), is_ext_shared: optional(z.boolean()) }),
});
