import { genieId, statementId } from "../ids.ts";
import type { Answer, Attempt } from "./answer.ts";

/** One stretch of a message's way from SUBMITTED to its end: what a poll shows during it. */
export interface Step {
  status: string;
  /** Natural milliseconds. The last step lasts for ever. */
  lasts: number;
  attachments: object[];
  /** The statement that is on the warehouse. */
  running?: string;
  /** The deprecated summary that is still on the wire. */
  queryResult?: { statement_id: string; row_count: number; is_truncated?: true };
  error?: { error: string; type: string };
  /** The statement that did not succeed. */
  ended?: { statement: string; state: "FAILED" | "CANCELED" };
}

/** Statuses that a message does not leave by itself. */
export const FINAL: readonly string[] = ["COMPLETED", "FAILED", "CANCELLED", "QUERY_RESULT_EXPIRED"];

/** A query of a message under its ids. */
export interface SentQuery extends Attempt {
  attachment: string;
  statement: string;
}

/** The whole way of one answer, and its queries. */
export interface Walk {
  steps: Step[];
  queries: SentQuery[];
}

/** `stretch` varies the time spent a little from question to question. */
export const walk = (answer: Answer, stretch: number): Walk => {
  const plain = answer.kind === "query" ? queryWalk(answer) : { steps: textSteps(answer), queries: [] };
  const start: Step[] = [
    { status: "SUBMITTED", lasts: 200, attachments: [] },
    { status: "FILTERING_CONTEXT", lasts: 300, attachments: [] },
  ];
  const steps = [...start, ...plain.steps].map((step) => ({ ...step, lasts: step.lasts * stretch }));
  return { steps, queries: plain.queries };
};

/** The text is written in one go; there is no query. */
const textSteps = (answer: Extract<Answer, { kind: "text" }>): Step[] => {
  const purpose = answer.clarifies ? { purpose: "TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION" } : {};
  const text = answer.clarifies
    ? { text: { content: answer.text, ...purpose }, attachment_id: genieId() }
    : { text: { content: answer.text } };
  return [
    { status: "ASKING_AI", lasts: 2_800, attachments: [] },
    { status: "ASKING_AI", lasts: 400, attachments: [text] },
    { status: "COMPLETED", lasts: Number.POSITIVE_INFINITY, attachments: [text, suggested(answer.suggestions)] },
  ];
};

const queryWalk = (answer: Extract<Answer, { kind: "query" }>): Walk => {
  const query = sent(answer.attempt);
  const draft = answer.draft && { ...sent(answer.draft), note: answer.draft.note };
  const before = draft ? [queryAttachment(draft, "counted"), textAttachment(draft.note)] : [];
  const text = answer.textHasId ? textAttachment(answer.text) : { text: { content: answer.text } };
  const done = [...before, queryAttachment(query, "counted"), text];
  const queryResult = { statement_id: query.statement, ...counted(query) };
  const shared = { attachments: [...before, queryAttachment(query, "counted")], queryResult };
  return {
    queries: draft ? [draft, query] : [query],
    steps: [
      { status: "ASKING_AI", lasts: 2_500, attachments: [] },
      ...(draft ? draftSteps(draft, before) : []),
      ...executionSteps(query, before, draft ? 900 : 2_500),
      { status: "ASKING_AI", lasts: draft ? 600 : 1_100, ...shared },
      { status: "ASKING_AI", lasts: 400, attachments: done, queryResult },
      {
        status: "COMPLETED",
        lasts: Number.POSITIVE_INFINITY,
        attachments: [...done, suggested(answer.suggestions)],
        queryResult,
      },
    ],
  };
};

/** Waiting for the warehouse, then running: the SQL from the first moment, the row count before the end. */
const executionSteps = (query: SentQuery, before: object[], lasts: number): Step[] => {
  const { statement: running } = query;
  const shown = (state: Shown) => [...before, queryAttachment(query, state)];
  return [
    { status: "PENDING_WAREHOUSE", lasts: 800, attachments: shown("written"), running },
    { status: "EXECUTING_QUERY", lasts: lasts * 0.7, attachments: shown("running"), running },
    { status: "EXECUTING_QUERY", lasts: lasts * 0.3, attachments: shown("counted"), running },
  ];
};

/** A first query that does not satisfy: it runs, a text withdraws it, and Genie goes back to thinking. */
const draftSteps = (draft: SentQuery, after: object[]): Step[] => [
  { status: "EXECUTING_QUERY", lasts: 900, attachments: [queryAttachment(draft, "running")], running: draft.statement },
  { status: "ASKING_AI", lasts: 900, attachments: after },
];

type Shown = "written" | "running" | "counted";

const queryAttachment = (query: SentQuery, shown: Shown): object => ({
  query: {
    query: query.sql,
    description: query.about,
    statement_id: query.statement,
    ...(query.parameters.length > 0 && { parameters: query.parameters }),
    ...(shown === "running" && { query_result_metadata: { row_count: 0 } }),
    ...(shown === "counted" && { query_result_metadata: counted(query) }),
    thoughts: thoughts(query).slice(0, shown === "written" ? 1 : 3),
  },
  attachment_id: query.attachment,
});

const thoughts = (query: Attempt): object[] => [
  { thought_type: "THOUGHT_TYPE_DESCRIPTION", content: query.about },
  {
    thought_type: "THOUGHT_TYPE_DATA_SOURCING",
    content: [...new Set(query.sql.match(/(?<=\b(?:FROM|JOIN) )\w+\.\w+/g))].map((table) => `\`${table}\``).join(", "),
  },
  {
    thought_type: "THOUGHT_TYPE_STEPS",
    content: `Returns ${query.result.columns.map(({ name }) => `\`${name}\``).join(", ")}.`,
  },
];

const counted = ({ result }: Attempt): { row_count: number; is_truncated?: true } => ({
  row_count: result.rows.length,
  ...(result.truncated && { is_truncated: true }),
});

const textAttachment = (content: string): object => ({ text: { content }, attachment_id: genieId() });

const suggested = (questions: string[]): object => ({ suggested_questions: { questions }, attachment_id: genieId() });

const sent = (attempt: Attempt): SentQuery => ({ ...attempt, attachment: genieId(), statement: statementId() });
