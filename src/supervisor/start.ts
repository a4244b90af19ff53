import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { z } from "zod";
import { asProblem, Problem } from "../errors.ts";
import { type Ask, AskRef } from "../ports.ts";
import {
  type Conversation,
  type Desk,
  type Live,
  liveOf,
  type OpenAsk,
  type Outcome,
  type State,
  type Update,
} from "./state.ts";

/** Node *start*: sends every ask of the plan, side by side. An ask that cannot be sent has ended. */
export const startNode =
  (desk: Desk) =>
  async (state: State, config: LangGraphRunnableConfig): Promise<Update> => {
    const live = liveOf(config);
    const sent = await Promise.all(asksOf(state).map((ask) => send(desk, ask, live)));
    const open = sent.filter((item) => "ref" in item);
    return {
      open,
      outcomes: [...state.outcomes, ...sent.filter((item) => "state" in item)],
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
      question,
      actor: state.actor,
      earlier: known?.questions ?? [],
      ...(known && { conversation: known.id }),
    };
  });

/** Questions of an agent's conversation that are kept, for the day it has to be replaced. */
const earlierKept = 10;

const conversation = ({ ask, ref }: OpenAsk): [agent: string, conversation: Conversation] => [
  ask.agent,
  { id: ref.conversation, questions: [...ask.earlier, ask.question].slice(-earlierKept) },
];

/** Sends an ask once, also when this step runs again: the record knows what became of it. */
const send = async (desk: Desk, ask: Ask, live: Live): Promise<OpenAsk | Outcome> => {
  const record = await begin(desk, ask);
  if (record.ref) return { ask, ref: record.ref, startedAt: record.at };
  const agent = desk.agents.find(({ profile }) => profile.id === ask.agent)?.agent;
  if (!agent) return notSent(desk, ask, record.at, gone());
  let ref: AskRef;
  try {
    ref = await agent.start(record.fresh ? ask : { ...ask, attemptedAt: record.at }, live.signal);
  } catch (error) {
    if (live.signal.aborted) throw error;
    return notSent(desk, ask, record.at, error);
  }
  await desk.records.write(recordKey(ask), { at: record.at, ref }, recordTtlMs);
  return { ask, ref, startedAt: record.at };
};

/** The configuration changed between plan and start. */
const gone = () => new Problem("agent.gone", "This agent is no longer configured here. Please ask again.");

const notSent = (desk: Desk, ask: Ask, startedAt: number, error: unknown): Outcome => {
  const { failure, code } = asProblem(error);
  desk.log.warn({ err: error, code, ask: ask.key }, "ask not sent");
  const { key, agent, question } = ask;
  return { state: "failed", key, agent, question, failure, elapsedMs: desk.now() - startedAt };
};

/** Written before an ask is sent; has the `ref` once the agent took it. */
const Sending = z.object({ at: z.number(), ref: AskRef.optional() });

const recordKey = (ask: Ask): string => `ask:${ask.key}`;
/** Longer than any turn may be held up. */
const recordTtlMs = 7 * 24 * 3_600_000;

const begin = async (desk: Desk, ask: Ask): Promise<z.infer<typeof Sending> & { fresh: boolean }> => {
  const at = desk.now();
  if (await desk.records.add(recordKey(ask), { at }, recordTtlMs)) return { at, fresh: true };
  const found = await desk.records.read(recordKey(ask));
  return found ? { ...Sending.parse(found.value), fresh: false } : { at, fresh: true };
};
