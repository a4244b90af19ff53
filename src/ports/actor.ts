import { z } from "zod";

export const Platform = z.enum(["slack", "teams", "terminal", "api"]);
export type Platform = z.infer<typeof Platform>;

/** Who asks. Travels with every ask, so that authorization, quotas and audit need no other plumbing. */
export const Actor = z.object({
  platform: Platform,
  /** Slack team id, Teams tenant id. */
  tenant: z.string(),
  user: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
});
export type Actor = z.infer<typeof Actor>;
