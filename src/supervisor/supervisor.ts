import { Command, type StateSnapshot } from "@langchain/langgraph";
import { clock } from "../clock.ts";
import type { AskOutcome, Finding, OpenAsk, QueryResult, SpaceProfile } from "../ports/databricks/agent.ts";
import { noTracer } from "../tracing/tracer.ts";
import { AwaitingQuota, type QueuedStep } from "./asking/quota-wait.ts";
import { memoryOf } from "./client-history.ts";
import { createGraph, type Resume } from "./graph.ts";
import { type Addressee, addresseeOf } from "./planning/addressee.ts";
import { planNode } from "./planning/plan-node.ts";
import {
  type Exchange,
  offeredTo,
  Plan,
  Saved,
  type SupervisorContext,
  type SupervisorDeps,
  type SupervisorResult,
  type TurnHooks,
  type TurnInput,
} from "./state.ts";

export type { QueuedStep } from "./asking/quota-wait.ts";
export { Plan, SupervisorResult, type TurnHooks, TurnInput } from "./state.ts";

export type SupervisorStep =
  /** `asks` are out; `settled` are the outcomes that the turn has already, of earlier rounds too. */
  | { state: "waiting"; plan: Plan; round: number; asks: OpenAsk[]; settled: AskOutcome[] }
  | QueuedStep
  | { state: "answered"; result: SupervisorResult }
  /** The message was meant for other people: nothing is to be said. */
  | { state: "silent" };

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
   * Brings the turn as far as it goes without waiting; when it is queued, call again in time. `outcomes` count when
   * they hold one for every open ask. Safe to repeat after a crash at any line. One call at a time for each thread: the
   * caller sees to it.
   */
  advance(turn: TurnInput, outcomes: AskOutcome[] | undefined, hooks: TurnHooks): Promise<SupervisorStep>;
  /** Forgets a thread: history and the agents' conversations. */
  forget(thread: string): Promise<void>;
}

const nothing: ReadonlyMap<string, SpaceProfile> = new Map();

/** The supervisor over a saver: a StateGraph that either finishes or is suspended while agents work. */
export const createSupervisor = (deps: SupervisorDeps): Supervisor => {
  const usual = {
    now: clock,
    jobs: () => [],
    spaces: () => nothing,
    tracer: noTracer,
    instructions: "",
    keptExchanges: 10,
  };
  const context: SupervisorContext = {
    ...usual,
    ...deps,
    lastQueued: { at: Number.NEGATIVE_INFINITY },
    planModel: deps.planModel ?? deps.model,
  };
  const graph = createGraph(context);

  const advance: Supervisor["advance"] = async (turn, outcomes, hooks) => {
    const thread = { configurable: { thread_id: turn.thread } };
    const run = { configurable: { ...thread.configurable, hooks }, signal: hooks.signal, durability: "sync" as const };
    const snapshot = await graph.getState(thread);
    const before = position(snapshot, turn.turn);
    const invoke = (input: Parameters<typeof graph.invoke>[0]): Promise<QueuedStep | undefined> =>
      graph.invoke(input, run).then(() => undefined, queuedBy);
    let queued: QueuedStep | undefined;
    switch (before.state) {
      case "unreadable":
        deps.log.warn(
          { event: "supervisor.checkpoint-unreadable", thread: turn.thread },
          "the checkpoint has an unknown format; the thread starts over",
        );
        await deps.saver.deleteThread(turn.thread);
        queued = await invoke(newTurn(context, turn, hooks, false));
        break;
      case "new":
        queued = await invoke(newTurn(context, turn, hooks, remembers(snapshot)));
        break;
      case "midway":
        queued = await invoke(null);
        break;
      case "waiting": {
        const resume = resumeOf(before.asks, outcomes);
        if (!resume) return before;
        queued = await invoke(new Command({ resume }));
        break;
      }
      case "answered":
      case "silent":
        return before;
    }
    if (queued) return queued;
    const after = position(await graph.getState(thread), turn.turn);
    if (after.state === "waiting" || after.state === "answered" || after.state === "silent") return after;
    throw new Error(`turn ${turn.turn} stands ${after.state} after its run`);
  };

  const isForUs: Supervisor["isForUs"] = async (turn, hooks) => {
    const thread = { configurable: { thread_id: turn.thread } };
    const run = { configurable: { ...thread.configurable, hooks }, signal: hooks.signal, durability: "sync" as const };
    const before = position(await graph.getState(thread), turn.turn);
    if (before.state === "unreadable") await deps.saver.deleteThread(turn.thread);
    if (before.state === "new" || before.state === "unreadable")
      await graph.invoke(newTurnState(turn), { ...run, interruptAfter: ["plan"] });
    const { values } = await graph.getState(thread);
    return Saved.pick({ intent: true }).parse(values).intent?.kind !== "silent";
  };

  const addressee: Supervisor["addressee"] = (message, mayAsk = () => true) => {
    const found = addresseeOf(message, offeredTo(deps, { mayAsk }), deps.jobs?.() ?? []);
    // Without a model nothing can decide this. Silence disturbs less than an answer that nobody wanted.
    return found === "unclear" && !deps.model ? "people" : found;
  };

  return { addressee, isForUs, plan: planning(context), advance, forget: (thread) => deps.saver.deleteThread(thread) };
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

/** A question that was put elsewhere goes on from what was said there. */
const afresh = { exchanges: [], summary: "", conversations: {} };

const planning =
  (context: SupervisorContext): Supervisor["plan"] =>
  async (turn, exchanges, hooks) => {
    const kept = exchanges.slice(1 - context.keptExchanges);
    const state = { ...newTurnState(turn), exchanges: kept, summary: "", conversations: {} };
    const { intent } = await planNode(context)(state, { configurable: { hooks } });
    return Plan.parse(intent);
  };

/** The thread has had an exchange of its own. */
const remembers = ({ values }: StateSnapshot): boolean =>
  (Saved.pick({ exchanges: true }).safeParse(values).data?.exchanges.length ?? 0) > 0;

/** The step of a run that ended because asks wait for the quota. */
const queuedBy = (thrown: unknown): QueuedStep => {
  if (thrown instanceof AwaitingQuota) return thrown.step;
  throw thrown;
};

/** `midway`: a run ended in the middle. `unreadable`: another version of this program wrote the checkpoint. */
type Position = SupervisorStep | { state: "new" | "midway" | "unreadable" };

/** The state of a thread's checkpoint, seen from one turn. */
const position = (snapshot: StateSnapshot, turn: string): Position => {
  if (!("turn" in snapshot.values)) return { state: "new" };
  const saved = Saved.safeParse(snapshot.values);
  if (!saved.success) return { state: "unreadable" };
  if (saved.data.turn !== turn) return { state: "new" };
  const { intent, round, open, outcomes, verdict } = saved.data;
  // `values` hold also what a task wrote that never became a checkpoint: only without tasks is the verdict safe.
  if (verdict && snapshot.tasks.length === 0) {
    if (verdict.kind === "silent") return { state: "silent" };
    return { state: "answered", result: verdict.kind === "answer" ? { ...verdict, outcomes } : verdict };
  }
  const suspended = snapshot.next.length > 0 && snapshot.tasks.some((task) => task.interrupts.length > 0);
  return suspended && intent
    ? { state: "waiting", plan: intent, round, asks: open, settled: outcomes }
    : { state: "midway" };
};

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
