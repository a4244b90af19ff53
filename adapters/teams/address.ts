import { z } from "zod";
import type { Place, PostRef } from "../../src/ports/place.ts";
import type { Activity } from "./inbound/activity.ts";

/* Our own conversation reference: plain data that can be stored. */

/** Where a file goes to which the person has agreed. */
const Upload = z.object({
  url: z.string(),
  contentUrl: z.string(),
  name: z.string(),
  uniqueId: z.string(),
  fileType: z.string(),
  /** The message that asked. */
  card: z.string(),
});
export type Upload = z.infer<typeof Upload>;

/** `Place.to` of Teams. */
export const To = z.object({
  serviceUrl: z.string(),
  /** In a channel with `;messageid=<root>`; without it the next post becomes a root. */
  conversation: z.string(),
  tenant: z.string(),
  scope: z.enum(["personal", "groupChat", "channel"]),
  /** Who may read along in a channel; absent where Teams does not say it. */
  channelType: z.enum(["standard", "private", "shared"]).optional(),
  bot: z.object({ id: z.string(), name: z.string().optional() }),
  /** Who wrote or clicked. */
  user: z.object({ id: z.string(), aadObjectId: z.string().optional() }).optional(),
  upload: Upload.optional(),
});
export type To = z.infer<typeof To>;

/** `PostRef.id` of Teams. */
export const PostId = z.object({
  serviceUrl: z.string(),
  conversation: z.string(),
  activity: z.string(),
  /** Visible to one person alone. Every edit has to repeat it. */
  targeted: z.boolean().optional(),
});
export type PostId = z.infer<typeof PostId>;

/** The place of a thread: `teams:<tenant>:<conversation>[;messageid=<root>]`. Personal and group chats are one thread. */
export const placeOf = (to: To): Place => ({
  platform: "teams",
  thread: `teams:${to.tenant}:${to.conversation}`,
  channelId: conversationOf(to.conversation),
  direct: to.scope === "personal",
  to: {
    ...to,
    bot: { ...to.bot },
    ...(to.user ? { user: { ...to.user } } : {}),
    ...(to.upload ? { upload: { ...to.upload } } : {}),
  },
});

export const toOf = (activity: Activity): To => {
  const { conversation, recipient, from, serviceUrl, channelData } = activity;
  const channelType = channelData.channel?.type;
  return {
    serviceUrl,
    conversation: conversation.id,
    tenant: tenantOf(activity),
    scope: conversation.scope,
    ...(channelType ? { channelType } : {}),
    bot: { id: recipient.id, ...(recipient.name ? { name: recipient.name } : {}) },
    user: { id: from.id, ...(from.aadObjectId ? { aadObjectId: from.aadObjectId } : {}) },
  };
};

/** The tenant that the conversation belongs to. */
export const tenantOf = ({ conversation, channelData, from }: Activity): string =>
  conversation.tenantId ?? channelData.tenant?.id ?? from.tenantId ?? "";

/** Where answers to our first post in a channel arrive: it is the root of their thread. */
export const rootedAt = (to: To, post: string): To =>
  to.scope === "channel" && rootOf(to.conversation) === undefined
    ? { ...to, conversation: `${to.conversation};messageid=${post}` }
    : to;

/** The place of a chat or channel in which nobody has written to us; undefined for any other id. A post in a channel becomes a root. */
export const placeOfConversation = (
  conversation: string,
  known: Pick<To, "serviceUrl" | "tenant" | "bot">,
): Place | undefined => {
  const kind = /^19:[^;@]+@thread\.(?:(tacv2|skype)|v2)$/.exec(conversation);
  if (!kind) return undefined;
  return placeOf({ ...known, conversation, scope: kind[1] ? "channel" : "groupChat" });
};

/** Names a message. The service URL may change, and the thread is not part of it. */
export const postKey = ({ id }: PostRef): string => {
  const { conversation, activity } = PostId.parse(id);
  return JSON.stringify([conversationOf(conversation), activity]);
};

export const refOf = (thread: string, id: PostId): PostRef => ({ platform: "teams", thread, id: { ...id } });

/**
 * Where a message of a group chat or channel can be opened. A personal chat with a bot has no address.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export const linkOf = ({ thread, id }: PostRef): string | undefined => {
  const { conversation, activity, targeted } = PostId.parse(id);
  const chat = conversationOf(conversation);
  if (targeted || !chat.startsWith("19:")) return undefined;
  const link = new URL(
    `https://teams.microsoft.com/l/message/${encodeURIComponent(chat)}/${encodeURIComponent(activity)}`,
  );
  const root = rootOf(conversation);
  if (root === undefined) link.searchParams.set("context", JSON.stringify({ contextType: "chat" }));
  else {
    link.searchParams.set("tenantId", thread.split(":")[1] ?? "");
    link.searchParams.set("parentMessageId", root);
  }
  return link.href;
};

/** The conversation without its thread. Ids are opaque except for this suffix. */
export const conversationOf = (conversation: string): string => conversation.replace(/;.*$/, "");

/** The id of the message that a channel thread began with. */
export const rootOf = (conversation: string): string | undefined => /;messageid=(\d+)/.exec(conversation)?.[1];
