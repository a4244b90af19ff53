import type { Space } from "../spaces/space.ts";
import { WAREHOUSE_ID } from "../sql/warehouses.ts";
import { contentsOf } from "./contents.ts";
import type { Conversation, Message, Moment } from "./conversations.ts";
import type { Step } from "./walk.ts";

/** A GenieMessage as it is on the wire; unset fields are left out. */
export const messageShape = (message: Message, { step, since }: Pick<Moment, "step" | "since">): object => ({
  id: message.id,
  space_id: message.conversation.space.id,
  conversation_id: message.conversation.id,
  user_id: message.caller.id,
  created_timestamp: message.createdAt,
  last_updated_timestamp: since,
  status: step.status,
  content: message.content,
  ...shown(step),
  ...(message.feedback && { feedback: message.feedback }),
  auto_regenerate_count: 0,
  message_id: message.id,
});

const shown = (step: Step): object => ({
  ...(step.attachments.length > 0 && { attachments: step.attachments }),
  ...(step.queryResult && { query_result: step.queryResult }),
  ...(step.error && { error: step.error }),
});

/** A message at the moment it was accepted. */
export const submittedShape = (message: Message): object =>
  messageShape(message, { step: { status: "SUBMITTED", lasts: 0, attachments: [] }, since: message.createdAt });

export const conversationShape = (conversation: Conversation): object => ({
  id: conversation.id,
  space_id: conversation.space.id,
  user_id: conversation.owner.id,
  created_timestamp: conversation.createdAt,
  last_updated_timestamp: conversation.messages.at(-1)?.createdAt ?? conversation.createdAt,
  title: conversation.title,
  conversation_id: conversation.id,
});

export const conversationSummary = ({ id, title, createdAt }: Conversation): object => ({
  conversation_id: id,
  title,
  created_timestamp: createdAt,
  agent_type: "GENIE_CONVERSATION_TYPE_CHAT",
});

export const spaceShape = (space: Space, withContents: boolean): object => ({
  space_id: space.id,
  title: space.title,
  description: space.description,
  warehouse_id: WAREHOUSE_ID,
  ...(withContents && { serialized_space: JSON.stringify(contentsOf(space)) }),
});
