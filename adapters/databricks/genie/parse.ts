import { z } from "zod";
import type { Stage } from "../../../src/ports/agent.ts";
import { lookup } from "../lookup.ts";

/*
 * A Genie message as it is on the wire, and what it says. Everything but the ids may be missing: attachments grow while
 * the message runs, unset fields are left out, and every enum may get new values.
 */

const Counted = z.object({ row_count: z.number().nullish(), is_truncated: z.boolean().nullish() });

const Query = z.object({
  id: z.string().nullish(),
  query: z.string().nullish(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  statement_id: z.string().nullish(),
  parameters: z.array(z.unknown()).nullish(),
  query_result_metadata: Counted.nullish(),
});

const Text = z.object({ content: z.string().nullish(), purpose: z.string().nullish(), phase: z.string().nullish() });

const Attachment = z.object({
  attachment_id: z.string().nullish(),
  text: Text.nullish(),
  query: Query.nullish(),
  suggested_questions: z.object({ questions: z.array(z.string()).nullish() }).nullish(),
});

export const GenieMessage = z.object({
  message_id: z.string(),
  content: z.string().nullish(),
  status: z.string().nullish(),
  attachments: z.array(Attachment).nullish(),
  error: z.object({ type: z.string().nullish(), error: z.string().nullish() }).nullish(),
  query_result: Counted.extend({ statement_id: z.string().nullish() }).nullish(),
  created_timestamp: z.number().nullish(),
  last_updated_timestamp: z.number().nullish(),
});
export type GenieMessage = z.infer<typeof GenieMessage>;

/** What a message says in words. */
export interface Said {
  /** The agent's own text, markdown. */
  text: string;
  clarifies: boolean;
  suggestions: string[];
}

/** The query whose rows are the answer. */
export interface LastQuery {
  sql: string | undefined;
  about: string;
  attachment: string | undefined;
  statement: string | undefined;
  truncated: boolean;
  trusted: boolean;
}

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

/** Genie corrects itself: the last query counts, and the texts between the first query and the last are withdrawn. */
export const saidBy = (message: GenieMessage): Said => {
  const attachments = message.attachments ?? [];
  const texts = answering(standing(attachments));
  return {
    text: texts.map(({ content }) => content?.trim() ?? "").join("\n\n"),
    clarifies: asksBack(
      texts,
      attachments.some(({ query }) => query),
    ),
    suggestions: attachments.flatMap(({ suggested_questions }) => suggested_questions?.questions ?? []),
  };
};

export const lastQuery = (message: GenieMessage): LastQuery | undefined => {
  const attachment = message.attachments?.findLast(({ query }) => query);
  const query = attachment?.query;
  if (!query) return undefined;
  return {
    sql: query.query ?? undefined,
    about: query.description ?? query.title ?? "",
    attachment: attachment.attachment_id ?? query.id ?? undefined,
    statement: query.statement_id ?? message.query_result?.statement_id ?? undefined,
    truncated: query.query_result_metadata?.is_truncated ?? false,
    // Only an answer from a parameterised example of the space's author carries parameters.
    trusted: (query.parameters?.length ?? 0) > 0,
  };
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

/** A count of 0 stands there until the rows are counted, so it says nothing while the message runs. */
const countOf = (message: GenieMessage): number | undefined => {
  const query = message.attachments?.findLast((attachment) => attachment.query)?.query;
  return (query ? query.query_result_metadata : message.query_result)?.row_count || undefined;
};

type Words = z.infer<typeof Text>;

const standing = (attachments: z.infer<typeof Attachment>[]): Words[] => {
  const first = attachments.findIndex(({ query }) => query);
  const last = attachments.findLastIndex(({ query }) => query);
  return attachments.flatMap(({ text }, at) => (text?.content?.trim() && (at <= first || at >= last) ? [text] : []));
};

/** Texts of a phase are thinking aloud; they count only when there is nothing else. */
const answering = (texts: Words[]): Words[] => {
  const final = texts.filter(({ phase }) => !phase || phase.endsWith("UNSPECIFIED"));
  return final.length > 0 ? final : texts;
};

/** The purpose says it; where it is missing, a lone text that ends in a question mark asks back. */
const asksBack = (texts: Words[], hasQuery: boolean): boolean => {
  if (texts.some(({ purpose }) => purpose?.endsWith("FOLLOW_UP_QUESTION"))) return true;
  const last = texts.at(-1);
  return !hasQuery && !last?.purpose && (last?.content?.trim().endsWith("?") ?? false);
};
