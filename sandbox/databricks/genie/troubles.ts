import type { Fault, Traffic } from "../../traffic.ts";
import type { Result } from "../data/database.ts";
import { forbidden, type Refusal } from "../errors.ts";
import type { Answer, Attempt, QueryAnswer } from "./answer.ts";
import type { Attachment, SentQuery } from "./attachments.ts";
import { FINAL, type Step, type Walk } from "./walk.ts";

/** How the next question whose text contains `match` goes, once. */
export interface QuestionScript {
  match: string;
  /** Ends FAILED with this type of message error. */
  error?: string;
  /** The text of that error. */
  text?: string;
  /** A final status ends the message so; any other value replaces EXECUTING_QUERY. */
  status?: string;
  /** Never ends. */
  hang?: boolean;
  /** A follow-up finds its conversation gone: 404. */
  lostConversation?: boolean;
  /** How long the warehouse takes to start. */
  warehouseSeconds?: number;
  /** A question back, in addition to the answer. */
  followUp?: string;
  /**
   * A query before the last one. `replaced`: the last one replaces it. `both`: both are results. `last-unexplained`: both
   * are results, and no text explains the last one.
   */
  earlierQuery?: "replaced" | "both" | "last-unexplained";
  /** The rows are behind links; this many in each file. */
  linkedRows?: number;
  /** The result of the query in place of its own: types as in a manifest (`DECIMAL(38,10)`, `ARRAY<STRING>`). */
  result?: { columns: { name: string; type: string }[]; rows: (string | null)[][] };
  /** The text of the answer. */
  says?: string;
}

/** The answer with what the script adds: more queries, a question back, rows behind links. */
export const scriptedAnswer = (answer: Answer, script: QuestionScript): Answer => {
  if (answer.kind === "text") return answer;
  const { followUp, earlierQuery, linkedRows, result, says } = script;
  const changed: QueryAnswer = {
    ...answer,
    ...(result && { attempt: { ...answer.attempt, result: resultOf(result) } }),
    ...(says !== undefined && { text: says }),
    ...(followUp && { followUp, purposes: true }),
    ...(linkedRows && { linkedRows }),
  };
  const { attempt, text } = answer;
  const rows = attempt.result.rows.slice(0, 1);
  const first: Attempt = { ...attempt, sql: `${attempt.sql}\nLIMIT 1`, result: { ...attempt.result, rows } };
  switch (earlierQuery) {
    case "replaced":
      return { ...changed, draft: { ...first, note: "That was not all, so I try again." } };
    case "both":
      return { ...changed, purposes: true, earlier: { ...first, text: "First, the leader alone." } };
    case "last-unexplained":
      return { ...changed, earlier: { ...first, text }, text: "" };
    default:
      return changed;
  }
};

const resultOf = ({ columns, rows }: NonNullable<QuestionScript["result"]>): Result => ({
  columns: columns.map(({ name, type }) => ({ name, typeText: type, typeName: typeNameOf(type) })),
  rows,
  truncated: false,
});

