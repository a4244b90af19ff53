import { type Failure, Problem } from "../errors.ts";
import type { AskOutcome } from "../ports/agent.ts";
import { callerOf } from "../ports/identity.ts";
import type { Lease } from "../ports/queue.ts";
import { answerNotShown, type Finish, failed, finishedNotice } from "../reply/notices.ts";
import type { TurnResult } from "../reply/turn-result.ts";
import { attachTables } from "./answer-files.ts";
import { answerOf, withRows } from "./turn-answer.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { type KeptAnswer, type Turn, TurnTask } from "./turn-records.ts";

/** Edits the status message into the answer; attaches long tables; notifies after a long wait. Repeatable. */
export const finishAnswer = async (
  deps: Pick<
    TurnDeps,
    "agents" | "config" | "delivery" | "log" | "metrics" | "now" | "quota" | "results" | "fileLinks" | "turns"
  >,
  turn: Turn,
  result: TurnResult,
  ended: AskOutcome[],
): Promise<void> => {
  const settledAt = deps.now();
  const elapsedMs = settledAt - turn.startedAt;
  const whole = withRows(result, ended);
  const reply = answerOf(deps, turn, whole, elapsedMs);
  const kept: KeptAnswer = { result, elapsedMs, asks: [...turn.past, ...turn.asks] };
  if (result.kind === "answer") await deps.turns.keepAnswer(turn.id, kept);
  const shown = await deps.delivery.finish(turn.posted, reply, turn.id, async () => answerNotShown(turn.id));
  deps.metrics.turns.inc({ outcome: result.kind });
  deps.metrics.turnTime.observe(elapsedMs / 1_000);
  deps.metrics.afterAgents.observe((deps.now() - settledAt) / 1_000);
  await attachTables(deps, { ...turn, posted: shown }, kept);
  if (elapsedMs > deps.config.limits.notify_after_seconds * 1_000 && !turn.posted.place.direct) {
    await deps.delivery.post(shown.place, finishedNotice(turn.actor, elapsedMs, finishOf(result)), {
      key: `${turn.id}:ready`,
    });
  }
  await closeTurn(deps, turn);
};

const finishOf = (result: TurnResult): Finish => {
  if (result.kind === "clarify") return "asked-back";
  return result.kind === "answer" && result.outcomes.every(({ state }) => state === "failed")
    ? "unanswered"
    : "answered";
};

/** The last word on a turn whose task the stores have lost, unless it has ended elsewhere. */
export const tellLost = async (
  deps: Pick<TurnDeps, "delivery" | "log" | "metrics" | "quota" | "turns">,
  known: Turn,
): Promise<void> => {
  const turn = (await deps.turns.read(known.id)) ?? known;
  if (turn.phase === "closed") return;
  deps.log.error({ event: "turn.lost", turn: turn.id }, "the stores have lost a turn's task; its asker is told");
  const { failure } = Problem.of("turn.lost", {});
  await deps.delivery.finish(turn.posted, failed(failure, turn.question), turn.id);
  deps.metrics.turns.inc({ outcome: "failed" });
  await closeTurn(deps, turn);
};

/** The last word when a turn could not be brought to an answer. */
export const failTurn = async (
  deps: Pick<TurnDeps, "delivery" | "metrics" | "quota" | "turns">,
  lease: Lease,
  failure: Failure,
  offer?: "again",
): Promise<void> => {
  const { inbound, question } = TurnTask.parse(lease.payload);
  const turn = await deps.turns.read(inbound.id);
  if (turn?.phase === "closed") return;
  const reply = failed(failure, offer && question);
  const posted = turn?.posted ?? (await deps.delivery.post(inbound.place, reply, { key: inbound.id }));
  await deps.delivery.finish(posted, reply, inbound.id);
  deps.metrics.turns.inc({ outcome: "failed" });
  if (turn) await closeTurn(deps, turn);
};

/** Ends a turn without a word: its thread is gone, so nobody is there who could read one. */
export const abandonTurn = async (
  deps: Pick<TurnDeps, "agents" | "log" | "metrics" | "quota" | "turns">,
  lease: Lease,
): Promise<void> => {
  const { inbound } = TurnTask.parse(lease.payload);
  deps.log.info({ event: "turn.thread-gone", turn: inbound.id }, "a question was deleted; its turn ends");
  deps.metrics.turns.inc({ outcome: "abandoned" });
  const turn = await deps.turns.read(inbound.id);
  if (!turn || turn.phase === "closed") return;
  const stops = turn.asks.map(({ ask, ref }) => deps.agents.get(ask.agent)?.agent.cancel(ref, callerOf(ask.actor)));
  await Promise.allSettled(stops);
  await closeTurn(deps, turn);
};

/** Writes down that a turn is over, and gives up its places in the quota. */
export const closeTurn = async (deps: Pick<TurnDeps, "quota" | "turns">, turn: Turn): Promise<void> => {
  await Promise.all(turn.queued.map((key) => deps.quota.leave(key)));
  await deps.turns.write({ ...turn, phase: "closed", asks: [], queued: [] });
};
