import { z } from "zod";

/*
 * What the Bot Connector sends to us, as far as we read it. Everything else in it is ignored.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */

const Account = z.object({
  /** `29:…` for a person, `28:<app id>` for a bot; differs from bot to bot. */
  id: z.string().min(1),
  name: z.string().optional().catch(undefined),
  /** The person in the tenant, the same for every bot. */
  aadObjectId: z.string().optional().catch(undefined),
  /** Only the sender and we see this message. */
  isTargeted: z.boolean().default(false).catch(false),
});
export type Account = z.infer<typeof Account>;

const Conversation = z.object({
  /** In channels with the root of the thread: `19:…@thread.tacv2;messageid=1700000000000`. */
  id: z.string().min(1),
  conversationType: z.enum(["personal", "groupChat", "channel"]).catch("personal"),
  tenantId: z.string().optional().catch(undefined),
});

const Mention = z.object({
  type: z.literal("mention"),
  mentioned: z.object({ id: z.string() }),
  text: z.string().default(""),
});
export type Mention = z.infer<typeof Mention>;

/** Entities of other types become undefined. */
const Entities = z.array(Mention.optional().catch(undefined)).catch([]);

const ChannelData = z.object({ tenant: z.object({ id: z.string() }).optional().catch(undefined) }).catch({});

export const Activity = z.object({
  type: z.string().min(1),
  id: z.string().min(1).optional(),
  channelId: z.literal("msteams"),
  serviceUrl: z.url(),
  timestamp: z.string().optional().catch(undefined),
  localTimestamp: z.string().optional().catch(undefined),
  conversation: Conversation,
  from: Account,
  recipient: Account,
  text: z.string().default("").catch(""),
  name: z.string().optional().catch(undefined),
  value: z.unknown().optional(),
  replyToId: z.string().optional().catch(undefined),
  action: z.string().optional().catch(undefined),
  entities: Entities.transform((entities) => entities.filter((entity) => entity !== undefined)),
  membersAdded: z.array(Account).catch([]),
  channelData: ChannelData,
});
export type Activity = z.infer<typeof Activity>;
