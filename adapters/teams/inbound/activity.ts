import { z } from "zod";

/*
 * Activities of the Bot Connector, as far as we read them. A field that is null or has an undocumented form counts as
 * missing.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */

const text = z.string().min(1).optional().catch(undefined);

/** In lower case, because clients disagree about it. */
const tenant = z.string().min(1).toLowerCase().optional().catch(undefined);

const Account = z.object({
  /** `29:…` for a person, `28:<app id>` for a bot; differs from bot to bot. */
  id: z.string().min(1),
  name: text,
  /** The person in the tenant, the same for every bot. */
  aadObjectId: text,
  /** Where the account lives. */
  tenantId: tenant,
  /** Only the sender and we see this message. */
  isTargeted: z.boolean().catch(false),
});

const Conversation = z
  .object({
    /** In channels with the root of the thread: `19:…@thread.tacv2;messageid=1700000000000`. */
    id: z.string().min(1),
    conversationType: z.string().optional().catch(undefined),
    isGroup: z.boolean().optional().catch(undefined),
    tenantId: tenant,
  })
  .transform(({ conversationType, isGroup, ...kept }) => ({
    ...kept,
    scope: scopeOf(kept.id, conversationType, isGroup),
  }));

type Scope = "personal" | "groupChat" | "channel";

/** Without a known type, a conversation that may have several members counts as one that has. */
const scopeOf = (id: string, type: string | undefined, isGroup: boolean | undefined): Scope => {
  if (type === "personal" || type === "groupChat" || type === "channel") return type;
  if (/@thread\.(?:tacv2|skype)$/.test(id.split(";")[0] ?? "")) return "channel";
  return isGroup !== true && id.startsWith("a:") ? "personal" : "groupChat";
};

const Mention = z.object({
  type: z.literal("mention"),
  mentioned: z.object({ id: z.string(), name: text }),
  text: z.string().catch(""),
});
export type Mention = z.infer<typeof Mention>;

/** A message that the sender answers; its place in the text is marked by `<quoted messageId="…"/>`. */
const QuotedReply = z.object({
  type: z.literal("quotedReply"),
  quotedReply: z.object({ senderName: text, preview: text, isReplyDeleted: z.boolean().catch(false) }),
});

const Entity = z.discriminatedUnion("type", [Mention, QuotedReply]);
export type Entity = z.infer<typeof Entity>;

const Attachment = z.object({ contentType: z.string(), content: z.unknown().optional() });
export type Attachment = z.infer<typeof Attachment>;

/** A list without the elements that have another form; empty where it is none. */
const listOf = <T>(element: z.ZodType<T>) =>
  z
    .array(element.optional().catch(undefined))
    .catch([])
    .transform((elements) => elements.filter((one) => one !== undefined));

const ChannelData = z
  .object({
    tenant: z.object({ id: tenant }).optional().catch(undefined),
    channel: z
      .object({ type: z.enum(["standard", "private", "shared"]).optional().catch(undefined) })
      .optional()
      .catch(undefined),
    eventType: text,
  })
  .catch({});

/** Common to all activities. */
export const Envelope = z.looseObject({
  type: z.string().min(1),
  channelId: z.literal("msteams"),
  serviceUrl: z.url(),
});
export type Envelope = z.infer<typeof Envelope>;

export const Activity = Envelope.extend({
  id: text,
  timestamp: text,
  localTimestamp: text,
  localTimezone: text,
  locale: text,
  conversation: Conversation,
  from: Account,
  recipient: Account,
  text: z.string().catch(""),
  name: text,
  value: z.unknown().optional(),
  replyToId: text,
  action: text,
  entities: listOf(Entity),
  attachments: listOf(Attachment),
  membersAdded: listOf(Account),
  membersRemoved: listOf(Account),
  channelData: ChannelData,
}).strip();
export type Activity = z.infer<typeof Activity>;
