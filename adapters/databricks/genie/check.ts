import { type Failure, Problem } from "../../../src/errors.ts";
import type { Agent, AskRef, Check, Finding, QueryResult, Running } from "../../../src/ports/databricks/agent.ts";
import { callerOf } from "../../../src/ports/databricks/identity.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { cancelled, noAnswer, rateLimited } from "./failure-families.ts";
import { failureOfProblem, familyOf, sqlSignsIn } from "./failures.ts";
import { createGrace } from "./grace.ts";
import { type AnswerQuery, answerIn, type GenieAnswer } from "./result/answer.ts";
import { elapsedOf, GenieMessage, progressOf } from "./result/message.ts";
import { createRows, type Rows } from "./result/rows.ts";
import { type Look, messagePath, type Space } from "./space.ts";

/**
 * Checks a message once. If the check fails for a passing reason, the ask counts as running: the caller checks again
 * anyway, up to its deadline. A refusal or an odd reply may pass as well, so it counts only when it lasts.
 */
export const createCheck = (space: Space): Agent["check"] => {
  const grace = createGrace(space.time.now);
  const rowsOf = createRows(space, grace);

  const failed = async (problem: Problem, ref: AskRef): Promise<Check> => {
    const passes = problem.retry === "later" || (mayPass.has(problem.code) && !grace.isOver(ref.message));
    if (passes) return running({ stage: "working" }, { problem, failure: problem.failure });
    const failure = await failureOfProblem(problem, space.toFailure);
    space.log.warn(
      { event: "databricks.message-refused", err: problem, message: ref.message },
      "Genie does not show the message",
    );
    return { state: "failed", failure };
  };

  return async (ref, ask, signal) => {
    const look = { caller: callerOf(ask.actor, ask.as), space, ref, ask, signal, timeoutMs: 15_000, retryForMs: 0 };
    try {
      const message = await read(look);
      grace.end(ref.message);
      return await stateOf(look, message, rowsOf);
    } catch (thrown) {
      if (thrown instanceof Problem) return await failed(thrown, ref);
      throw thrown;
    }
  };
};

const mayPass = new Set(["databricks.forbidden", "databricks.not-found", "databricks.unexpected"]);

const lookAgainMs = 2_000;

/** A check that could not see everything: at the earliest when the service allows it, look again. */
const running = (
  seen: Pick<Running, "stage" | "soFar">,
  { problem, failure }: { problem: Problem; failure: Failure },
): Running => ({ state: "running", ...seen, afterMs: Math.max(lookAgainMs, problem.afterMs ?? 0), trouble: failure });

const read = ({ space, ref, ask: _, ...how }: Look): Promise<GenieMessage> =>
  space.http.call(GenieMessage, { method: "GET", path: messagePath(space, ref), ...how });

type RowsOf = ReturnType<typeof createRows>;

const stateOf = async (look: Look, message: GenieMessage, rowsOf: RowsOf): Promise<Check> => {
  const { space, ref } = look;
  switch (message.status) {
    case "COMPLETED":
    case "QUERY_RESULT_EXPIRED":
      return answered(look, message, rowsOf);
    case "FAILED": {
      const { type, error } = message.error ?? {};
      const family = familyOf({ type, error });
      const signs = { code: family.code, type: type?.slice(0, 100), ...sqlSignsIn(error) };
      space.log.warn({ event: "databricks.genie-failed", ...ref, ...signs }, "Genie failed");
      const failure = await space.toFailure(family);
      return { state: "failed", failure, ...(family === rateLimited && { refused: {} }) };
    }
    case "CANCELLED":
      return { state: "failed", failure: await space.toFailure(cancelled) };
    default:
      return { state: "running", ...progressOf(message) };
  }
};

const answered = async (look: Look, message: GenieMessage, rowsOf: RowsOf): Promise<Check> => {
  const answer = answerIn(message);
  if (answer.queries.length === 0 && answer.text === "")
    return { state: "failed", failure: await look.space.toFailure(noAnswer) };
  const found = await Promise.all(
    answer.queries.map(async (query): Promise<Found> => ({ query, rows: await rowsOf(look, query) })),
  );
  const failure = found.map(({ rows }) => rows).findLast((rows) => rows.state === "failed" || rows.state === "away");
  const isShown = answer.text !== "" || found.some(({ rows }) => rows.state === "ready");
  const soFar = isShown ? { soFar: findingOf(look, message, answer, found) } : {};
  const away = found.map(({ rows }) => rows).find((rows) => rows.state === "away");
  if (away) return running({ stage: "querying", ...soFar }, away);
  if (found.some(({ rows }) => rows.state === "running")) return { state: "running", stage: "querying", ...soFar };
  if (failure && !isShown) return { state: "failed", failure: failure.failure };
  return { state: "done", finding: findingOf(look, message, answer, found) };
};

interface Found {
  query: AnswerQuery;
  rows: Rows;
}

const findingOf = (look: Look, message: GenieMessage, answer: GenieAnswer, found: Found[]): Finding => {
  const { space, ref, ask } = look;
  const last = found.at(-1);
  const main = last ? resultOf(last) : undefined;
  return {
    agent: ask.agent,
    question: ask.question,
    text: answer.text || (last?.query.about ?? ""),
    ...(main?.table && { table: main.table }),
    ...(main?.sql && { sql: main.sql }),
    earlier: found.slice(0, -1).map(resultOf),
    notes: notesOf(answer, found),
    clarifies: answer.clarifies,
    ...(last && last.query.thoughts.length > 0 && { thoughts: last.query.thoughts }),
    suggestions: answer.suggestions,
    // The page of a space is documented; that its conversations are under /chats/ is not.
    link: `${space.page}/chats/${encodeURIComponent(ref.conversation)}`,
    trusted: last?.query.trusted ?? false,
    elapsedMs: elapsedOf(message),
  };
};

const resultOf = ({ query, rows }: Found): QueryResult => ({
  title: query.title,
  ...(query.sql && { sql: query.sql }),
  ...(rows.state === "ready" && { table: rows.table }),
});

/** Notes about the finding for the reader. */
const notesOf = ({ replaced }: GenieAnswer, found: Found[]): string[] => {
  const missing = found.flatMap(({ rows }) => {
    if (rows.state === "failed" || rows.state === "away")
      return [phrase("rowsNotFetched", { sentence: rows.failure.sentence })];
    return rows.state === "running" ? [phrase("rowsNotThere", {})] : [];
  });
  const corrected = replaced === 1 ? phrase("correctedOnce", {}) : phrase("corrected", { count: replaced });
  return [...new Set(missing), ...(replaced > 0 ? [corrected] : [])];
};
