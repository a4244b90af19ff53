import { Command } from "@langchain/langgraph";
import type { AskOutcome, Finding, OpenAsk, QueryResult } from "../ports/databricks/agent.ts";
import { AwaitingQuota, type QuotaStep } from "./asking/quota-wait.ts";
import { memoryOf } from "./client-history.ts";
import { createGraph, type Resume } from "./graph.ts";
import { type Addressee, addresseeOf } from "./planning/addressee.ts";
import { planNode } from "./planning/plan-node.ts";
import { ReadOnceSaver } from "./read-once.ts";
import {
  type Exchange,
  offeredTo,
  Plan,
  type SupervisorContext,
  type SupervisorDeps,
  type TurnHooks,
  type TurnInput,
} from "./state.ts";
import {
  remembers,
  type SavedThread,
  type SupervisorStep,
  savedThread,
  threadAfterRun,
  turnStateIn,
} from "./turn-state.ts";
import { runUntraced } from "./untraced.ts";

export type { QuotaStep } from "./asking/quota-wait.ts";
export { Plan, SupervisorResult, type TurnHooks, TurnInput } from "./state.ts";
export type { SupervisorStep } from "./turn-state.ts";

export interface Supervisor {
  /**
   * Whom a message means that was written in one of our threads without naming us; `unclear`: see `isForUs`. Agents that
   * its author may not ask do not count.
   */
  addressee(message: string, mayAsk?: TurnHooks["mayAsk"]): Addressee;
  /** Plans the turn and goes no further. False: the message is meant for other people, and nothing is to be said. */
  isForUs(turn: TurnInput, hooks: TurnHooks): Promise<boolean>;
  /** What would be done with a question after these exchanges. Nobody is asked, and nothing is remembered. */
  plan(turn: TurnInput, exchanges: readonly Exchange[], hooks: TurnHooks): Promise<Plan>;
  /**
   * Brings the turn as far as it goes without waiting; when it awaits the quota, call again in time. `outcomes` count when
   * they hold one for every open ask. Safe to repeat after a crash at any line. One call at a time for each thread: the
   * caller sees to it.
   */
  advance(turn: TurnInput, outcomes: AskOutcome[] | undefined, hooks: TurnHooks): Promise<SupervisorStep>;
  /** Forgets a thread: history and the agents' conversations. */
  forget(thread: string): Promise<void>;
}

/** The supervisor over a saver: a StateGraph that either finishes or is suspended while agents work. */
export const createSupervisor = (deps: SupervisorDeps): Supervisor => {
  const saver = new ReadOnceSaver(deps.saver);
  const context: SupervisorContext = {
    ...deps,
    saver,
    lastQueued: { at: Number.NEGATIVE_INFINITY },
    planModel: deps.planModel ?? deps.model,
  };
  runUntraced();
  const graph = createGraph(context);
  /** Reads the thread of a turn, and lets `go` take the turn on from there. */
  const withThread = async <T>(thread: string, go: (saved: SavedThread) => Promise<T>): Promise<T> => {
    try {
      return await go(savedThread(await saver.read(thread)));
    } finally {
      saver.forget(thread);
    }
  };

  const advance: Supervisor["advance"] = (turn, outcomes, hooks) =>
    withThread(turn.thread, async (saved) => {
      const before = turnStateIn(saved, turn.turn);
      const invoke = async (input: Parameters<typeof graph.invoke>[0]): Promise<SupervisorStep> => {
        const ended = await graph.invoke(input, runOf(turn, hooks)).then(threadAfterRun, queuedBy);
        if ("state" in ended) return ended;
        const after = turnStateIn(ended, turn.turn);
        if (after.state === "waiting" || after.state === "answered" || after.state === "silent") return after;
        throw new Error(`turn ${turn.turn} stands ${after.state} after its run`);
      };
      switch (before.state) {
        case "unreadable":
          deps.log.warn(
            { event: "supervisor.checkpoint-unreadable", thread: turn.thread },
            "the checkpoint has an unknown format; the thread starts over",
          );
          await saver.deleteThread(turn.thread);
          return invoke(newTurn(context, turn, hooks, false));
        case "new":
          return invoke(newTurn(context, turn, hooks, remembers(saved)));
        case "midway":
          return invoke(null);
        case "waiting": {
          const resume = resumeOf(before.asks, outcomes);
          return resume ? invoke(new Command({ resume })) : before;
        }
        default:
          return before;
      }
    });

  const isForUs: Supervisor["isForUs"] = (turn, hooks) =>
    withThread(turn.thread, async (saved) => {
      const before = turnStateIn(saved, turn.turn);
      if (before.state === "unreadable") await saver.deleteThread(turn.thread);
      const isNew = before.state === "new" || before.state === "unreadable";
      const { saved: values } = isNew
        ? threadAfterRun(await graph.invoke(newTurnState(turn), { ...runOf(turn, hooks), interruptAfter: ["plan"] }))
        : saved;
      return typeof values !== "object" || values.intent?.kind !== "silent";
    });

  const addressee: Supervisor["addressee"] = (message, mayAsk = () => true) => {
    const found = addresseeOf(message, offeredTo(deps, { mayAsk }), deps.jobs?.() ?? []);
    // Without a model nothing can decide this. Silence disturbs less than an answer that nobody wanted.
    return found === "unclear" && !deps.model ? "people" : found;
  };

  return { addressee, isForUs, plan: planning(context), advance, forget: (thread) => saver.deleteThread(thread) };
};

