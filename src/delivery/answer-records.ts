import { z } from "zod";
import type { PostRef } from "../ports/place.ts";
import { retention } from "../retention.ts";
import type { DeliveryDeps } from "./delivery.ts";

/** Which message shows the answer of which turn, for platforms that tell of a vote only what it was cast on. */
export const createAnswerRecords = ({ channels, records }: Pick<DeliveryDeps, "channels" | "records">) => {
  const key = (ref: PostRef): string => `answer-in:${ref.platform}:${channels.get(ref.platform)?.postKey(ref)}`;
  return {
    write: (ref: PostRef, turn: string): Promise<void> => records.write(key(ref), turn, retention.turns),
    read: async (ref: PostRef): Promise<string | undefined> =>
      z
        .string()
        .optional()
        .parse((await records.read(key(ref)))?.value),
  };
};
