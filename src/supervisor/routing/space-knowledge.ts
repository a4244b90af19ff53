import { asProblem } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Agent, AgentProfile, SpaceProfile } from "../../ports/databricks/agent.ts";

/** What the Genie spaces say about themselves. */
export interface SpaceKnowledge {
  /** By id of the agent; without those of which nothing is known yet. Another map whenever something has changed. */
  all(): ReadonlyMap<string, SpaceProfile>;
  /** Reads every space once. Does not reject: what cannot be read stays as it was. */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Reads them now and then every day, beside everything else. */
  start(): void;
  stop(): void;
}

const day = 24 * 3_600_000;

export const createSpaceKnowledge = (
  agents: readonly { profile: AgentProfile; agent: Pick<Agent, "about"> }[],
  log: Log,
): SpaceKnowledge => {
  const ending = new AbortController();
  let known: ReadonlyMap<string, SpaceProfile> = new Map();
  let timer: NodeJS.Timeout | undefined;

  const refresh: SpaceKnowledge["refresh"] = async (signal = ending.signal) => {
    const read = await Promise.all(
      agents.map(async ({ profile: { id }, agent }): Promise<[string, SpaceProfile][]> => {
        try {
          return [[id, await agent.about(signal)]];
        } catch (thrown) {
          if (signal.aborted) return [];
          const { code } = asProblem(thrown);
          log.warn({ event: "agent.unread", agent: id, code }, "what the space says about itself could not be read");
          return [];
        }
      }),
    );
    known = new Map([...known, ...read.flat()]);
  };

  return {
    all: () => known,
    refresh,
    start: () => {
      const begin = (): void => void refresh();
      begin();
      timer ??= setInterval(begin, day).unref();
    },
    stop: () => {
      ending.abort();
      clearInterval(timer);
    },
  };
};
