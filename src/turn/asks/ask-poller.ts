import { type Failure, Problem } from "../../errors.ts";
import { createExpiringMap } from "../../expiring-map.ts";
import type { ProgressRow } from "../../ports/chat/reply.ts";
import type { AskOutcome, Check, Running, Stage } from "../../ports/databricks/agent.ts";
import { callerOf } from "../../ports/databricks/identity.ts";
import { rowWords, stageWords } from "../../reply/progress.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { nameOf, type TurnDeps } from "../turn-deps.ts";
import type { Turn } from "../turn-records.ts";
import { traceAsk, traceCheck } from "../turn-trace.ts";
import { type Clock, overdue, ticked } from "./ask-limits.ts";

/*
 * Polling of the questions that are out. Results are kept in memory only: every check can be repeated, so
 * another replica finds out the same.
 */

type Ask = Turn["asks"][number];

interface Known {
  outcomes: Map<string, AskOutcome>;
  stages: Map<string, { stage: Stage; rows?: number }>;
  clocks: Map<string, Clock>;
  /** When a stage last changed, epoch ms. */
  changedAt: number;
}

export type Round =
  | { state: "open"; rows: ProgressRow[]; changed: boolean; inMs: number }
  | { state: "settled"; outcomes: AskOutcome[] };

export interface AskPoller {
  /** Checks every ask that is still open, once and side by side. */
  check(turn: Turn, signal: AbortSignal): Promise<Round>;
  /** What has ended, as far as this replica knows. */
  ended(turn: Turn): AskOutcome[];
  /** What had ended when the turn was stopped. If another replica checked it so far, this one looks once, briefly. */
  endedAnywhere(turn: Turn): Promise<AskOutcome[]>;
  forget(turn: string): void;
}

/** A turn that hasn't been checked here for this long after it was due has ended or moved to another replica. */
const stepMs = 15_000;

/** How long a cancel may wait for a last check, ms: somebody is waiting to read that the turn was stopped. */
const lookMs = 400;

/**
 * Looks per second that one replica allows itself; beyond it the intervals stretch. Measured: npm run bench waiting.
 */
const looksPerSecond = 2_000;

export const createAskPoller = (
  deps: Pick<TurnDeps, "agents" | "config" | "metrics" | "now" | "tracer">,
): AskPoller => {
  const waiting = createExpiringMap<Known>(deps.now);

  const check: AskPoller["check"] = async (turn, signal) => {
    const began = deps.now();
    const memory = waiting.get(turn.id) ?? fresh(began);
    waiting.keep(turn.id, memory, stepMs);
    const open = turn.asks.filter(({ ask }) => !memory.outcomes.has(ask.key));
    const waits = await Promise.all(
      open.map((asked) => checkAsk(deps, turn, asked, memory, { signal, lookedAt: began })),
    );
    const outcomes = turn.asks.flatMap(({ ask }) => memory.outcomes.get(ask.key) ?? []);
    if (outcomes.length === turn.asks.length) return { state: "settled", outcomes };
    const changed = waits.some((wait) => wait.changed);
    const now = deps.now();
    if (changed) memory.changedAt = now;
    const shareMs = (waiting.size() / looksPerSecond) * 1_000;
    const inMs = Math.max(soonest(now - memory.changedAt, memory), shareMs, ...waits.map(({ afterMs }) => afterMs));
    waiting.keep(turn.id, memory, inMs + stepMs);
    return { state: "open", rows: rowsOf(deps, turn, memory), changed, inMs };
  };

  const ended: AskPoller["ended"] = (turn) => [...(waiting.get(turn.id)?.outcomes.values() ?? [])];

  return {
    check,
    ended,
    endedAnywhere: async (turn) => {
      if (!waiting.get(turn.id)) await check(turn, AbortSignal.timeout(lookMs)).catch(() => undefined);
      return ended(turn);
    },
    forget: waiting.forget,
  };
};

const fresh = (now: number): Known => ({
  outcomes: new Map(),
  stages: new Map(),
  clocks: new Map(),
  changedAt: now,
});

/** When to look again: the ask that may end first counts. */
const soonest = (quietMs: number, { stages, outcomes }: Known): number => {
  const open = [...stages].filter(([key]) => !outcomes.has(key)).map(([, seen]) => seen);
  return Math.min(...(open.length > 0 ? open : [undefined]).map((seen) => interval(quietMs, seen)));
};

/**
 * How long until the next look. Short once an ask may end at any moment, as long as that is likely; growing to 5 s where
 * nothing has changed for half a minute.
 */
