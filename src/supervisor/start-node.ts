import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { Ask, AskOutcome, OpenAsk } from "../ports/agent.ts";
import type { AskRights } from "../ports/identity.ts";
import { withContext } from "../reply/answer/quoted-context.ts";
import { send } from "./ask-dispatch.ts";
import { remember, shownTo } from "./history.ts";
import { AwaitingQuota } from "./quota-wait.ts";
import {
  type Conversation,
  hooksOf,
  type State,
  type SupervisorContext,
  type TurnHooks,
  type Update,
} from "./state.ts";

/**
 * Node *start*: sends every ask of the plan, side by side. An ask that cannot be sent has ended; while one still waits
 * for its turn, the run ends here. Where an agent may not answer, and while the asker has to sign in, nobody is asked.
 */
export const startNode =
  (context: SupervisorContext) =>
  async (state: State, config: LangGraphRunnableConfig): Promise<Update> => {
    const hooks = hooksOf(config);
    const rights = await rightsOf(state, hooks);
    const hindrance = hindered(context, state, hooks, rights);
    if (hindrance) return hindrance;
    const sent = await Promise.all(asksOf(state, rights).map((ask) => send(context, ask, hooks)));
    const open = sent.filter((item) => "ref" in item);
    const unsent = sent.filter((item) => "state" in item);
    const outcomes = [...state.outcomes, ...unsent];
    for (const outcome of unsent) if (outcome.state === "failed") traceUnsent(context, state.turn, outcome);
    const waiting = sent.filter((item) => "place" in item);
    if (state.intent && waiting.length > 0) {
      const { intent: plan, round } = state;
      context.lastQueued.at = context.now();
      throw new AwaitingQuota({ state: "queued", plan, round, asks: open, settled: outcomes, waiting });
    }
    return {
      open,
      outcomes,
      notes: [...new Set([...state.notes, ...rightsNotes(rights)])],
      isOwn: state.isOwn || open.some(({ ask }) => ask.as !== undefined),
      conversations: { ...state.conversations, ...Object.fromEntries(open.map(conversation)) },
    };
  };

/** With whose rights the answer is made, where that is not always the bot's. */
const rightsNotes = (rights: RightsByAgent): string[] => {
  const all = [...rights.values()];
  return [
    ...(all.some(({ kind }) => kind === "own") ? ["Answered with the asker's own rights in Databricks."] : []),
    ...(all.some((right) => right.kind === "bot" && right.insteadOfOwn)
      ? ["Answered with the bot's rights in Databricks, because the asker is not signed in (login)."]
      : []),
  ];
};

/** Names an ask of the current round for ever. */
export const askKey = (state: State, agent: string): string => `${state.turn}:${state.round}:${agent}`;

/** An ask that has failed, as the trace of its turn shows it. */
const traceUnsent = (
  { tracer, now }: SupervisorContext,
  turn: string,
  { key, agent, question, failure, elapsedMs }: Extract<AskOutcome, { state: "failed" }>,
): void =>
  tracer.add(turn, {
    ...{ key, kind: "agent", name: agent, startedAt: now() - elapsedMs, facts: { agent }, error: failure.code },
    texts: () => ({ inputs: { messages: [{ role: "user", content: question }] } }),
  });

type RightsByAgent = ReadonlyMap<string, AskRights>;

const rightsOf = async ({ intent }: State, hooks: TurnHooks): Promise<RightsByAgent> => {
  const agents = [...new Set((intent?.asks ?? []).map(({ agent }) => agent))];
  return new Map(await Promise.all(agents.map(async (agent) => [agent, await hooks.rights(agent)] as const)));
};

/** The verdict where nobody may be asked here, or not yet. */
const hindered = (
  { now, keptExchanges }: SupervisorContext,
  state: State,
  hooks: TurnHooks,
  rights: RightsByAgent,
): Update | undefined => {
  const agents = [...rights.keys()];
  const isOwn = (agent: string): boolean => rights.get(agent)?.kind !== "bot";
  const barred = agents.filter((agent) => !hooks.mayAnswer(agent, isOwn(agent)));
  if (barred.length > 0) {
    const verdict = { kind: "elsewhere", markdown: "", agents: barred } as const;
    if (!barred.some(isOwn)) return { verdict };
    const history = shownTo(state.exchanges, state.actor).map(({ question, answer }) => ({ question, answer }));
    // The question stands here for everybody to read; its answer does not.
    const exchange = {
      question: state.question,
      answer: "",
      agents,
      kind: "answer",
      at: now(),
      of: state.actor,
    } as const;
    const exchanges = remember(state.exchanges, exchange).slice(-keptExchanges);
    return { verdict: { ...verdict, history }, exchanges };
  }
  const unknown = agents.filter((agent) => rights.get(agent)?.kind === "sign-in");
  return unknown.length > 0 ? { verdict: { kind: "sign-in", markdown: "", agents: unknown } } : undefined;
};

const asksOf = (state: State, rights: RightsByAgent): Ask[] =>
  (state.intent?.asks ?? []).map(({ agent, question }) => {
    const right = rights.get(agent);
    const as = right?.kind === "own" ? { as: right.as } : {};
    const known = state.conversations[conversationKey({ agent, ...as })];
    return {
      key: askKey(state, agent),
      agent,
      question: withContext(question, state.attached, state.preferences),
      actor: state.actor,
      ...as,
      earlier: known?.questions ?? askedBefore(state, agent),
      ...(known?.id && { conversation: known.id }),
    };
  });

/** Questions of an agent's conversation that are kept, for the day it has to be replaced. */
const earlierKept = 10;

/** What others, or the same person with other rights, have asked the agent in this thread; their answers stay theirs. */
const askedBefore = ({ exchanges }: State, agent: string): string[] =>
  exchanges
    .filter(({ agents }) => agents.includes(agent))
    .map(({ question }) => question)
    .slice(-earlierKept);

const conversation = ({ ask, ref }: OpenAsk): [key: string, conversation: Conversation] => [
  conversationKey(ask),
  { id: ref.conversation, questions: [...ask.earlier, ask.question].slice(-earlierKept) },
];

/** Whoever's rights an agent is asked with has a conversation of their own with it. */
const conversationKey = ({ agent, as }: Pick<Ask, "agent" | "as">): string =>
  as === undefined ? agent : `${agent} as ${as}`;