const typeNameOf = (type: string): string => {
  const [word = ""] = type.split(/[(<]/, 1);
  return word === "BIGINT" ? "LONG" : word;
};

/** The course of a message as the script sets it. */
export const scripted = (way: Walk, script: QuestionScript): Walk => {
  if (script.error) return failed(way, script.error, script.text ?? `Simulated failure of type ${script.error}.`);
  const slow = script.warehouseSeconds ? coldWarehouse(way, script.warehouseSeconds * 1_000) : way;
  const shown = script.status ? withStatus(slow, script.status) : slow;
  return script.hang ? hanging(shown, script.status) : shown;
};

/** The course of a message under a message fault. */
export const faulted = (way: Walk, kind: Fault["kind"]): Walk => {
  if (kind === "expired") return way.queries.length > 0 ? withStatus(way, "QUERY_RESULT_EXPIRED") : way;
  if (kind === "rate_limited_message")
    return failed(way, "RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "Rate limit exceeded. Please try again later.");
  const table = /FROM (\S+)/.exec(way.queries.at(-1)?.sql ?? "")?.[1] ?? "retail.sales";
  return failed(
    way,
    "SQL_EXECUTION_EXCEPTION",
    `[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have permission SELECT on table ${table}. SQLSTATE: 42501`,
  );
};

/**
 * A permission fault whose `match` names the call (a slash, a method, start-conversation) refuses the call itself with
 * 403; any other lets the question in and fails its SQL.
 */
export const namesCall = (fault: Fault): boolean =>
  fault.match !== undefined && /\/|^(GET|POST|DELETE)\b|start-conversation/.test(fault.match);

/** Refuses one poll; live workspaces do this at times, and the next poll succeeds. */
export const noReadPermission = (path: string): Refusal =>
  forbidden(`User has no read permission for node with aclPath ${path}.`);

export const canView = (): Refusal => forbidden('You need "Can View" permission to perform this action.');

/** Uses up a permission fault that names this call. */
export const refused = (traffic: Traffic, call: string): boolean =>
  traffic.faults.some((fault) => namesCall(fault) && call.includes(fault.match ?? "")) &&
  traffic.take("databricks", ["permission"], call) !== undefined;

/** Errors of SQL show after the statement ran, all others while Genie thinks. */
const failed = (way: Walk, type: string, text: string): Walk => {
  const index = way.steps.findLastIndex(({ status }) => status === "EXECUTING_QUERY");
  const inSql = index >= 0 && type.includes("SQL_EXEC");
  const cut = inSql ? index : way.steps.findIndex(({ status }) => status === "ASKING_AI");
  const last = way.steps[cut];
  const failedQuery = inSql ? way.queries.at(-1) : undefined;
  const end: Step = {
    status: "FAILED",
    lasts: Number.POSITIVE_INFINITY,
    attachments: [...(last?.attachments ?? []), ...(inSql ? suggestionsOf(way) : [])],
    error: { error: text, type },
    ...(failedQuery && { ended: { statement: failedQuery.statement, state: "FAILED" as const } }),
  };
  return { ...way, steps: [...way.steps.slice(0, cut + 1), end] };
};

/** A failed message may still carry its suggestions. */
const suggestionsOf = (way: Walk): Attachment[] =>
  (way.steps.at(-1)?.attachments ?? []).filter((attachment) => "suggested_questions" in attachment);

const withStatus = (way: Walk, status: string): Walk => {
  const last = way.steps.length - 1;
  const replaced = FINAL.includes(status)
    ? (index: number) => index === last
    : (index: number) => index < last && index >= Math.max(2, last - 4);
  return { ...way, steps: way.steps.map((step, index) => (replaced(index) ? { ...step, status } : step)) };
};

const coldWarehouse = (way: Walk, lasts: number): Walk => ({
  ...way,
  steps: way.steps.map((step) => (step.status === "PENDING_WAREHOUSE" ? { ...step, lasts } : step)),
});

/** Stops for good in the given status, or while Genie thinks. */
const hanging = (way: Walk, status = "ASKING_AI"): Walk => {
  const index = way.steps.findIndex((step) => step.status === status);
  const stop = index < 0 ? 2 : index;
  return {
    ...way,
    steps: way.steps
      .slice(0, stop + 1)
      .map((step, at) => (at === stop ? { ...step, lasts: Number.POSITIVE_INFINITY } : step)),
  };
};

/** Cancelled now: keeps what was shown; its statement on the warehouse is stopped. */
export const stopped = (shown: Step, query: SentQuery): Step => ({
  status: "CANCELLED",
  lasts: Number.POSITIVE_INFINITY,
  attachments: shown.attachments,
  error: {
    error: "The query was cancelled while it was running.",
    type: "MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION",
  },
  ended: { statement: query.statement, state: "CANCELED" },
});
