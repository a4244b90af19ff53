import { z } from "zod";
import { type Failure, Problem } from "../../../../src/errors.ts";
import type { Table } from "../../../../src/ports/table.ts";
import { readStatement } from "../../sql/statements.ts";
import { StatementResponse, tableOf } from "../../sql/table.ts";
import { cancelled, rowsGone } from "../failure-families.ts";
import { failureOfProblem, familyOf } from "../failures.ts";
import type { Grace } from "../grace.ts";
import { type Look, messagePath, type Space } from "../space.ts";
import type { AnswerQuery } from "./answer.ts";

/** `away`: they cannot be fetched now, for a reason that may pass. */
export type Rows =
  | { state: "running" }
  | { state: "ready"; table: Table }
  | { state: "away"; problem: Problem; failure: Failure }
  | { state: "failed"; failure: Failure };

/** Fetches the rows of a query of a completed message. An expired query is run again, at most once per check. */
export const createRows =
  (space: Space, grace: Grace) =>
  async (look: Look, query: AnswerQuery): Promise<Rows> => {
    const key = `${look.ref.message} ${query.attachment ?? query.statement ?? ""}`;
    try {
      const rows = await fetched(look, query, () => !grace.isOver(`run again ${key}`));
      grace.end(key);
      return rows;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      const isOdd = thrown.code === "databricks.unexpected" && !grace.isOver(key);
      const failure = await rowsFailure(space, thrown);
      if (thrown.retry === "later" || isOdd) return { state: "away", problem: thrown, failure };
      const { message } = look.ref;
      space.log.warn(
        { event: "databricks.rows-not-fetched", err: thrown, message },
        "the rows of an answer cannot be fetched",
      );
      return { state: "failed", failure };
    }
  };

/** A missing chunk of a result says nothing about the space. */
const rowsFailure = (space: Space, problem: Problem): Promise<Failure> =>
  problem.code === "databricks.not-found" ? space.toFailure(rowsGone) : failureOfProblem(problem, space.toFailure);

const fetched = async (look: Look, query: AnswerQuery, mayRunAgain: () => boolean): Promise<Rows> => {
  const kept = await keptResult(look, query);
  if (kept && kept.status.state !== "CLOSED") return stateOf(look, query, kept);
  if (!mayRunAgain()) return { state: "failed", failure: await look.space.toFailure(rowsGone) };
  return stateOf(look, query, await runAgain(look, query));
};

type Result = StatementResponse | undefined;

/** The result of the run that Genie made; undefined when Databricks no longer has it. */
const keptResult = async (look: Look, query: AnswerQuery): Promise<Result> => {
  try {
    if (query.attachment) return await resultOf(look, query.attachment, "query-result");
    // An attachment may have no id, but its statement can be read.
    return query.statement ? await readStatement(look.space.http, query.statement, limitsOf(look)) : undefined;
  } catch (thrown) {
    if (thrown instanceof Problem && expired.has(thrown.code)) return undefined;
    throw thrown;
  }
};

const expired = new Set(["databricks.not-found", "databricks.invalid"]);

const limitsOf = ({ caller, timeoutMs, retryForMs, signal }: Look) => ({ caller, timeoutMs, retryForMs, signal });

const runAgain = async (look: Look, { attachment }: AnswerQuery): Promise<Result> =>
  attachment ? resultOf(look, attachment, "execute-query") : undefined;

const resultOf = async (look: Look, attachment: string, verb: "query-result" | "execute-query"): Promise<Result> => {
  const { space, ref } = look;
  const { statement_response } = await space.http.call(AttachmentResult, {
    ...(verb === "query-result" ? { method: "GET" } : { method: "POST", body: {} }),
    path: `${messagePath(space, ref)}/attachments/${encodeURIComponent(attachment)}/${verb}`,
    // Running the same SELECT twice changes nothing.
    repeat: "harmless",
    ...limitsOf(look),
  });
  return statement_response ?? undefined;
};

const AttachmentResult = z.object({ statement_response: StatementResponse.nullish() });

/** An unknown state counts as running. */
const stateOf = async (look: Look, query: AnswerQuery, result: Result): Promise<Rows> => {
  const { space } = look;
  switch (result?.status.state) {
    case "SUCCEEDED": {
      const table = await tableOf(space.http, result, limitsOf(look));
      return { state: "ready", table: { ...table, truncated: table.truncated || query.truncated } };
    }
    case "CANCELED":
      return { state: "failed", failure: await space.toFailure(cancelled) };
    case "FAILED":
    case "CLOSED":
    case undefined:
      return {
        state: "failed",
        failure: await space.toFailure(
          familyOf({ type: "SQL_EXECUTION_EXCEPTION", error: result?.status.error?.message }),
        ),
      };
    default:
      return { state: "running" };
  }
};
