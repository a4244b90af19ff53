import { isSame } from "../access/access.ts";
import type { Actor } from "../ports/actor.ts";
import type { Preference } from "../ports/preference.ts";
import { remember } from "./history.ts";
import type { Exchange, Plan, State, SupervisorContext, TurnHooks, Update } from "./state.ts";

/*
 * What a thread remembers of answers with somebody's own rights, and what is made of it. It is theirs alone, while they
 * are signed in as who they were then; what a model makes of it is like it.
 */

/** The state as a plan may see it, and what is kept in mind for it. */
export const asSeen = async (saved: State, hooks: TurnHooks): Promise<{ state: State; preferences: Preference[] }> => {
  const as = await hooks.signedInAs();
  const exchanges = shownTo(saved.exchanges, saved.actor, as);
  return { state: { ...saved, exchanges }, preferences: keptFor(hooks, await hooks.recall(), saved.actor, as) };
};

/** The exchanges as somebody may see them who is signed in as `as`: of other own answers the question alone. */
const shownTo = (exchanges: readonly Exchange[], actor: Actor, as: string | undefined): Exchange[] =>
  exchanges.map((exchange) =>
    exchange.of === undefined || (as !== undefined && isSame(exchange.of, actor) && exchange.as === as)
      ? exchange
      : { ...exchange, answer: "" },
  );

/** The Databricks user on whose answers a plan may rest; empty: on nobody's. Words alone look at questions only. */
export const restsOn = (exchanges: readonly Exchange[], { byModel }: Plan): string =>
  (byModel && exchanges.findLast(({ of, answer }) => of !== undefined && answer !== "")?.as) || "";

/**
 * What is kept in mind for a question. Where others read answers with the asker's own rights, they do not get to word
 * its questions: what a word means there counts only if the asker has said so.
 */
const keptFor = (
  { isAmongOthers, mayShowOwn }: Pick<TurnHooks, "isAmongOthers" | "mayShowOwn">,
  preferences: Preference[],
  { user }: Actor,
  as: string | undefined,
): Preference[] =>
  isAmongOthers && mayShowOwn && as !== undefined
    ? preferences.filter(({ author, authorId }) => author === undefined || authorId === user)
    : preferences;

/** The question goes on in the asker's direct messages. It stands here for everybody to read; its answer does not. */
export const movedAsOwn = async (
  { now, keptExchanges }: Pick<SupervisorContext, "now" | "keptExchanges">,
  state: State,
  hooks: TurnHooks,
  agents: { barred: string[]; asked: string[] },
): Promise<Update> => {
  const shown = shownTo(state.exchanges, state.actor, await hooks.signedInAs());
  const history = shown.map(({ question, answer, as }) => ({ question, answer, ...(answer && as && { as }) }));
  const exchange = {
    question: state.question,
    answer: "",
    agents: agents.asked,
    kind: "answer",
    at: now(),
    of: state.actor,
  } as const;
  const exchanges = remember(state.exchanges, exchange).slice(-keptExchanges);
  return { verdict: { kind: "elsewhere", markdown: "", agents: agents.barred, history }, exchanges };
};
