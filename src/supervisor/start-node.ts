import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { Ask, OpenAsk } from "../ports/agent.ts";
import { withContext } from "../reply/answer/quoted-context.ts";
import { send } from "./ask-dispatch.ts";
import { AwaitingQuota } from "./quota-wait.ts";
import { type Conversation, hooksOf, type State, type SupervisorContext, type Update } from "./state.ts";

/**
 * Node *start*: sends every ask of the plan, side by side. An ask that cannot be sent has ended; while one still waits
 * for its turn, the run ends here. Where an agent may not answer, nobody is asked.
 */
export const startNode =
  (context: SupervisorContext) =>
  async (state: State, config: LangGraphRunnableConfig): Promise<Update> => {
    const hooks = hooksOf(config);
    const barred = (state.intent?.asks ?? []).map(({ agent }) => agent).filter((agent) => !hooks.mayAnswer(agent));
    if (barred.length > 0) return { verdict: { kind: "elsewhere", markdown: "", agents: [...new Set(barred)] } };
    const sent = await Promise.all(asksOf(state).map((ask) => send(context, ask, hooks)));
    const open = sent.filter((item) => "ref" in item);
    const outcomes = [...state.outcomes, ...sent.filter((item) => "state" in item)];
    const waiting = sent.filter((item) => "place" in item);
    if (state.intent && waiting.length > 0) {
      const { intent: plan, round } = state;
      throw new AwaitingQuota({ state: "queued", plan, round, asks: open, settled: outcomes, waiting });
    }
    return {
      open,
      outcomes,
      conversations: { ...state.conversations, ...Object.fromEntries(open.map(conversation)) },
    };
  };

/** Names an ask of the current round for ever. */
export const askKey = (state: State, agent: string): string => `${state.turn}:${state.round}:${agent}`;

const asksOf = (state: State): Ask[] =>
  (state.intent?.asks ?? []).map(({ agent, question }) => {
    const known = state.conversations[agent];
    return {
      key: askKey(state, agent),
      agent,
      question: withContext(question, state.attached, state.preferences),
      actor: state.actor,
      earlier: known?.questions ?? [],
      ...(known?.id && { conversation: known.id }),
    };
  });

/** Questions of an agent's conversation that are kept, for the day it has to be replaced. */
const earlierKept = 10;

const conversation = ({ ask, ref }: OpenAsk): [agent: string, conversation: Conversation] => [
  ask.agent,
  { id: ref.conversation, questions: [...ask.earlier, ask.question].slice(-earlierKept) },
];
