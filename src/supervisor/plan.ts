import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { z } from "zod";
import { asProblem, Problem } from "../errors.ts";
import type { AgentProfile, Model } from "../ports.ts";
import { fold } from "./history.ts";
import { planPrompt, promptVersion } from "./prompts.ts";
import { offers, questionLength, route, unsure } from "./route.ts";
import { type Desk, type Live, liveOf, type Plan, type State, type Update } from "./state.ts";

/** Node *plan*: decides who is asked what, and folds an old exchange into the summary meanwhile. */
export const planNode =
  (desk: Desk) =>
  async (state: State, config: LangGraphRunnableConfig): Promise<Update> => {
    const live = liveOf(config);
    const [chosen, memory] = await Promise.all([choose(desk, state, live), fold(desk, state, live.signal)]);
    live.onPlan(chosen.intent);
    return { ...chosen, ...memory };
  };

const choose = async (desk: Desk, state: State, live: Live): Promise<{ intent: Plan; notes: string[] }> => {
  const profiles = desk.agents.map(({ profile }) => profile);
  if (!desk.model) return { intent: route(state.question, profiles, state.exchanges), notes: [] };
  try {
    return { intent: await byModel(desk.model, profiles, state, live.signal), notes: [] };
  } catch (error) {
    if (live.signal.aborted) throw error;
    const { code, sentence } = asProblem(error);
    desk.log.warn({ err: error, code, promptVersion }, "plan without the model");
    return { intent: route(state.question, profiles, state.exchanges), notes: [sentence] };
  }
};

/** What the model decides. Every key is required, as strict structured output wants it. */
const Choice = z.object({
  kind: z.enum(["ask", "clarify", "reply"]),
  asks: z.array(z.object({ agent: z.string(), question: z.string() })),
  confidence: z.number(),
  text: z.string(),
  choices: z.array(z.string()),
});
type Choice = z.infer<typeof Choice>;

const byModel = async (
  model: Model,
  profiles: readonly AgentProfile[],
  state: State,
  signal: AbortSignal,
): Promise<Plan> => {
  const messages = planPrompt(profiles, state.summary, state.exchanges, state.question);
  return checked(await model.object(Choice, "plan", messages, signal), profiles, state.question);
};

/** Below this the person is asked instead of the agents. */
const sureEnough = 0.35;

const checked = (choice: Choice, profiles: readonly AgentProfile[], question: string): Plan => {
  const asks = checkedAsks(choice.asks, profiles, question);
  const text = choice.text.trim();
  const base = { confidence: Math.min(1, Math.max(0, choice.confidence)), choices: [], byModel: true };
  const clarify = (): Plan => ({
    ...base,
    kind: "clarify",
    asks: [],
    text: text || unsure,
    choices: choicesOf(choice, profiles, asks),
  });
  switch (choice.kind) {
    case "clarify":
      return clarify();
    case "reply":
      if (!text) throw unusable();
      return { ...base, kind: "reply", asks: [], text };
    case "ask":
      if (asks.length === 0) throw unusable();
      return base.confidence < sureEnough ? clarify() : { ...base, kind: "ask", asks };
  }
};

const unusable = () => new Problem("model.nonsense", "The language model did not give a usable plan.");

/** What the person may choose from: the model's questions, else examples, first of the agents it thought of. */
const choicesOf = (choice: Choice, profiles: readonly AgentProfile[], asks: Plan["asks"]): string[] => {
  const given = choice.choices.map((item) => item.trim().slice(0, 300)).filter(Boolean);
  const first = asks.map((ask) => ask.agent);
  return (given.length > 0 ? given : offers(profiles, first)).slice(0, 4);
};

/** Asks to agents that exist, one for each agent. */
export const checkedAsks = (asks: Plan["asks"], profiles: readonly AgentProfile[], question: string): Plan["asks"] =>
  profiles.flatMap(({ id }) => {
    const mine = asks.filter((ask) => ask.agent.trim().toLowerCase() === id.toLowerCase());
    if (mine.length === 0) return [];
    const questions = new Set(mine.map((ask) => ask.question.trim()).filter(Boolean));
    return [{ agent: id, question: ([...questions].join(" ") || question).slice(0, questionLength) }];
  });
