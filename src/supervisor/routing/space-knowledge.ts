import { asProblem } from "../../errors.ts";
import type { Log } from "../../logging/log.ts";
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

/** Makes what the choice by words needs, beside everything else. */
type Prepare = (agents: readonly AgentProfile[], spaces: ReadonlyMap<string, SpaceProfile>) => Promise<void>;

export const createSpaceKnowledge = (
  agents: readonly { profile: AgentProfile; agent: Pick<Agent, "about"> }[],
  log: Log,
  prepare: Prepare,
): SpaceKnowledge => {
  const profiles = agents.map(({ profile }) => profile);
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
          log.warn({ event: "agent.unread", agent: id, code }, "the description of a Genie space could not be read");
          return [];
        }
      }),
    );
    const next = new Map([...known, ...read.flat()]);
    await prepare(profiles, next);
    known = next;
  };

  return {
    all: () => known,
    refresh,
    start: () => {
      const begin = (): void => void refresh();
      void prepare(profiles, known);
      begin();
      timer ??= setInterval(begin, day).unref();
    },
    stop: () => {
      ending.abort();
      clearInterval(timer);
    },
  };
};
