import { genieId, statementId } from "../ids.ts";
import { voiceIn } from "../semantic/saying/words.ts";
import type { Parameter } from "../spaces/space.ts";
import type { Attempt } from "./answer.ts";

/** An element of `attachments` as it is on the wire. */
export type Attachment = TextAttachment | QueryAttachment | SuggestedQuestions;

interface TextAttachment {
  text: { content: string; purpose?: string };
  /** Live answers leave it out now and then. */
  attachment_id?: string;
}
interface QueryAttachment {
  query: {
    query: string;
    description: string;
    statement_id: string;
    parameters?: Parameter[];
    query_result_metadata?: RowCount;
    thoughts: { thought_type: string; content: string }[];
  };
  attachment_id: string;
}
interface SuggestedQuestions {
  suggested_questions: { questions: string[] };
  attachment_id: string;
}
export interface RowCount {
  row_count: number;
  is_truncated?: true;
}

/** A query of a message under its ids. */
export interface SentQuery extends Attempt {
  attachment: string;
  statement: string;
  /** Its rows are in files that the result links to. */
  linked?: boolean;
  /** Rows of one chunk of its result; absent: all. */
  chunkRows?: number;
}

export const sent = (attempt: Attempt): SentQuery => ({
  ...attempt,
  attachment: genieId(),
  statement: statementId(),
});

/** How much of a query can be seen: its SQL, that it runs, how many rows it found. */
export type Shown = "written" | "running" | "counted";

export const queryAttachment = (query: SentQuery, shown: Shown): QueryAttachment => ({
  query: {
    query: query.sql,
    description: query.about,
    statement_id: query.statement,
    ...(query.parameters.length > 0 && { parameters: query.parameters }),
    ...(shown === "running" && { query_result_metadata: { row_count: 0 } }),
    ...(shown === "counted" && { query_result_metadata: rowCount(query) }),
    thoughts: thoughts(query).slice(0, shown === "written" ? 1 : 3),
  },
  attachment_id: query.attachment,
});

export const rowCount = ({ result }: Attempt): RowCount => ({
  row_count: result.rows.length,
  ...(result.truncated && { is_truncated: true }),
});

export const textAttachment = (content: string): TextAttachment => ({ text: { content }, attachment_id: genieId() });

export const answerText = (content: string): TextAttachment => ({
  text: { content, purpose: "TEXT_ATTACHMENT_PURPOSE_ANSWER" },
  attachment_id: genieId(),
});

export const textWithoutId = (content: string): TextAttachment => ({ text: { content } });

export const clarifyingText = (content: string): TextAttachment => ({
  text: { content, purpose: "TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION" },
  attachment_id: genieId(),
});

export const suggestedQuestions = (questions: string[]): SuggestedQuestions => ({
  suggested_questions: { questions },
  attachment_id: genieId(),
});

const thoughts = (query: Attempt): { thought_type: string; content: string }[] => [
  { thought_type: "THOUGHT_TYPE_DESCRIPTION", content: query.about },
  {
    thought_type: "THOUGHT_TYPE_DATA_SOURCING",
    content: [...new Set(query.sql.match(/(?<=\b(?:FROM|JOIN) )\w+\.\w+/g))].map((table) => `\`${table}\``).join(", "),
  },
  {
    thought_type: "THOUGHT_TYPE_STEPS",
    content: voiceIn({ language: query.language ?? "en", form: {} }).abouts.returns(
      query.result.columns.map(({ name }) => `\`${name}\``),
    ),
  },
];
