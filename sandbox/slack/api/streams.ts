import { z } from "zod";
import { messageBlocks } from "../blocks/check.ts";
import { identified } from "../blocks/identify.ts";
import { source } from "../blocks/objects.ts";
import { BOT } from "../seed.ts";
import type { Block, Message, Stream, Task } from "../workspace.ts";
import { arg } from "./args.ts";
import { metadataOf, ownMessage, rootOf, writableConversation } from "./chat.ts";
import { type Method, method, type Slack } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** Slack closes a stream about five minutes after its start. An expired stream cannot be stopped either. */
const lifetimeMs = 5 * 60_000;

const line = z.string().max(256);
const Chunk = z.discriminatedUnion("type", [
  z.object({ type: z.literal("markdown_text"), text: z.string().max(12_000) }),
  z.object({ type: z.literal("plan_update"), title: line }),
  z.object({
    type: z.literal("task_update"),
    id: z.string().min(1),
    title: line,
    status: z.enum(["pending", "in_progress", "complete", "error"]),
    details: line.default(""),
    output: line.default(""),
    sources: z.array(source).default([]),
  }),
  z.object({ type: z.literal("blocks"), blocks: z.unknown() }),
]);

const written = { markdown_text: z.string().optional(), chunks: z.unknown().optional() };
const target = { channel: z.string(), ts: z.string() };

const Start = z.object({
  channel: z.string(),
  thread_ts: z.string().optional(),
  recipient_user_id: z.string().optional(),
  recipient_team_id: z.string().optional(),
  task_display_mode: z.enum(["timeline", "plan"]).optional(),
  ...written,
});

export const streams: Method[] = [
  method("chat.startStream", 2, Start, (args, slack) => {
    const conversation = writableConversation(slack, args.channel);
    if (conversation.kind !== "im" && !args.recipient_user_id) throw new Refusal("missing_recipient_user_id");
    if (conversation.kind !== "im" && !args.recipient_team_id) throw new Refusal("missing_recipient_team_id");
    const plan = args.task_display_mode === "plan" ? "" : null;
    const stream = grown({ open: true, markdown: "", plan, tasks: [], blocks: [] }, args);
    const threadTs = rootOf(slack, conversation, args.thread_ts);
    const shown = shownBy(slack, stream);
    const message = slack.workspace.post({
      channel: conversation.id,
      user: BOT.user,
      bot: true,
      threadTs,
      stream,
      ...shown,
    });
    if (threadTs) slack.sessions.update(conversation.id, threadTs, { session: "processing", status: "" });
    return { channel: conversation.id, ts: message.ts };
  }),

  method("chat.appendStream", 4, z.object({ ...target, ...written }), (args, slack) => {
    const { message, stream } = openStream(slack, args.channel, args.ts);
    const next = grown(stream, args);
    slack.workspace.edit(message, { stream: next, ...shownBy(slack, next) });
    return { channel: message.channel, ts: message.ts };
  }),

  method(
    "chat.stopStream",
    2,
    z.object({
      ...target,
      ...written,
      blocks: z.unknown().optional(),
      metadata: z.unknown().optional(),
      session_status: z.enum(["active", "processing", "suspended", "closed"]).default("active"),
    }),
    (args, slack) => {
      const { message, stream } = openStream(slack, args.channel, args.ts);
      const last = args.blocks === undefined ? [] : messageBlocks(args.blocks);
      const next = grown(stream, args);
      const end: Stream = { ...next, open: false, blocks: [...next.blocks, ...last] };
      slack.workspace.edit(message, { stream: end, metadata: metadataOf(args.metadata), ...shownBy(slack, end) });
      if (message.threadTs) slack.sessions.update(message.channel, message.threadTs, { session: args.session_status });
      return { channel: message.channel, ts: message.ts };
    },
  ),
];

const openStream = (slack: Slack, channel: string, ts: string): { message: Message; stream: Stream } => {
  const message = ownMessage(slack, channel, ts, "message_not_owned_by_app");
  const { stream } = message;
  if (stream?.open && slack.workspace.now() - message.first.at > lifetimeMs)
    message.stream = { ...stream, open: false };
  if (!message.stream?.open) throw new Refusal("message_not_in_streaming_state");
  return { message, stream: message.stream };
};

const grown = (stream: Stream, given: { markdown_text?: string | undefined; chunks?: unknown }): Stream => {
  const { markdown_text: markdown = "", chunks = [] } = given;
  if (markdown.length > 12_000) throw new Refusal("msg_too_long");
  const parsed = arg.json(z.array(Chunk)).safeParse(chunks);
  if (!parsed.success) throw new Refusal("invalid_chunks");
  return parsed.data.reduce(withChunk, { ...stream, markdown: stream.markdown + markdown });
};

const withChunk = (stream: Stream, chunk: z.infer<typeof Chunk>): Stream => {
  switch (chunk.type) {
    case "markdown_text":
      return { ...stream, markdown: stream.markdown + chunk.text };
    case "plan_update":
      return { ...stream, plan: chunk.title };
    case "blocks":
      return { ...stream, blocks: [...stream.blocks, ...messageBlocks(chunk.blocks)] };
    case "task_update":
      return { ...stream, tasks: withTask(stream.tasks, chunk) };
  }
};

/** An update replaces the title and status of its task, and appends to its details and output. */
const withTask = (tasks: readonly Task[], { type: _, ...task }: Task & { type: string }): Task[] => {
  const before = tasks.find((one) => one.id === task.id);
  if (!before) return [...tasks, task];
  const after = { ...task, details: before.details + task.details, output: before.output + task.output };
  return tasks.map((one) => (one === before ? after : one));
};

const shownBy = (slack: Slack, stream: Stream): { text: string; blocks: Block[] } => {
  const cards = stream.tasks.map(card);
  const tasks: Block[] = stream.plan === null ? cards : [{ type: "plan", title: stream.plan, tasks: cards }];
  const words: Block[] = stream.markdown === "" ? [] : [{ type: "markdown", text: stream.markdown }];
  return { text: stream.markdown, blocks: identified(slack.workspace, [...tasks, ...words, ...stream.blocks]) };
};

const card = ({ id, title, status, details, output, sources }: Task): Block => ({
  type: "task_card",
  task_id: id,
  title,
  status,
  ...(details ? { details: paragraph(details) } : {}),
  ...(output ? { output: paragraph(output) } : {}),
  ...(sources.length > 0 ? { sources } : {}),
});

const paragraph = (text: string) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
