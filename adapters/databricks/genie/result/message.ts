import { z } from "zod";
import type { Stage } from "../../../../src/ports/databricks/agent.ts";
import { lookup } from "../../../../src/text/lookup.ts";

/*
 * A Genie message as it is on the wire. Everything but the ids may be missing: attachments grow while the message runs,
 * unset fields are left out, and every enum may get new values.
 */

const Counted = z.object({ row_count: z.number().nullish(), is_truncated: z.boolean().nullish() });

const Parameter = z.object({
  keyword: z.string().nullish(),
  sql_type: z.string().nullish(),
  value: z.string().nullish(),
});
export type Parameter = z.infer<typeof Parameter>;

const Thought = z.object({ thought_type: z.string().nullish(), content: z.string().nullish() });

const Query = z.object({
  id: z.string().nullish(),
  query: z.string().nullish(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  statement_id: z.string().nullish(),
  parameters: z.array(Parameter).nullish(),
  query_result_metadata: Counted.nullish(),
  thoughts: z.array(Thought).nullish(),
});
export type Query = z.infer<typeof Query>;

const Text = z.object({ content: z.string().nullish(), purpose: z.string().nullish(), phase: z.string().nullish() });
export type Text = z.infer<typeof Text>;

const Attachment = z.object({
  attachment_id: z.string().nullish(),
  text: Text.nullish(),
  query: Query.nullish(),
  suggested_questions: z.object({ questions: z.array(z.string()).nullish() }).nullish(),
});
export type Attachment = z.infer<typeof Attachment>;

/** The first id that is there: new fields come beside the old `id`, which is sometimes alone. */
export const firstId = (...ids: (string | null | undefined)[]): string | undefined => ids.find((id) => id) ?? undefined;

const MessageFields = z.object({
  message_id: z.string().nullish(),
  id: z.string().nullish(),
  content: z.string().nullish(),
  status: z.string().nullish(),
  attachments: z.array(Attachment).nullish(),
  error: z.object({ type: z.string().nullish(), error: z.string().nullish() }).nullish(),
  query_result: Counted.extend({ statement_id: z.string().nullish() }).nullish(),
  created_timestamp: z.number().nullish(),
  last_updated_timestamp: z.number().nullish(),
});

export const GenieMessage = MessageFields.transform(({ id, ...message }, context) => {
  const message_id = firstId(message.message_id, id);
  if (message_id) return { ...message, message_id };
  context.addIssue("a message without an id");
  return z.NEVER;
});
export type GenieMessage = z.infer<typeof GenieMessage>;

/** Whether the message will not change any more. Unknown values count as running. */
export const isFinal = ({ status }: GenieMessage): boolean =>
  ["COMPLETED", "FAILED", "CANCELLED", "QUERY_RESULT_EXPIRED"].includes(status ?? "");

/** How far a running message is. */
export const progressOf = (message: GenieMessage): { stage: Stage; rows?: number } => {
  const rows = countOf(message);
  const known = stages(message.status ?? "") ?? "working";
  const stage = known === "writing" && rows !== undefined ? "summarizing" : known;
  return rows === undefined ? { stage } : { stage, rows };
};

export const elapsedOf = ({ created_timestamp: created, last_updated_timestamp: updated }: GenieMessage): number =>
  created && updated ? Math.max(0, updated - created) : 0;

const stages = lookup<Stage>({
  SUBMITTED: "sent",
  FETCHING_METADATA: "reading",
  FILTERING_CONTEXT: "reading",
  ASKING_AI: "writing",
  PENDING_WAREHOUSE: "starting-warehouse",
  EXECUTING_QUERY: "querying",
});

/** The count is 0 until the rows are counted, so 0 says nothing while the message runs. */
const countOf = (message: GenieMessage): number | undefined => {
  const query = message.attachments?.findLast((attachment) => attachment.query)?.query;
  return (query ? query.query_result_metadata : message.query_result)?.row_count || undefined;
};
