import { type Failure, Problem } from "../../../src/errors.ts";
import type { Agent, Ask } from "../../../src/ports/databricks/agent.ts";
import { withFailure } from "../problem.ts";

/** An agent that speaks of the asker's rights, not of the bot's, where it is asked with the asker's own. */
export const inOwnName = (agent: Agent, name: string): Agent => {
  const own = (failure: Failure, { as }: Pick<Ask, "as">): Failure =>
    as !== undefined && failure.code === "genie.permission"
      ? Problem.of("genie.own-permission", { agent: name }).failure
      : failure;
  return {
    ...agent,
    start: async (ask, signal) => {
      try {
        return await agent.start(ask, signal);
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        const failure = own(thrown.failure, ask);
        throw failure.code === thrown.code ? thrown : withFailure(thrown, failure);
      }
    },
    check: async (ref, ask, signal) => {
      const checked = await agent.check(ref, ask, signal);
      return checked.state === "failed" ? { ...checked, failure: own(checked.failure, ask) } : checked;
    },
  };
};
