import { asProblem } from "../errors.ts";
import type { AskOutcome, OpenAsk } from "../ports/databricks/agent.ts";
import type { Lease, Settled } from "../ports/stores/queue.ts";
import type { SupervisorResult, TurnHooks } from "../supervisor/state.ts";
import type { TurnInput } from "../supervisor/supervisor.ts";
import type { Step } from "../worker/worker.ts";
import { isOwn, showsOwn } from "./answers/own-answers.ts";
import { agentsOf } from "./answers/turn-answer.ts";
import type { AskPoller } from "./asks/ask-poller.ts";
import type { ProgressView } from "./asks/progress-view.ts";
import type { WaitingTurn, WaitingTurns } from "./asks/waiting-turns.ts";
import { beginTurn } from "./first-sign.ts";
import { finishOrder } from "./job-turn.ts";
import { moveToDirect } from "./move-turn.ts";
import { mayAnswerIn } from "./privacy/sensitive.ts";
import { waitForSignIn } from "./sign-in-wait.ts";
import { finishCancelled } from "./turn-cancelled.ts";
import { mayAskAgent, rightsFor, signedInAs, type TurnDeps } from "./turn-deps.ts";
import { abandonTurn, finishAnswer, tellLost } from "./turn-end.ts";
import { type Turn, TurnTask } from "./turn-records.ts";

/** Least wait before the first check of questions that were just sent. */
const firstCheckMs = 300;

/**
 * One step of a turn: from its first sign to the questions being out, or one look at what is out, or the answer. The
 * task stays at the head of its thread until the turn has ended, so later messages wait and nothing can be stranded.
 */
export const turnStep =
  (deps: TurnDeps, { poller, view, waiting }: Pick<Tools, "poller" | "view" | "waiting">): Step =>
  async (lease, outer) => {
    try {
      const begun = waiting.take(lease) ?? (await begin(deps, lease, outer));
      if (!begun || begun.turn.phase === "closed") return done;
      const { task, turn } = begun;
      deps.lostTasks.begun(lease.id, () => tellLost(deps, turn));
      const tools = { lease, task, deps, poller, view, waiting, sent: [] };
      const settled = await deps.tracer.within(turn.id, () => runStep(tools, turn, outer));
      if (settled.state !== "again") deps.lostTasks.ended(lease.id);
      return settled;
    } catch (thrown) {
      if (asProblem(thrown).code !== "post.root-gone") throw thrown;
      deps.lostTasks.ended(lease.id);
      await abandonTurn(deps, lease);
      return done;
    }
  };

const done: Settled = { state: "done" };

/** The turn as its record has it, or as it begins now. Undefined: it ends here. */
const begin = async (deps: TurnDeps, lease: Lease, signal: AbortSignal): Promise<WaitingTurn | undefined> => {
  const task = TurnTask.parse(lease.payload);
  if (!(await isToBegin(deps, lease, task, signal))) return undefined;
  const beginNow = () => beginTurn(deps, lease, task);
  const turn = await (lease.attempt === 1 ? deps.precedence.first(beginNow) : beginNow());
  return turn && { task, turn };
};

/** False: the message is meant for other people. Decided before anything is shown. */
const isToBegin = async (deps: TurnDeps, lease: Lease, task: TurnTask, signal: AbortSignal): Promise<boolean> => {
  const { inbound, question, isUnclear } = task;
  if (!isUnclear || (await deps.turns.read(inbound.id))) return true;
  if (await deps.access.refusal(inbound)) return false;
  const turn = { turn: inbound.id, thread: inbound.place.thread, actor: inbound.actor, question, ...contextOf(task) };
  return deps.supervisor.isForUs(turn, {
    signal,
    deadline: lease.storedAt + deps.config.limits.turn_seconds * 1_000,
    onPlan: () => undefined,
    onDraft: () => undefined,
    mayAsk: mayAskAgent(deps, inbound),
    rights: async () => ({ kind: "bot" }),
    signedInAs: signedInAs(deps, inbound.actor),
    mayAnswer: () => true,
    mayShowOwn: true,
    isAmongOthers: !inbound.place.direct,
    runHere: () => deps.jobs.runOfThread(inbound.place.thread),
    onSent: () => undefined,
    recall: () => deps.memory.recall(inbound.actor, inbound.place, question),
  });
};

