import { z } from "zod";
import type { PostRef } from "../ports/place.ts";
import { retention } from "../retention.ts";
import type { DeliveryDeps } from "./delivery.ts";

/** What each message shows in the end, for acts that name nothing but the message: a turn by its id. */
export const createShownRecords = ({ channels, records }: Pick<DeliveryDeps, "channels" | "records">) => {
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
