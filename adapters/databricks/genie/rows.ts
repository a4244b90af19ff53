import { z } from "zod";
import { type Failure, Problem } from "../../../src/errors.ts";
import type { Table } from "../../../src/ports/reply.ts";
import { readStatement } from "../sql/statements.ts";
import { StatementResponse, tableOf } from "../sql/table.ts";
import { familyOf, familyOfProblem } from "./errors.ts";
import { cancelled } from "./families.ts";
import type { LastQuery } from "./parse.ts";
import { type Look, messagePath } from "./space.ts";

export type Rows = { state: "running" } | { state: "ready"; table: Table } | { state: "failed"; failure: Failure };

/** The rows of a completed message. A result that has expired is run again, at most once per look. */
export const rowsOf = async (look: Look, query: LastQuery): Promise<Rows> => {
  const { space, ref } = look;
  try {
    const kept = await keptResult(look, query);
    const result = kept && kept.status.state !== "CLOSED" ? kept : await runAgain(look, query);
    return await stateOf(look, query, result);
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.retry === "later") throw thrown;
    space.log.warn(
      { event: "databricks.rows-not-fetched", err: thrown, message: ref.message },
      "the rows of an answer cannot be fetched",
    );
    const family = familyOfProblem(thrown);
    return { state: "failed", failure: family ? await space.say(family) : thrown.failure };
  }
};

type Result = StatementResponse | undefined;

/** The result of the run that Genie made; undefined when Databricks has it no longer. */
const keptResult = async (look: Look, query: LastQuery): Promise<Result> => {
  try {
    if (query.attachment) return await resultOf(look, query.attachment, "query-result");
    // An attachment may come without an id. The statement behind it is ours all the same.
    return query.statement ? await readStatement(look.space.http, query.statement, look) : undefined;
  } catch (thrown) {
    if (thrown instanceof Problem && expired.has(thrown.code)) return undefined;
    throw thrown;
  }
};

const expired = new Set(["databricks.not-found", "databricks.invalid"]);

const runAgain = async (look: Look, { attachment }: LastQuery): Promise<Result> =>
  attachment ? resultOf(look, attachment, "execute-query") : undefined;

const resultOf = async (look: Look, attachment: string, verb: "query-result" | "execute-query"): Promise<Result> => {
  const { caller, space, ref, timeoutMs, patienceMs, signal } = look;
  const { statement_response } = await space.http.call(AttachmentResult, {
    caller,
    ...(verb === "query-result" ? { method: "GET" } : { method: "POST", body: {} }),
    path: `${messagePath(space, ref)}/attachments/${encodeURIComponent(attachment)}/${verb}`,
    // Running the same SELECT twice changes nothing.
    repeat: "harmless",
    timeoutMs,
    patienceMs,
    signal,
  });
  return statement_response ?? undefined;
};

const AttachmentResult = z.object({ statement_response: StatementResponse.nullish() });

/** An unknown state counts as running. */
const stateOf = async ({ space, ...how }: Look, query: LastQuery, result: Result): Promise<Rows> => {
  switch (result?.status.state) {
    case "SUCCEEDED": {
      const table = await tableOf(space.http, result, how);
      return { state: "ready", table: { ...table, truncated: table.truncated || query.truncated } };
    }
    case "CANCELED":
      return { state: "failed", failure: await space.say(cancelled) };
    case "FAILED":
    case "CLOSED":
    case undefined:
      return {
        state: "failed",
        failure: await space.say(familyOf({ type: "SQL_EXECUTION_EXCEPTION", error: result?.status.error?.message })),
      };
    default:
      return { state: "running" };
  }
};
