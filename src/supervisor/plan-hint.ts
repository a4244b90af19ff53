import type { AgentProfile, SpaceProfile } from "../ports/databricks/agent.ts";
import { rankByWords, route } from "./planning/keyword-router.ts";
import type { Hint } from "./prompts.ts";
import type { State } from "./state.ts";

/** Whom the words speak for: those that would be asked without a model, else up to three for whom something speaks. */
export const hintOf = (
  { question, exchanges }: Pick<State, "question" | "exchanges">,
  agents: readonly AgentProfile[],
  spaces: ReadonlyMap<string, SpaceProfile>,
): Hint | undefined => {
  const { kind, asks, confidence } = route(question, agents, exchanges, spaces);
  if (kind === "ask") return { agents: asks.map(({ agent }) => agent), confidence: Math.round(100 * confidence) / 100 };
  const ranked = rankByWords(question, agents, spaces).slice(0, 3);
  return kind === "clarify" && ranked.length > 0 ? { agents: ranked, confidence: thinHint } : undefined;
};

const thinHint = 0.2;
