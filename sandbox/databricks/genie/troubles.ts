import type { Fault, Traffic } from "../../traffic.ts";
import { forbidden, type Refusal } from "../errors.ts";
import type { Attachment, SentQuery } from "./attachments.ts";
import { FINAL, type Step, type Walk } from "./walk.ts";

/** How the next question whose text contains `match` goes, once. */
export interface QuestionScript {
  match: string;
  /** Ends FAILED with this type of message error. */
  error?: string;
  /** The text of that error. */
  text?: string;
  /** A final status ends the message so; any other value stands where EXECUTING_QUERY would. */
  status?: string;
  /** Never ends. */
  hang?: boolean;
  /** A follow-up finds its conversation gone: 404. */
  lostConversation?: boolean;
}

/** The way of a message as a script wants it. */
export const scripted = (way: Walk, script: QuestionScript): Walk => {
  if (script.error) return failed(way, script.error, script.text ?? `Simulated failure of type ${script.error}.`);
  const told = script.status ? withStatus(way, script.status) : way;
  return script.hang ? hanging(told, script.status) : told;
};

/** The way of a message that a message fault meets. */
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

/** The refusal of a poll, seen now and then on live workspaces although the next one succeeds. */
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

/** The way ends here and now: what was shown stays, with the statement on the warehouse stopped. */
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
