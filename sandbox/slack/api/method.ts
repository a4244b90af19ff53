import type { z } from "zod";
import type { Files } from "../files.ts";
import type { Tier } from "../limits.ts";
import type { Conversation } from "../seed.ts";
import type { Sessions } from "../sessions.ts";
import type { Views } from "../views/views.ts";
import type { Message, Workspace } from "../workspace.ts";
import { Refusal } from "./refusal.ts";

/** The state that the methods of the Web API work on. */
export interface Slack {
  workspace: Workspace;
  files: Files;
  sessions: Sessions;
  views: Views;
  /** Base address of the service: `http://127.0.0.1:4001`. */
  base(): string;
  /** Tells the bot that it came into a channel by itself. */
  joined(conversation: Conversation): void;
  /** A new address for one Socket Mode connection. */
  socketUrl(): string;
}

export interface Method {
  name: string;
  tier: Tier;
  /** The token that the method requires. */
  token: "bot" | "app";
  /** `args` as they arrived: JSON values or the strings of a form. */
  run(args: Record<string, unknown>, slack: Slack): Record<string, unknown>;
}

/** One method of the Web API: its rate tier, the shape of its arguments, and what it does. */
export const method = <Args>(
  name: string,
  tier: Tier,
  args: z.ZodType<Args>,
  run: (args: Args, slack: Slack) => Record<string, unknown>,
  token: Method["token"] = "bot",
): Method => ({
  name,
  tier,
  token,
  run: (given, slack) => {
    const parsed = args.safeParse(given);
    if (!parsed.success) throw new Refusal("invalid_arguments", parsed.error.issues.map(complaint));
    return run(parsed.data, slack);
  },
});

/** The conversation of a call, by id, `#name`, or the id of a person (their direct message). */
export const conversationOf = ({ workspace }: Slack, channel: string): Conversation => {
  const conversation = workspace.conversationNamed(channel) ?? workspace.directConversation(channel);
  if (!conversation) throw new Refusal("channel_not_found");
  return conversation;
};

/** A message that everybody in the channel sees. */
export const messageOf = (slack: Slack, channel: string, ts: string): Message => {
  const message = slack.workspace.find(conversationOf(slack, channel).id, ts);
  if (!message || message.ephemeralTo || message.tombstone) throw new Refusal("message_not_found");
  return message;
};

const complaint = (issue: z.core.$ZodIssue): string => {
  const missing = issue.code === "invalid_type" && issue.message.includes("received undefined");
  const name = String(issue.path[0] ?? "");
  return missing ? `[ERROR] missing required field: ${name}` : `[ERROR] ${issue.message} [json-pointer:/${name}]`;
};
