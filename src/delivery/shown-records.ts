import { z } from "zod";
import type { Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { PostRef } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { retention } from "../retention.ts";

interface ShownDeps {
  channels: ReadonlyMap<Platform, Pick<ChannelAdapter, "postKey">>;
  records: Pick<Records, "read" | "write">;
}

/** What each message shows in the end, for acts that name nothing but the message: a turn by its id. */
export const createShownRecords = ({ channels, records }: ShownDeps) => {
  const key = (ref: PostRef): string => `shown-in:${ref.platform}:${channels.get(ref.platform)?.postKey(ref)}`;
  return {
    write: (ref: PostRef, shown: string): Promise<void> => records.write(key(ref), shown, retention.turns),
    read: async (ref: PostRef): Promise<string | undefined> =>
      z
        .string()
        .optional()
        .parse((await records.read(key(ref)))?.value),
  };
};