/** As far as the turn goes now; its end, when somebody has cancelled it. */
const runStep = async (tools: Tools, turn: Turn, outer: AbortSignal): Promise<Settled> => {
  const { deps, poller, view, sent } = tools;
  await using watch = deps.interrupts.watch(turn.id, outer);
  const cancelled = await deps.turns.cancelled(turn.id);
  if (cancelled) return finishCancelled(deps, poller, turn, cancelled);
  try {
    return await proceed(tools, turn, watch.signal);
  } catch (thrown) {
    const mark = watch.signal.aborted && !outer.aborted ? await deps.turns.cancelled(turn.id) : undefined;
    if (!mark) throw thrown;
    const recorded = (await deps.turns.read(turn.id)) ?? turn;
    return finishCancelled(deps, poller, { ...recorded, asks: mergeAsks(recorded.asks, sent) }, mark);
  } finally {
    await view.flush(turn, watch.signal);
  }
};

interface Tools {
  lease: Lease;
  task: TurnTask;
  deps: TurnDeps;
  poller: AskPoller;
  view: ProgressView;
  waiting: WaitingTurns;
  /** Asks that this step has sent. */
  sent: OpenAsk[];
}

/** What came with the message, besides its words. */
type Context = Pick<TurnInput, "agent" | "history" | "attached" | "isClicked" | "isMoved" | "isUnclear">;

const contextOf = ({ inbound, agent, isClicked, isUnclear, goesOn }: TurnTask): Context => {
  const { history = [], attached = [] } = inbound.kind === "message" ? inbound : {};
  return { history, attached, isClicked, isUnclear, isMoved: goesOn, ...(agent !== undefined && { agent }) };
};

/** The task of a turn, and whether its message may be a copy of another one. */
const originOf = ({ id }: Lease, { inbound }: TurnTask): { task: string; mayBeCopy: boolean } => ({
  task: id,
  mayBeCopy: inbound.kind === "message" && (inbound.mayBeCopy ?? false),
});

/** Whether the thread is forgotten when the turn has ended. */
const isOnce = ({ inbound }: TurnTask): boolean => inbound.kind === "message" && (inbound.once ?? false);

/** With what the platform knows of where the asker is. */
const located = async ({ config, zoneOf, localeOf }: TurnDeps, turn: Turn): Promise<Turn> => {
  const zone = turn.actor.zone ?? (await zoneOf(turn.actor));
  const locale = turn.actor.locale ?? (await localeOf(turn.actor, turn.question)) ?? config.language;
  return { ...turn, actor: { ...turn.actor, locale, ...(zone && { zone }) } };
};

const mergeAsks = (recorded: OpenAsk[], sent: OpenAsk[]): OpenAsk[] => [
  ...recorded,
  ...sent.filter(({ ask }) => recorded.every((other) => other.ask.key !== ask.key)),
];

/** What the supervisor may ask for, and is allowed, in this turn. `mayShowOwn`: answers with the asker's own rights. */
const hooksOf = ({ deps, view, sent }: Tools, turn: Turn, mayShowOwn: boolean, signal: AbortSignal): TurnHooks => {
  const { actor, posted, question, askedIn = posted.place } = turn;
  return {
    signal,
    deadline: turn.startedAt + deps.config.limits.turn_seconds * 1_000,
    onPlan: (plan) => view.planned(turn, plan),
    onDraft: (draft) => (mayShowOwn || !isOwn(turn) ? view.writing(turn, draft) : undefined),
    mayAsk: mayAskAgent(deps, { actor, place: askedIn }),
    rights: rightsFor(deps, actor, posted.place),
    signedInAs: signedInAs(deps, actor),
    mayAnswer: (agent, own) => mayAnswerIn(deps, posted.place, agent) && (!own || mayShowOwn),
    mayShowOwn,
    isAmongOthers: !posted.place.direct,
    runHere: () => deps.jobs.runOfThread(posted.place.thread),
    onSent: (asked) => sent.push(asked),
    recall: () => deps.memory.recall(actor, askedIn, question),
  };
};

