import { z } from "zod";

/** Name of a platform: `slack`, `teams`. Which ones there are is what adapters/channels.ts lists. */
export const Platform = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/);
export type Platform = z.infer<typeof Platform>;

/** Who asks. Travels with every ask, so that authorization, quotas and audit need no other plumbing. */
export const Actor = z.object({
  platform: Platform,
  /** Slack team id, Teams tenant id. */
  tenant: z.string(),
  user: z.string(),
  name: z.string().optional(),
  /** Where they are, as IANA names it: `Europe/Berlin`. */
  zone: z.string().optional(),
  /** The language that they read, as platforms name it: `de-DE`. */
  locale: z.string().optional(),
});
export type Actor = z.infer<typeof Actor>;
