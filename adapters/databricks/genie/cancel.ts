import { Problem } from "../../../src/errors.ts";
import type { Agent } from "../../../src/ports/databricks/agent.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import { cancelStatement, isOver, readStatement } from "../sql/statements.ts";
import { lastQuery } from "./result/answer.ts";
import { GenieMessage, isFinal } from "./result/message.ts";
import { messagePath, type Space } from "./space.ts";

/**
 * Stops the SQL statement of a message. Genie's thinking cannot be stopped: its API has no such call. A message that has
 * ended, is gone or has no statement yet counts as not running. Rejects only when Databricks cannot be reached.
 */
export const createCancel =
  (space: Space): Agent["cancel"] =>
  async (ref, caller) => {
    const how = { caller, ...brief };
    try {
      const message = await space.http.call(GenieMessage, { method: "GET", path: messagePath(space, ref), ...how });
      const statement = lastQuery(message)?.statement;
      if (isFinal(message) || !statement) return { stopped: false };
      await cancelStatement(space.http, statement, how);
      return { stopped: await hasStopped(space, statement, how) };
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.retry === "never") return { stopped: false };
      throw thrown;
    }
  };

/** Somebody is waiting for the confirmation. */
const brief = { timeoutMs: 2_000, retryForMs: 1_000 };

/** False if the statement ended by itself. One that still runs after half a second counts as stopped: it will be. */
const hasStopped = async (space: Space, statement: string, how: { caller: Caller }): Promise<boolean> => {
  const until = space.time.now() + 500;
  for (;;) {
    const state = await readStatement(space.http, statement, { ...brief, ...how });
    if (isOver(state)) return state.status.state === "CANCELED";
    if (space.time.now() + 100 > until) return true;
    await space.time.sleep(100);
  }
};