/** Takes a turn on from where its records say it stands: to its asks, to the next look at them, or to its answer. */
const proceed = async (tools: Tools, begun: Turn, signal: AbortSignal): Promise<Settled> => {
  const { deps, lease, task, poller, view, waiting } = tools;
  const turn = await located(deps, begun);
  const found = turn.phase === "waiting" ? await poll(tools, turn, signal) : undefined;
  if (found?.state === "again") {
    waiting.keep(lease, { task, turn }, found.inMs);
    return found;
  }
  if (found) deps.dataAges.begin([...turn.past, ...turn.asks], found.outcomes);
  // All rows, which are remembered for a short time only: a model may take longer to write.
  const ended = poller.ended(turn);
  await deps.precedence.rest();
  const mayShowOwn = await showsOwn(deps, turn);
  const { thread } = turn.posted.place;
  const input = { turn: turn.id, thread, actor: turn.actor, question: turn.question, ...contextOf(task) };
  const step = await deps.supervisor.advance(input, found?.outcomes, hooksOf(tools, turn, mayShowOwn, signal));
  if (step.state === "awaiting-quota") {
    const awaitingQuota = step.waiting.map(({ key }) => key);
    await deps.turns.write({ ...turn, ...asksOf(turn, step.asks), phase: "open", round: step.round, awaitingQuota });
    view.awaitingQuota(turn, step);
    return { state: "again", inMs: nextPollMs(Math.min(...step.waiting.map(({ waitMs }) => waitMs))) };
  }
  if (step.state === "waiting") {
    await deps.turns.write({
      ...turn,
      ...asksOf(turn, step.asks),
      phase: "waiting",
      round: step.round,
      awaitingQuota: [],
    });
    view.sent(turn, step);
    return { state: "again", inMs: firstCheckMs };
  }
  // It was planned before anything was shown: see isToBegin.
  if (step.state === "silent") return done;
  const result = await shownResult(deps, turn, step.result);
  if (result.kind === "job") await finishOrder(deps, turn, originOf(lease, task), result.order);
  else if (result.kind === "elsewhere") await moveToDirect(deps, turn, lease, result);
  else if (result.kind === "sign-in") await waitForSignIn(deps, turn, lease, result.agents);
  else await finishAnswer(deps, turn, result, ended);
  if (isOnce(task)) await deps.supervisor.forget(thread);
  poller.forget(turn.id);
  view.forget(turn.id);
  return { state: "done" };
};

/** A channel can get other readers while Genie works: what was made with the asker's own rights then moves to them. */
const shownResult = async (deps: TurnDeps, turn: Turn, result: SupervisorResult): Promise<SupervisorResult> =>
  result.kind === "answer" && isOwn(turn) && !(await showsOwn(deps, turn))
    ? { kind: "elsewhere", markdown: "", agents: agentsOf(result), history: [] }
    : result;

/** The asks that are out now, and those of earlier rounds. */
const asksOf = (turn: Turn, asks: OpenAsk[]): Pick<Turn, "asks" | "past"> => ({
  asks,
  past: mergeAsks(turn.past, turn.asks).filter(({ ask }) => asks.every((other) => other.ask.key !== ask.key)),
});

/** How long until a waiting question asks for its place again, ms: the nearer its turn, the sooner. */
const nextPollMs = (waitMs: number): number =>
  Math.max(100, Math.min(waitMs, Math.max(2_000, Math.min(waitMs / 20, 8_000))));

/** One look at the questions that are out: their outcomes when all have ended, else when to look again. */
const poll = async (
  { poller, view }: Tools,
  turn: Turn,
  signal: AbortSignal,
): Promise<{ state: "again"; inMs: number } | { state: "settled"; outcomes: AskOutcome[] }> => {
  const round = await poller.check(turn, signal);
  if (round.state === "settled") return round;
  view.running(turn, round.rows, round.changed);
  return { state: "again", inMs: round.inMs };
};
