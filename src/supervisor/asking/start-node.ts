import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { isSame } from "../../access/access.ts";
import type { Ask, AskOutcome, OpenAsk } from "../../ports/databricks/agent.ts";
import type { AskRights } from "../../ports/databricks/identity.ts";
import { withContext, withoutContext } from "../../reply/answer/quoted-context.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { movedAsOwn } from "../own-history.ts";
import {
  type Conversation,
  hooksOf,
  type State,
  type SupervisorContext,
  type TurnHooks,
  type Update,
} from "../state.ts";
import { send } from "./ask-dispatch.ts";
import { plannedBefore } from "./planned-asks.ts";
import { AwaitingQuota } from "./quota-wait.ts";

/**
 * Node *start*: sends every ask of the plan, side by side. An ask that cannot be sent has ended; while one still waits
 * for its turn, the run ends here. Where an agent may not answer, and while the asker has to sign in, nobody is asked.
 */
export const startNode =
  (context: SupervisorContext) =>
  async (state: State, config: LangGraphRunnableConfig): Promise<Update> => {
    const hooks = hooksOf(config);
    const rights = await rightsOf(state, hooks);
    const hindrance = await hindered(context, state, hooks, rights);
    if (hindrance) return hindrance;
    const intent = await plannedBefore(context, state);
    if (intent) return { intent, ...(await startNode(context)({ ...state, intent }, config)) };
    const sent = await Promise.all(asksOf(context, state, hooks, rights).map((ask) => send(context, ask, hooks)));
    const open = sent.filter((item) => "ref" in item);
    const unsent = sent.filter((item) => "state" in item);
    const outcomes = [...state.outcomes, ...unsent];
    for (const outcome of unsent) if (outcome.state === "failed") traceUnsent(context, state.turn, outcome);
    const waiting = sent.filter((item) => "place" in item);
    if (state.intent && waiting.length > 0) {
      const { intent: plan, round } = state;
      context.lastQueued.at = context.now();
      throw new AwaitingQuota({ state: "awaiting-quota", plan, round, asks: open, settled: outcomes, waiting });
    }
    return {
      open,
      outcomes,
      notes: [...new Set([...state.notes, ...rightsNotes(rights, state.actor.locale)])],
      as: open.find(({ ask }) => ask.as !== undefined)?.ask.as ?? state.as,
      conversations: { ...state.conversations, ...Object.fromEntries(open.map(conversation)) },
    };
  };

/** With whose rights the answer is made, where that is not always the bot's. */
const rightsNotes = (rights: RightsByAgent, locale: string | undefined): string[] => {
  const all = [...rights.values()];
  const words = wordsIn(locale).signIn;
  return [
    ...(all.some(({ kind }) => kind === "own") ? [words.withOwnRights] : []),
    ...(all.some((right) => right.kind === "bot" && right.insteadOfOwn) ? [words.withBotRights] : []),
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
const hindered = async (
  context: SupervisorContext,
  state: State,
  hooks: TurnHooks,
  rights: RightsByAgent,
): Promise<Update | undefined> => {
  const asked = [...rights.keys()];
  const isOwn = (agent: string): boolean => mayBeOwn(rights.get(agent));
  const barred = asked.filter((agent) => !hooks.mayAnswer(agent, isOwn(agent)));
  if (barred.some(isOwn) || (state.as !== "" && !hooks.mayShowOwn))
    return movedAsOwn(context, state, hooks, { barred, asked });
  if (barred.length > 0) return { verdict: { kind: "elsewhere", markdown: "", agents: barred } };
  const unknown = asked.filter((agent) => rights.get(agent)?.kind === "sign-in");
  return unknown.length > 0 ? { verdict: { kind: "sign-in", markdown: "", agents: unknown } } : undefined;
};

/** What is answered with the bot's rights as well is so until its asker is known to be signed in. */
const mayBeOwn = (right: AskRights | undefined): boolean =>
  right?.kind !== "bot" && !(right?.kind === "sign-in" && right.isOptional);

const asksOf = (context: SupervisorContext, state: State, hooks: TurnHooks, rights: RightsByAgent): Ask[] =>
  (state.intent?.asks ?? []).map(({ agent, question }) => {
    const right = rights.get(agent);
    const as = right?.kind === "own" ? { as: right.as } : {};
    const known = state.conversations[conversationKey({ agent, ...as })];
    const isShown = hooks.isAmongOthers && right?.kind === "own";
    const words = isInOwnWords(context, state, hooks, agent, right) ? state.question : question;
    return {
      key: askKey(state, agent),
      agent,
      question: withContext(words, state.attached, state.preferences),
      actor: state.actor,
      ...as,
      earlier: known?.questions ?? askedBefore(state, agent, isShown),
      ...(known?.id && { conversation: known.id }),
    };
  });

/**
 * Whether an agent gets the person's words as they are, and not what the plan made of them: where it tells them to the
 * world outside, and where the plan rests on own answers and the agent's conversation is everybody's.
 */
const isInOwnWords = (
  { agents }: SupervisorContext,
  { as }: State,
  { isAmongOthers }: TurnHooks,
  agent: string,
  right: AskRights | undefined,
): boolean =>
  agents.some(({ profile }) => profile.id === agent && profile.tool?.isPublic) ||
  (isAmongOthers && as !== "" && right?.kind !== "own");

/** Questions of an agent's conversation that are kept, for the day it has to be replaced. */
const earlierKept = 10;

/**
 * What others, or the same person with other rights, have asked the agent in this thread; their answers stay theirs.
 * `isShown`: an answer with own rights is shown to others, so nobody but its asker gets to word its question.
 */
const askedBefore = ({ exchanges, actor }: State, agent: string, isShown: boolean): string[] =>
  exchanges
    .filter(({ agents, of }) => agents.includes(agent) && (!isShown || (of !== undefined && isSame(of, actor))))
    .map(({ question }) => question)
    .slice(-earlierKept);

/** What was kept in mind for one question is none of the next ones'. */
const conversation = ({ ask, ref }: OpenAsk): [key: string, conversation: Conversation] => [
  conversationKey(ask),
  { id: ref.conversation, questions: [...ask.earlier, withoutContext(ask.question)].slice(-earlierKept) },
];

/** Whoever's rights an agent is asked with has a conversation of their own with it. */
const conversationKey = ({ agent, as }: Pick<Ask, "agent" | "as">): string =>
  as === undefined ? agent : `${agent} as ${as}`;
