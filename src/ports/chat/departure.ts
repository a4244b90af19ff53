import { z } from "zod";
import { Platform } from "../actor.ts";

/**
 * People whom we have nothing to do with any more: their accounts were switched off, or the app was removed. One id
 * however often the platform tells it.
 */
export const Departure = z.object({
  kind: z.literal("departure"),
  id: z.string(),
  platform: Platform,
  tenant: z.string(),
  /** Absent: everybody of the tenant, because the app is gone there. */
  users: z.array(z.string()).optional(),
});
export type Departure = z.infer<typeof Departure>;
