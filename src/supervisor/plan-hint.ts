import type { AgentProfile, SpaceProfile } from "../ports/databricks/agent.ts";
import { routeAndWeigh } from "./planning/keyword-router.ts";
import type { Hint } from "./prompts.ts";
import type { State } from "./state.ts";

/**
 * Whom the words speak for: those that would be asked without a model, else up to three for whom something speaks; and what
 * the question names in their data.
 */
export const hintOf = (
  { question, exchanges }: Pick<State, "question" | "exchanges">,
  agents: readonly AgentProfile[],
  spaces: ReadonlyMap<string, SpaceProfile>,
): Hint | undefined => {
  const {
    plan: { kind, asks, confidence },
    words: { ranked, names },
  } = routeAndWeigh(question, agents, exchanges, spaces);
  if (kind === "ask")
    return { agents: asks.map(({ agent }) => agent), confidence: Math.round(100 * confidence) / 100, names };
  const few = ranked.slice(0, 3);
  return kind === "clarify" && few.length > 0 ? { agents: few, confidence: thinHint, names } : undefined;
};

const thinHint = 0.2;
