import { z } from "zod";
import type { Stage } from "../../../../src/ports/databricks/agent.ts";
import { lookup } from "../../../../src/text/lookup.ts";
import { count, flag, value, words } from "../../lenient-fields.ts";

/*
 * A Genie message as it is on the wire. Everything but the ids may be missing: attachments grow while the message runs,
 * unset fields are left out, and every enum may get new values.
 */

const Counted = z.object({ row_count: count, is_truncated: flag });

const Parameter = z.object({
  keyword: words,
  sql_type: words,
  value,
});
export type Parameter = z.infer<typeof Parameter>;

const Thought = z.object({ thought_type: words, content: words });

const Query = z.object({
  id: words,
  query: z.string().nullish(),
  title: words,
  description: words,
  statement_id: words,
  parameters: z.array(Parameter).nullish().catch(undefined),
  query_result_metadata: Counted.nullish().catch(undefined),
  thoughts: z.array(Thought).nullish().catch(undefined),
});
export type Query = z.infer<typeof Query>;

const Text = z.object({ content: z.string().nullish(), purpose: words, phase: words });
export type Text = z.infer<typeof Text>;

const Attachment = z.object({
  attachment_id: words,
  text: Text.nullish(),
  query: Query.nullish(),
  suggested_questions: z
    .object({ questions: z.array(z.string()).nullish() })
    .nullish()
    .catch(undefined),
});
export type Attachment = z.infer<typeof Attachment>;

/** The first id that is there: new fields come beside the old `id`, which is sometimes alone. */
export const firstId = (...ids: (string | null | undefined)[]): string | undefined => ids.find((id) => id) ?? undefined;

const MessageFields = z.object({
  message_id: words,
  id: words,
  content: words,
  status: z.string().nullish(),
  attachments: z.array(Attachment).nullish(),
  error: z.object({ type: words, error: words }).nullish().catch(undefined),
  query_result: Counted.extend({ statement_id: words }).nullish().catch(undefined),
  created_timestamp: count,
  last_updated_timestamp: count,
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