/** What a turn begins with; `knows`: the thread has a memory. */
const newTurn = (context: SupervisorContext, turn: TurnInput, hooks: TurnHooks, knows: boolean) => {
  if (knows && !turn.isMoved) return newTurnState(turn);
  const { history = [] } = turn;
  const { now, keptExchanges } = context;
  const recalled =
    history.length === 0 ? {} : memoryOf(history, offeredTo(context, hooks), now(), keptExchanges, turn.actor);
  return { ...newTurnState(turn), ...(turn.isMoved && afresh), ...recalled };
};

/** A question that was moved here continues what was said there. */
const afresh = { exchanges: [], summary: "", conversations: {} };

const planning =
  (context: SupervisorContext): Supervisor["plan"] =>
  async (turn, exchanges, hooks) => {
    const kept = exchanges.slice(1 - context.keptExchanges);
    const state = { ...newTurnState(turn), exchanges: kept, summary: "", conversations: {} };
    const { intent } = await planNode(context)(state, { configurable: { hooks } });
    return Plan.parse(intent);
  };

/** The step of a run that ended because asks wait for the quota. */
const queuedBy = (thrown: unknown): QuotaStep => {
  if (thrown instanceof AwaitingQuota) return thrown.step;
  throw thrown;
};

/**
 * How a run of the graph is made. A checkpoint is stored when it ends, waits or fails, and not after each node: a node
 * may run again anyway, and what was asked is known by its records.
 */
const runOf = ({ thread }: TurnInput, hooks: TurnHooks) => ({
  configurable: { thread_id: thread, hooks },
  signal: hooks.signal,
  durability: "exit" as const,
});

/** The input of a new turn: sets every state channel that belongs to one turn. */
const newTurnState = ({
  turn,
  actor,
  question,
  attached = [],
  isClicked = false,
  isUnclear = false,
  agent = "",
}: TurnInput) => ({
  turn,
  actor,
  question,
  attached,
  isClicked,
  agent,
  isUnclear,
  preferences: [],
  intent: null,
  round: 0,
  open: [],
  outcomes: [],
  as: "",
  notes: [],
  verdict: null,
});

/** Outcomes of exactly the open asks, or nothing when one is missing (they belong to an earlier round). */
const resumeOf = (asks: readonly OpenAsk[], outcomes: readonly AskOutcome[] = []): Resume | undefined => {
  const own = outcomes.filter((outcome) => asks.some(({ ask }) => ask.key === outcome.key));
  return own.length < asks.length ? undefined : { outcomes: own.map(trimmed) };
};

/** Rows of a finding that a checkpoint keeps. */
const rowsKept = 50;

const withFewRows = <Result extends QueryResult | Finding>(result: Result): Result =>
  result.table ? { ...result, table: { ...result.table, rows: result.table.rows.slice(0, rowsKept) } } : result;

const trimmed = (outcome: AskOutcome): AskOutcome => {
  if (outcome.state === "failed") return outcome;
  const { finding } = outcome;
  return { ...outcome, finding: { ...withFewRows(finding), earlier: finding.earlier.map(withFewRows) } };
};
