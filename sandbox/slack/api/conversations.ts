import { z } from "zod";
import { BOT, type Conversation, TEAM } from "../seed.ts";
import { onWire } from "../show.ts";
import type { Message } from "../workspace.ts";
import { arg } from "./args.ts";
import { conversationOf, type Method, method, type Slack } from "./method.ts";
import { Refusal } from "./refusal.ts";

const page = {
  cursor: z.string().optional(),
  limit: arg.count.default(100),
  oldest: z.string().default("0"),
  latest: z.string().optional(),
  inclusive: arg.flag.default(false),
  include_all_metadata: arg.flag.default(false),
};

export const conversations: Method[] = [
  method("conversations.info", 3, z.object({ channel: z.string() }), ({ channel }, slack) => ({
    channel: conversationOnWire(conversationOf(slack, channel)),
  })),

  method("conversations.replies", 3, z.object({ channel: z.string(), ts: z.string(), ...page }), (args, slack) => {
    const conversation = readableConversation(slack, args.channel);
    const asked = slack.workspace.find(conversation.id, args.ts);
    if (!asked || asked.ephemeralTo) throw new Refusal("thread_not_found");
    const root = asked.threadTs ?? asked.ts;
    const replies = slack.workspace.history(conversation.id).filter((one) => one.threadTs === root);
    const rootMessage = slack.workspace.find(conversation.id, root);
    const { shown, ...rest } = paged(within(replies, args), args);
    return { messages: [...(rootMessage ? [rootMessage] : []), ...shown].map(wire(slack, args)), ...rest };
  }),

  method("conversations.history", 3, z.object({ channel: z.string(), ...page }), (args, slack) => {
    const conversation = readableConversation(slack, args.channel);
    const roots = slack.workspace.history(conversation.id).filter((one) => !one.threadTs);
    const { shown, ...rest } = paged(within(roots, args).reverse(), args);
    return { messages: shown.map(wire(slack, args)), pin_count: 0, ...rest };
  }),

  method("conversations.members", 4, z.object({ channel: z.string() }), ({ channel }, slack) => ({
    members: conversationOf(slack, channel).members,
    response_metadata: { next_cursor: "" },
  })),

  method(
    "conversations.open",
    3,
    z.object({ users: arg.list.optional(), channel: z.string().optional() }),
    (args, slack) => {
      const [user = "", ...more] = args.users ?? [];
      if (more.length > 0) throw new Refusal("method_not_supported_for_channel_type");
      const conversation = args.channel
        ? conversationOf(slack, args.channel)
        : slack.workspace.directConversation(user);
      if (!conversation) throw new Refusal("user_not_found");
      return { no_op: true, already_open: true, channel: { id: conversation.id } };
    },
  ),

  method("conversations.list", 2, z.object({ types: arg.list.default(["public_channel"]) }), ({ types }, slack) => ({
    channels: slack.workspace
      .conversations()
      .filter((conversation) => types.includes(conversation.kind === "channel" ? "public_channel" : conversation.kind))
      .map(conversationOnWire),
    response_metadata: { next_cursor: "" },
  })),

  method("conversations.join", 3, z.object({ channel: z.string() }), ({ channel }, slack) => {
    const conversation = conversationOf(slack, channel);
    if (conversation.kind !== "channel") throw new Refusal("method_not_supported_for_channel_type");
    if (!conversation.members.includes(BOT.user)) {
      conversation.members.push(BOT.user);
      slack.joined(conversation);
    }
    return { channel: conversationOnWire(conversation) };
  }),
];

const readableConversation = (slack: Slack, channel: string): Conversation => {
  const conversation = conversationOf(slack, channel);
  if (!conversation.members.includes(BOT.user)) throw new Refusal("not_in_channel");
  return conversation;
};

const conversationOnWire = (conversation: Conversation) =>
  conversation.kind === "im"
    ? {
        id: conversation.id,
        created: 1_760_000_000,
        is_im: true,
        is_org_shared: false,
        context_team_id: TEAM.id,
        user: conversation.user,
        is_archived: false,
        is_open: true,
        is_user_deleted: false,
        priority: 0,
      }
    : {
        id: conversation.id,
        name: conversation.name,
        name_normalized: conversation.name,
        is_channel: conversation.kind === "channel",
        is_group: false,
        is_im: false,
        is_mpim: conversation.kind === "mpim",
        is_private: conversation.kind === "mpim",
        is_archived: false,
        is_general: false,
        is_member: conversation.members.includes(BOT.user),
        is_shared: conversation.shared,
        is_ext_shared: conversation.shared,
        is_org_shared: false,
        is_pending_ext_shared: false,
        shared_team_ids: conversation.shared ? [TEAM.id, "T0PARTNER"] : [TEAM.id],
        context_team_id: TEAM.id,
        created: 1_760_000_000,
        creator: "U0ADMIN",
        unlinked: 0,
        num_members: conversation.members.length,
        topic: { value: "", creator: "", last_set: 0 },
        purpose: { value: "", creator: "", last_set: 0 },
        previous_names: [],
      };

interface Window {
  oldest: string;
  latest?: string | undefined;
  inclusive: boolean;
}

const within = (messages: readonly Message[], { oldest, latest, inclusive }: Window): Message[] =>
  messages.filter(({ ts }) => {
    const early = Number(ts) < Number(oldest) || (ts === oldest && !inclusive);
    const late = latest !== undefined && (Number(ts) > Number(latest) || (ts === latest && !inclusive));
    return !early && !late;
  });

/** One page. The cursor is the number of messages on the pages before it. */
const paged = (messages: readonly Message[], { cursor, limit }: { cursor?: string | undefined; limit: number }) => {
  const from = cursor ? Number(Buffer.from(cursor, "base64").toString()) : 0;
  if (!Number.isInteger(from)) throw new Refusal("invalid_cursor");
  const end = from + Math.max(1, limit);
  const more = end < messages.length;
  return {
    shown: messages.slice(from, end),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: Buffer.from(String(end)).toString("base64") } } : {}),
  };
};

const wire =
  (slack: Slack, { include_all_metadata }: { include_all_metadata: boolean }) =>
  (message: Message) =>
    onWire(slack.workspace, message, include_all_metadata);
