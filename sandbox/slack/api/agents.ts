import { z } from "zod";
import { arg } from "./args.ts";
import { rootOf, writableConversation } from "./chat.ts";
import { type Method, method, type Slack } from "./method.ts";
import { Refusal } from "./refusal.ts";

const thread = { channel_id: z.string(), thread_ts: z.string() };

/** Status line, agent session, title and prompts of a thread. */
export const agents: Method[] = [
  method(
    "assistant.threads.setStatus",
    "special",
    z.object({
      ...thread,
      status: z.string(),
      loading_messages: arg.json(z.array(z.string()).max(10)).default([]),
    }),
    (args, slack) => {
      const { status, loading_messages } = args;
      slack.sessions.update(...place(slack, args), { status, loading_messages });
      return {};
    },
  ),

  method("assistant.threads.setTitle", 3, z.object({ ...thread, title: z.string() }), (args, slack) => {
    slack.sessions.update(...place(slack, args), { title: args.title });
    return {};
  }),

  // With the agent view, prompts belong to the whole chat. A call with thread_ts succeeds and does nothing.
  method(
    "assistant.threads.setSuggestedPrompts",
    3,
    z.object({
      channel_id: z.string(),
      thread_ts: z.string().optional(),
      title: z.string().optional(),
      prompts: arg.json(z.array(z.object({ title: z.string(), message: z.string() })).max(4)),
    }),
    (args, slack) => {
      const { id } = writableConversation(slack, args.channel_id);
      if (args.thread_ts) return {};
      slack.sessions.update(id, "", { prompts: args.prompts });
      slack.workspace.seen(id);
      return {};
    },
  ),

  method(
    "agents.sessions.setStatus",
    3,
    z.object({
      ...thread,
      status: z.enum(["active", "processing", "suspended", "closed"]),
      title: z.string().max(200).optional(),
      initiator_user_id: z.string().optional(),
    }),
    (args, slack) => {
      const [channel, threadTs] = place(slack, args);
      const exists = slack.sessions.get(channel, threadTs)?.session !== undefined;
      const title = exists || !args.title ? {} : { title: args.title };
      const session = slack.sessions.update(channel, threadTs, { session: args.status, ...title });
      return { status: session.session, agent_status: session.session, title: session.title };
    },
  ),

  method("agents.sessions.rename", 3, z.object({ ...thread, title: z.string().min(1).max(200) }), (args, slack) => {
    const [channel, threadTs] = place(slack, args);
    if (!slack.sessions.get(channel, threadTs)?.session) throw new Refusal("session_not_found");
    slack.sessions.update(channel, threadTs, { title: args.title });
    return { title: args.title };
  }),
];

const place = (slack: Slack, args: { channel_id: string; thread_ts: string }): [channel: string, root: string] => {
  const conversation = writableConversation(slack, args.channel_id);
  const root = rootOf(slack, conversation, args.thread_ts);
  if (!root) throw new Refusal("thread_not_found");
  slack.workspace.seen(conversation.id);
  return [conversation.id, root];
};
