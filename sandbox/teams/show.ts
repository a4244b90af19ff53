import type { Message } from "./workspace.ts";

/** A message as the control API returns it: what people see, and its history. */
export const shownMessage = (message: Message) => ({
  id: message.id,
  thread: message.root,
  user: message.user,
  text: message.text,
  text_format: message.textFormat,
  card: message.card,
  attachments: message.attachments,
  entities: message.entities,
  suggested: message.suggested,
  feedback: message.feedback,
  edits: message.edits,
  at: message.first.at,
  first: message.first,
  bot: message.bot,
  ...(message.targetedTo ? { targeted_to: message.targetedTo } : {}),
  responses: message.responses,
});
