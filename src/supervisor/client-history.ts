import type { Actor } from "../ports/actor.ts";
import type { PastExchange } from "../ports/chat/inbound.ts";
import type { AgentProfile } from "../ports/databricks/agent.ts";
import { listed, remember } from "./history.ts";
import { route } from "./planning/keyword-router.ts";
import type { Exchange, State } from "./state.ts";

/**
 * The memory of a thread, made of the history that a client sent along. It does not say which agents were asked, so
 * their keywords decide; they get the earlier questions with the next one, in a new conversation.
 */
export const memoryOf = (
  history: readonly PastExchange[],
  agents: readonly AgentProfile[],
  at: number,
  keptExchanges: number,
  actor: Actor,
): Pick<State, "exchanges" | "summary" | "conversations"> => {
  const exchanges = history.reduce<Exchange[]>((before, { question, answer, as }) => {
    const asked = route(question, agents, before).asks.map(({ agent }) => agent);
    return remember(before, { question, answer, agents: asked, kind: "answer", at, ...(as && { of: actor, as }) });
  }, []);
  const conversations = agents.flatMap(({ id }) => {
    const questions = exchanges.filter((exchange) => exchange.agents.includes(id)).map(({ question }) => question);
    return questions.length > 0 ? [[id, { questions }] as const] : [];
  });
  // One less than what makes the model summarize: that would cost a call for every message of a long conversation.
  const recent = exchanges.slice(1 - keptExchanges);
  const older = exchanges.slice(0, exchanges.length - recent.length);
  return {
    exchanges: recent,
    summary: older.reduce((summary, exchange) => listed(summary, exchange), ""),
    conversations: Object.fromEntries(conversations),
  };
};
