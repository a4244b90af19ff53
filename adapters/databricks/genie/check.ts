import { Problem } from "../../../src/errors.ts";
import type { Agent, AskRef, Check } from "../../../src/ports/agent.ts";
import { callerOf } from "../../../src/ports/identity.ts";
import { familyOf, familyOfProblem } from "./errors.ts";
import { cancelled, noAnswer } from "./families.ts";
import { elapsedOf, GenieMessage, lastQuery, progressOf, saidBy } from "./parse.ts";
import { rowsOf } from "./rows.ts";
import { type Look, messagePath, type Space } from "./space.ts";

/**
 * Looks at a message once. A look that fails for a passing reason says `running`: the caller looks again anyway, and its
 * deadline bounds it. A refusal (403, 404) has been seen to pass while a message runs, so it counts only when it lasts.
 */
export const checker = (space: Space): Agent["check"] => {
  const refusals = createRefusals(space.time.now);

  const failed = async (problem: Problem, ref: AskRef): Promise<Check> => {
    const passes = problem.retry === "later" || (mayPass.has(problem.code) && !refusals.last(ref.message));
    if (passes) return { state: "running", stage: "working", afterMs: problem.afterMs ?? 2_000 };
    space.log.warn(
      { event: "databricks.message-refused", err: problem, message: ref.message },
      "Genie refuses to show the message",
    );
    const family = familyOfProblem(problem);
    return { state: "failed", failure: family ? await space.say(family) : problem.failure };
  };

  return async (ref, ask, signal) => {
    const look = { caller: callerOf(ask.actor), space, ref, ask, signal, timeoutMs: 15_000, patienceMs: 0 };
    try {
      const message = await read(look);
      refusals.end(ref.message);
      return await stateOf(look, message);
    } catch (thrown) {
      if (thrown instanceof Problem) return await failed(thrown, ref);
      throw thrown;
    }
  };
};

const graceMs = 10_000;
/** Nobody looks at a message for longer; what is left was given up without an end. */
const forgottenMs = 3_600_000;
const mayPass = new Set(["databricks.forbidden", "databricks.not-found"]);

interface Refusals {
  /** Notes a refusal; true when the ones before it, without a success between them, began longer ago than the grace. */
  last(id: string): boolean;
  end(id: string): void;
}

const createRefusals = (now: () => number): Refusals => {
  /** Epoch ms of the first refusal in a row. */
  const since = new Map<string, number>();
  return {
    last: (id) => {
      for (const [each, first] of since) if (now() - first > forgottenMs) since.delete(each);
      const first = since.get(id) ?? now();
      since.set(id, first);
      return now() - first >= graceMs;
    },
    end: (id) => since.delete(id),
  };
};

const read = ({ space, ref, ask: _, ...how }: Look): Promise<GenieMessage> =>
  space.http.call(GenieMessage, { method: "GET", path: messagePath(space, ref), ...how });

const stateOf = async (look: Look, message: GenieMessage): Promise<Check> => {
  const { space, ref } = look;
  switch (message.status) {
    case "COMPLETED":
    case "QUERY_RESULT_EXPIRED":
      return answered(look, message);
    case "FAILED":
      space.log.warn(
        {
          event: "databricks.genie-failed",
          message: ref.message,
          type: message.error?.type,
          said: message.error?.error?.slice(0, 300),
        },
        "Genie failed",
      );
      return { state: "failed", failure: await space.say(familyOf(message.error ?? {})) };
    case "CANCELLED":
      return { state: "failed", failure: await space.say(cancelled) };
    default:
      return { state: "running", ...progressOf(message) };
  }
};

const answered = async (look: Look, message: GenieMessage): Promise<Check> => {
  const { space, ref, ask } = look;
  const { text, clarifies, suggestions } = saidBy(message);
  const query = lastQuery(message);
  if (!query && text === "") return { state: "failed", failure: await space.say(noAnswer) };
  const rows = query && (await rowsOf(look, query));
  if (rows?.state === "running") return { state: "running", stage: "querying" };
  if (rows?.state === "failed" && text === "") return rows;
  return {
    state: "done",
    finding: {
      agent: ask.agent,
      question: ask.question,
      text: text || (query?.about ?? ""),
      ...(rows?.state === "ready" && { table: rows.table }),
      ...(query?.sql && { sql: query.sql }),
      clarifies,
      suggestions,
      // The page of a space is documented; that its conversations stand under /chats/ is not.
      link: `${space.page}/chats/${encodeURIComponent(ref.conversation)}`,
      trusted: query?.trusted ?? false,
      elapsedMs: elapsedOf(message),
    },
  };
};
