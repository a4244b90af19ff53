import { z } from "zod";
import { messageBlocks } from "../blocks/check.ts";
import { identified } from "../blocks/identify.ts";
import { BOT, type Conversation, TEAM } from "../seed.ts";
import { onWire } from "../show.ts";
import type { Block, Message } from "../workspace.ts";
import { arg } from "./args.ts";
import { conversationOf, type Method, messageOf, method, type Slack } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** Longer text is cut when a message is posted. */
const maxText = 40_000;
/** Longer text is refused when a message is edited. Counted in bytes, as seen in production. */
const maxEditedText = 4_000;
const maxMarkdown = 12_000;

const Metadata = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });

const body = {
  channel: z.string(),
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  markdown_text: z.string().optional(),
  metadata: z.unknown().optional(),
};

export const chat: Method[] = [
  method("chat.postMessage", "post", z.object({ ...body, thread_ts: z.string().optional() }), (args, slack) => {
    const conversation = writableConversation(slack, args.channel);
    const message = slack.workspace.post({
      channel: conversation.id,
      user: BOT.user,
      bot: true,
      ...contentOf(slack, args),
      threadTs: rootOf(slack, conversation, args.thread_ts),
      metadata: metadataOf(args.metadata),
    });
    slack.sessions.answered(conversation.id, message.threadTs);
    return { channel: conversation.id, ts: message.ts, message: onWire(slack.workspace, message) };
  }),

  method("chat.update", 3, z.object({ ...body, ts: z.string() }), (args, slack) => {
    const message = ownMessage(slack, args.channel, args.ts, "cant_update_message");
    if (message.stream?.open) throw new Refusal("streaming_state_conflict");
    if (Buffer.byteLength(args.text ?? "") > maxEditedText) throw new Refusal("msg_too_long");
    const metadata = metadataOf(args.metadata);
    slack.workspace.edit(message, { ...contentOf(slack, args), ...(metadata ? { metadata } : {}) });
    const { channel, ts, text } = message;
    return { channel, ts, text, message: onWire(slack.workspace, message) };
  }),

  method("chat.delete", 3, z.object({ channel: z.string(), ts: z.string() }), (args, slack) => {
    const message = ownMessage(slack, args.channel, args.ts, "cant_delete_message");
    if (message.stream?.open) throw new Refusal("cant_delete_message");
    slack.workspace.remove(message);
    return { channel: message.channel, ts: message.ts };
  }),

  method(
    "chat.postEphemeral",
    4,
    z.object({ ...body, user: z.string(), thread_ts: z.string().optional() }),
    (args, slack) => {
      const conversation = writableConversation(slack, args.channel);
      if (!conversation.members.includes(args.user)) throw new Refusal("user_not_in_channel");
      const root = rootOf(slack, conversation, args.thread_ts);
      const message = slack.workspace.post({
        channel: conversation.id,
        user: BOT.user,
        bot: true,
        ...contentOf(slack, args),
        threadTs: root,
        ephemeralTo: args.user,
      });
      if (root && !hasReplies(slack, conversation, root)) slack.workspace.remove(message);
      return { message_ts: message.ts };
    },
  ),

  method("chat.getPermalink", "special", z.object({ channel: z.string(), message_ts: z.string() }), (args, slack) => {
    const { channel, ts } = messageOf(slack, args.channel, args.message_ts);
    return { channel, permalink: `https://${TEAM.domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}` };
  }),
];

/** In a thread without replies Slack shows no ephemeral message, although it answers ok. */
const hasReplies = (slack: Slack, conversation: Conversation, root: string): boolean =>
  slack.workspace.history(conversation.id).some(({ threadTs }) => threadTs === root);

/** A conversation that the bot may write in. */
export const writableConversation = (slack: Slack, channel: string): Conversation => {
  const conversation = conversationOf(slack, channel);
  if (!conversation.members.includes(BOT.user)) throw new Refusal("not_in_channel");
  return conversation;
};

/**
 * The root of the thread that `ts` belongs to. Null if it was deleted before anybody replied: Slack then posts into the
 * channel itself, and its response has no `thread_ts`.
 */
export const rootOf = (slack: Slack, conversation: Conversation, ts: string | undefined): string | null => {
  if (!ts) return null;
  if (!/^\d+\.\d{6}$/.test(ts)) throw new Refusal("invalid_thread_ts");
  const message = slack.workspace.find(conversation.id, ts);
  return message ? (message.threadTs ?? message.ts) : null;
};

/** A message of the bot. Anybody else's is refused with `code`. */
export const ownMessage = (slack: Slack, channel: string, ts: string, code: string): Message => {
  const message = messageOf(slack, channel, ts);
  if (!message.bot) throw new Refusal(code);
  return message;
};

const contentOf = (
  slack: Slack,
  args: { text?: string | undefined; blocks?: unknown; markdown_text?: string | undefined },
): { text: string; blocks: Block[] } => {
  const { text = "", markdown_text: markdown } = args;
  if (markdown !== undefined) {
    if (text !== "" || args.blocks !== undefined) throw new Refusal("markdown_text_conflict");
    if (markdown.length > maxMarkdown) throw new Refusal("msg_too_long");
    return { text: markdown, blocks: identified(slack.workspace, [{ type: "markdown", text: markdown }]) };
  }
  const blocks = args.blocks === undefined ? [] : messageBlocks(args.blocks);
  if (text.trim() === "" && blocks.length === 0) throw new Refusal("no_text");
  const shown = text === "" ? "This content can't be displayed." : text.slice(0, maxText);
  return { text: shown, blocks: identified(slack.workspace, blocks) };
};

export const metadataOf = (given: unknown): Message["metadata"] => {
  if (given === undefined || given === "") return null;
  const parsed = arg.json(Metadata).safeParse(given);
  if (!parsed.success) throw new Refusal("invalid_metadata_format");
  return parsed.data;
};
