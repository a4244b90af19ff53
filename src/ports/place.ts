import { z } from "zod";
import { Platform } from "./actor.ts";
import { Json } from "./json.ts";

/** Where replies go. `to` is made and read by the channel alone. */
export const Place = z.object({
  platform: Platform,
  /** Thread id (LangGraph `thread_id`): `slack:<team>:<channel>:<root ts>`, `teams:<tenant>:<conversation>[;messageid=<root>]`. */
  thread: z.string(),
  /** Channel or chat without the thread, for access rules: `C0123`. */
  channelId: z.string(),
  direct: z.boolean(),
  to: Json,
});
export type Place = z.infer<typeof Place>;

/** One message that we posted. `id` is made and read by the channel alone. */
export const PostRef = z.object({ platform: Platform, thread: z.string(), id: Json });
export type PostRef = z.infer<typeof PostRef>;
