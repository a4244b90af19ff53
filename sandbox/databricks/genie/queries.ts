import type { Traffic } from "../../traffic.ts";
import { statementId } from "../ids.ts";
import type { Statement, StatementState } from "../sql/statement.ts";
import { MOST_ROWS } from "./answer.ts";
import type { Attachment, SentQuery } from "./attachments.ts";
import { type Message, momentAt } from "./conversations.ts";
import { elapsed } from "./course.ts";
import { stopped } from "./troubles.ts";
import type { Step } from "./walk.ts";

/** The SQL of messages: its statements, its expiry, its second run. */
export const createQueries = (deps: { traffic: Traffic; now: () => number; add: (statement: Statement) => void }) => {
  const statementOf = (message: Message, query: SentQuery): Statement => ({
    id: query.statement,
    owner: message.caller.user,
    sql: query.sql,
    chunkRows: query.chunkRows ?? MOST_ROWS,
    disposition: query.linked ? "EXTERNAL_LINKS" : "INLINE",
    result: query.result,
    error: { error_code: "BAD_REQUEST", message: message.steps.at(-1)?.error?.error ?? "" },
    state: () => stateOf(momentAt(message, deps.now()).step, query),
    cancel: () => cancel(message, query, deps.now()),
  });

  return {
    statementOf,
    register: (message: Message): void => {
      for (const query of message.queries) deps.add(statementOf(message, query));
    },
    /** The query of an attachment that a poll shows now; without an id the last one. */
    visible: (message: Message, attachment: string | undefined): SentQuery | undefined => {
      const { attachments } = momentAt(message, deps.now()).step;
      return message.queries.findLast(
        (query) =>
          attachments.some(({ attachment_id }) => attachment_id === query.attachment) &&
          (attachment === undefined || query.attachment === attachment),
      );
    },
    /** An `expired` fault that names this call: the result is gone from now on, until it is run again. */
    expire: (message: Message, call: string): void => {
      if (message.steps.at(-1)?.status !== "COMPLETED") return;
      const subject = `${call} ${message.conversation.space.agent} ${message.content}`;
      if (deps.traffic.take("databricks", ["expired"], subject)) setEnd(message, "QUERY_RESULT_EXPIRED");
    },
    /** Runs a query again as a new statement; the message counts as completed. */
    runAgain: (message: Message, query: SentQuery): Statement => {
      const old = query.statement;
      query.statement = statementId();
      if (message.steps.at(-1)?.status === "QUERY_RESULT_EXPIRED") setEnd(message, "COMPLETED");
      message.steps = message.steps.map((step) => renamed(step, old, query.statement));
      const statement = statementOf(message, query);
      deps.add(statement);
      return statement;
    },
  };
};

const stateOf = (step: Step, { statement }: SentQuery): StatementState => {
  if (step.ended?.statement === statement) return step.ended.state;
  if (step.running === statement) return step.status === "PENDING_WAREHOUSE" ? "PENDING" : "RUNNING";
  return step.status === "QUERY_RESULT_EXPIRED" ? "CLOSED" : "SUCCEEDED";
};

/** Only a statement that is on the warehouse can be stopped; later the cancel has lost the race. */
const cancel = (message: Message, query: SentQuery, now: number): void => {
  const { step, index } = momentAt(message, now);
  if (step.running !== query.statement) return;
  const before = message.steps.slice(0, index);
  const begins = before.reduce((total, { lasts }) => total + lasts, 0);
  const { pace } = message.course;
  const lasts = pace === 0 ? 0 : elapsed(message.course, now) - begins;
  message.steps = [...before, { ...step, lasts }, stopped(step, query)];
  message.course = { since: now, natural: begins + lasts, pace };
};

const setEnd = (message: Message, status: string): void => {
  message.steps = message.steps.map((step, index) => (index === message.steps.length - 1 ? { ...step, status } : step));
};

const renamed = (step: Step, from: string, to: string): Step => ({
  ...step,
  attachments: step.attachments.map((each) => withStatement(each, from, to)),
  ...(step.queryResult?.statement_id === from && { queryResult: { ...step.queryResult, statement_id: to } }),
});

const withStatement = (attachment: Attachment, from: string, to: string): Attachment =>
  "query" in attachment && attachment.query.statement_id === from
    ? { ...attachment, query: { ...attachment.query, statement_id: to } }
    : attachment;
