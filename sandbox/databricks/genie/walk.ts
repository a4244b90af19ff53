import type { Answer, QueryAnswer, TextAnswer } from "./answer.ts";
import {
  type Attachment,
  answerText,
  clarifyingText,
  queryAttachment,
  type RowCount,
  rowCount,
  type SentQuery,
  type Shown,
  sent,
  suggestedQuestions,
  textAttachment,
  textWithoutId,
} from "./attachments.ts";

/** One stage of a message from SUBMITTED to its end: what polls show during it. */
export interface Step {
  status: string;
  /** Milliseconds at pace 1. The last step never ends. */
  lasts: number;
  attachments: Attachment[];
  /** The statement that is on the warehouse. */
  running?: string;
  /** The deprecated summary that is still on the wire. */
  queryResult?: { statement_id: string } & RowCount;
  error?: { error: string; type: string };
  /** The statement that did not succeed. */
  ended?: { statement: string; state: "FAILED" | "CANCELED" };
}

/** Statuses in which a message stays. */
export const FINAL: readonly string[] = ["COMPLETED", "FAILED", "CANCELLED", "QUERY_RESULT_EXPIRED"];

/** The whole course of one answer, and its queries. */
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
const textSteps = (answer: TextAnswer): Step[] => {
  const text = answer.clarifies ? clarifyingText(answer.text) : textWithoutId(answer.text);
  return [
    { status: "ASKING_AI", lasts: 2_800, attachments: [] },
    { status: "ASKING_AI", lasts: 400, attachments: [text] },
    {
      status: "COMPLETED",
      lasts: Number.POSITIVE_INFINITY,
      attachments: [text, suggestedQuestions(answer.suggestions)],
    },
  ];
};

const queryWalk = (answer: QueryAnswer): Walk => {
  const query = { ...sent(answer.attempt), ...(answer.linkedRows && { linked: true, chunkRows: answer.linkedRows }) };
  const draft = answer.draft && { ...sent(answer.draft), note: answer.draft.note };
  const earlier = answer.earlier && { ...sent(answer.earlier), text: answer.earlier.text };
  const before: Attachment[] = [
    ...(draft ? [queryAttachment(draft, "counted"), textAttachment(draft.note)] : []),
    ...(earlier ? [queryAttachment(earlier, "counted"), answerText(earlier.text)] : []),
  ];
  const done: Attachment[] = [...before, queryAttachment(query, "counted"), ...textsOf(answer)];
  const queryResult = { statement_id: query.statement, ...rowCount(query) };
  const shared = { attachments: [...before, queryAttachment(query, "counted")], queryResult };
  return {
    queries: [...(draft ? [draft] : []), ...(earlier ? [earlier] : []), query],
    steps: [
      { status: "ASKING_AI", lasts: 2_500, attachments: [] },
      ...(draft ? draftSteps(draft, before) : []),
      ...executionSteps(query, before, draft ? 900 : 2_500),
      { status: "ASKING_AI", lasts: draft ? 600 : 1_100, ...shared },
      { status: "ASKING_AI", lasts: 400, attachments: done, queryResult },
      {
        status: "COMPLETED",
        lasts: Number.POSITIVE_INFINITY,
        attachments: [...done, suggestedQuestions(answer.suggestions)],
        queryResult,
      },
    ],
  };
};

/** The text about the query, and the question back. */
const textsOf = ({ text, textHasId, purposes, followUp }: QueryAnswer): Attachment[] => {
  const words = purposes ? answerText(text) : textHasId ? textAttachment(text) : textWithoutId(text);
  return [...(text ? [words] : []), ...(followUp ? [clarifyingText(followUp)] : [])];
};

/** Waiting for the warehouse, then running: the SQL from the first moment, the row count before the end. */
const executionSteps = (query: SentQuery, before: Attachment[], lasts: number): Step[] => {
  const { statement: running } = query;
  const shown = (state: Shown) => [...before, queryAttachment(query, state)];
  return [
    { status: "PENDING_WAREHOUSE", lasts: 800, attachments: shown("written"), running },
    { status: "EXECUTING_QUERY", lasts: lasts * 0.7, attachments: shown("running"), running },
    { status: "EXECUTING_QUERY", lasts: lasts * 0.3, attachments: shown("counted"), running },
  ];
};

/** A first attempt: it runs, a text withdraws it, and Genie thinks again. */
const draftSteps = (draft: SentQuery, after: Attachment[]): Step[] => [
  { status: "EXECUTING_QUERY", lasts: 900, attachments: [queryAttachment(draft, "running")], running: draft.statement },
  { status: "ASKING_AI", lasts: 900, attachments: after },
];