export const interval = (quietMs: number, seen: { stage: Stage; rows?: number } | undefined): number => {
  if (seen?.stage === "summarizing" && quietMs < 4_000) return 250;
  if (seen?.stage === "querying" && seen.rows !== undefined && quietMs < 4_000) return 400;
  if (seen?.stage === "starting-warehouse" && quietMs < 30_000) return 1_000;
  return quietMs < 30_000 ? 700 : Math.min(5_000, 700 * 1.15 ** ((quietMs - 30_000) / 2_000));
};

const checkAsk = async (
  deps: Pick<TurnDeps, "agents" | "config" | "metrics" | "now" | "tracer">,
  turn: Turn,
  asked: Ask,
  memory: Known,
  { signal, lookedAt }: { signal: AbortSignal; lookedAt: number },
): Promise<{ changed: boolean; afterMs: number }> => {
  const { ask, ref, startedAt } = asked;
  const agent = deps.agents.get(ask.agent)?.agent;
  const checked: Check = agent
    ? await agent.check(ref, ask, signal)
    : { state: "failed", failure: Problem.of("agent.gone", {}).failure };
  const now = deps.now();
  const elapsedMs = now - startedAt;
  const before = memory.stages.get(ask.key);
  const clock = ticked(memory.clocks.get(ask.key), before?.stage, now);
  memory.clocks.set(ask.key, clock);
  const late = overdue(deps, { turn, asked, countedMs: clock.countedMs, stage: stageIn(checked, before?.stage) });
  const outcome = outcomeOf(checked, asked, elapsedMs, late);
  if (outcome) {
    if (checked.state === "running") await agent?.cancel(ref, callerOf(ask.actor, ask.as)).catch(() => undefined);
    deps.metrics.asks.inc({ agent: ask.agent, outcome: outcome.state });
    if (outcome.state === "failed") deps.metrics.problems.inc({ code: outcome.failure.code });
    memory.outcomes.set(ask.key, outcome);
    traceCheck(deps.tracer, turn.id, ask.key, lookedAt, outcome.state);
    traceAsk(deps, turn.id, asked, outcome);
    return { changed: true, afterMs: 0 };
  }
  if (checked.state !== "running") return { changed: false, afterMs: 0 };
  const stage = stageIn(checked, before?.stage) ?? "working";
  const rows = checked.rows || before?.rows;
  memory.stages.set(ask.key, { stage, ...(rows ? { rows } : {}) });
  if (before?.stage !== stage) traceCheck(deps.tracer, turn.id, ask.key, lookedAt, stage);
  return { changed: before?.stage !== stage || before?.rows !== rows, afterMs: checked.afterMs ?? 0 };
};

/** A check that could not see the stage changes nothing about it. */
const stageIn = (checked: Check, before: Stage | undefined): Stage | undefined => {
  if (checked.state !== "running") return undefined;
  return checked.stage === "working" ? before : checked.stage;
};

const outcomeOf = (
  checked: Check,
  asked: Ask,
  elapsedMs: number,
  overdue: Failure | undefined,
): AskOutcome | undefined => {
  const { key, agent, question } = asked.ask;
  switch (checked.state) {
    case "done":
      return { state: "done", key, finding: checked.finding };
    case "failed": {
      const { failure, refused } = checked;
      return { state: "failed", key, agent, question, elapsedMs, failure, ...(refused && { refused }) };
    }
    case "running":
      return overdue && lateOutcome(asked, checked, elapsedMs, overdue);
  }
};

/** What an ask has come to when its time is over: what is there, or why there is nothing. */
const lateOutcome = ({ ask }: Ask, checked: Running, elapsedMs: number, failure: Failure): AskOutcome => {
  const { key, agent, question } = ask;
  if (checked.soFar) return { state: "done", key, finding: checked.soFar };
  return { state: "failed", key, agent, question, elapsedMs, failure: checked.trouble ?? failure };
};

const rowsOf = (deps: Pick<TurnDeps, "agents">, turn: Turn, memory: Known): ProgressRow[] =>
  turn.asks.map(({ ask }) => {
    const base = { agent: ask.agent, title: nameOf(deps, ask.agent, turn.actor.locale) };
    const outcome = memory.outcomes.get(ask.key);
    if (outcome?.state === "failed")
      return { ...base, state: "failed", words: wordsIn(turn.actor.locale).couldNotAnswer };
    if (outcome?.state === "done") return { ...base, state: "done", words: doneWords(outcome, turn.actor.locale) };
    const seen = memory.stages.get(ask.key);
    return { ...base, state: "running", words: stageWords(seen?.stage ?? "sent", seen?.rows, turn.actor.locale) };
  });

const doneWords = ({ finding }: Extract<AskOutcome, { state: "done" }>, locale: string | undefined): string =>
  finding.table ? rowWords(finding.table.total, locale) : wordsIn(locale).answered;
