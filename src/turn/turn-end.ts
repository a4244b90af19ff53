import { type Failure, Problem } from "../errors.ts";
import type { Reply } from "../ports/chat/reply.ts";
import type { AskOutcome, OpenAsk } from "../ports/databricks/agent.ts";
import { callerOf } from "../ports/databricks/identity.ts";
import type { Lease } from "../ports/stores/queue.ts";
import type { TurnResult } from "../reply/answer/turn-result.ts";
import { answerNotShown, type Finish, finishedNotice } from "../reply/notices/answer-notices.ts";
import { failed } from "../reply/notices/failure-notices.ts";
import { attachTables } from "./answers/answer-files.ts";
import { ownersOf } from "./answers/own-answers.ts";
import { menuOf } from "./answers/question-menu.ts";
import { ratedAnswer } from "./answers/rated-answer.ts";
import { answerOf, withRows } from "./answers/turn-answer.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { endOf, noteTurn, type TurnEnd } from "./turn-journal.ts";
import { type KeptAnswer, type Turn, TurnTask } from "./turn-records.ts";
import { traceEnd } from "./turn-trace.ts";

/** Edits the status message into the answer; attaches long tables; notifies after a long wait. Repeatable. */
export const finishAnswer = async (
  deps: Pick<
    TurnDeps,
    | "access"
    | "agents"
    | "audit"
    | "config"
    | "dataAges"
    | "delivery"
    | "feedback"
    | "charts"
    | "fileLinks"
    | "journal"
    | "log"
    | "metrics"
    | "now"
    | "quota"
    | "results"
    | "signIns"
    | "tracer"
    | "turns"
  >,
  turn: Turn,
  result: TurnResult,
  ended: AskOutcome[],
): Promise<void> => {
  const settledAt = deps.now();
  const elapsedMs = settledAt - turn.startedAt;
  const asks = [...turn.past, ...turn.asks];
  const { found, reply } = await datedAnswer(deps, turn, result, { asks, ended, elapsedMs });
  const kept: KeptAnswer = { result: found, elapsedMs, asks };
  const rated = ratedAnswer(turn, result);
  await Promise.all([
    result.kind === "answer" && deps.turns.keepAnswer(turn.id, kept),
    rated && deps.feedback.keep(rated),
  ]);
  const giveUp = async () => answerNotShown(turn.id, turn.actor.locale);
  let isWhole = false;
  const onWhole = (): void => {
    isWhole = true;
  };
  const deliver = () => deps.delivery.finish(turn.posted, reply, turn.id, { giveUp, onWhole });
  const shown = await deps.tracer.during({ kind: "step", name: "delivery" }, deliver);
  deps.metrics.turns.inc({ outcome: result.kind });
  deps.metrics.turnTime.observe(elapsedMs / 1_000);
  deps.metrics.afterAgents.observe((deps.now() - settledAt) / 1_000);
  await attachTables(deps, { ...turn, posted: shown }, kept);
  if (elapsedMs > deps.config.limits.notify_after_seconds * 1_000 && !turn.posted.place.direct) {
    await deps.delivery.post(shown.place, finishedNotice(turn.actor, elapsedMs, finishOf(result)), {
      key: `${turn.id}:ready`,
    });
  }
  await closeTurn(deps, turn, endOf(result));
  // An answer in several messages, or in a plainer form, would be posted again.
  if (isWhole) await tellAges(deps, { ...turn, posted: shown }, kept, ended);
};

/** An answer of several messages cannot be edited as a whole later, so it waits a little for the age of its data. */
const datedAnswer = async (
  deps: Pick<TurnDeps, "agents" | "config" | "dataAges" | "delivery">,
  turn: Turn,
  result: TurnResult,
  { asks, ended, elapsedMs }: { asks: OpenAsk[]; ended: AskOutcome[]; elapsedMs: number },
): Promise<{ found: TurnResult; reply: Reply }> => {
  const written = (found: TurnResult) => ({ found, reply: answerOf(deps, turn, withRows(found, ended), elapsedMs) });
  const known = written(deps.dataAges.known(asks, result));
  if (deps.delivery.split(turn.posted.ref.platform, known.reply).length === 1) return known;
  const dated = await deps.dataAges.later(asks, known.found);
  return dated ? written(dated) : known;
};

/** Adds how old the data is, where that has become known only now. A crash before this loses that alone. */
const tellAges = async (
  deps: Pick<TurnDeps, "agents" | "config" | "dataAges" | "delivery" | "log" | "turns">,
  turn: Turn,
  kept: KeptAnswer,
  ended: AskOutcome[],
): Promise<void> => {
  const found = await deps.dataAges.later(kept.asks, kept.result);
  if (!found) return;
  const reply = answerOf(deps, turn, withRows(found, ended), kept.elapsedMs);
  if (deps.delivery.split(turn.posted.ref.platform, reply).length > 1) return;
  try {
    await deps.turns.keepAnswer(turn.id, { ...kept, result: found });
    await deps.delivery.update(turn.posted, reply, { key: `${turn.id}:dated`, shows: turn.id, asIs: true });
  } catch (thrown) {
    deps.log.warn(
      { event: "turn.age-not-told", err: thrown, turn: turn.id },
      "the age of the data could not be added to an answer",
    );
  }
};

const finishOf = (result: TurnResult): Finish => {
  if (result.kind === "clarify") return "asked-back";
  return result.kind === "answer" && result.outcomes.every(({ state }) => state === "failed")
    ? "unanswered"
    : "answered";
};

/** The last word on a turn whose task the stores have lost, unless it has ended elsewhere. */
export const tellLost = async (
  deps: Pick<TurnDeps, "delivery" | "journal" | "log" | "metrics" | "now" | "quota" | "tracer" | "turns">,
  known: Turn,
): Promise<void> => {
  const turn = (await deps.turns.read(known.id)) ?? known;
  if (turn.phase === "closed") return;
  deps.log.error({ event: "turn.lost", turn: turn.id }, "the stores have lost a turn's task; its asker is told");
  const { failure } = Problem.of("turn.lost", {});
  await deps.delivery.finish(turn.posted, failed(failure, turn.question, turn.actor.locale), turn.id);
  deps.metrics.turns.inc({ outcome: "failed" });
  await closeTurn(deps, turn, { outcome: "failed", codes: [failure.code] });
};

/** The last word when a turn could not be brought to an answer. */
export const failTurn = async (
  deps: Pick<TurnDeps, "agents" | "config" | "delivery" | "journal" | "metrics" | "now" | "quota" | "tracer" | "turns">,
  lease: Lease,
  failure: Failure,
  offer?: "again",
): Promise<void> => {
  const { inbound, question, isPrivate } = TurnTask.parse(lease.payload);
  const { id, place, actor } = inbound;
  const turn = await deps.turns.read(id);
  if (turn?.phase === "closed") return;
  // A click on "Try again" asks where the button is, so that a private question gets none.
  const locale = (turn?.actor ?? actor).locale;
  const reply = failed(failure, offer && !isPrivate ? question : undefined, locale, turn ? menuOf(deps, turn) : []);
  if (!turn && isPrivate) await deps.delivery.post(place, reply, { key: `${id}:private`, only: actor });
  else await deps.delivery.finish(turn?.posted ?? (await deps.delivery.post(place, reply, { key: id })), reply, id);
  deps.metrics.turns.inc({ outcome: "failed" });
  const end: TurnEnd = { outcome: "failed", codes: [failure.code] };
  if (turn) await closeTurn(deps, turn, end);
  else {
    const begun = { ...inbound, question, startedAt: lease.storedAt };
    await noteTurn(deps, begun, end);
    await traceEnd(deps, { ...begun, thread: place.thread }, end);
  }
};

/** Ends a turn without a message: its thread is gone, so nobody could read one. */
export const abandonTurn = async (
  deps: Pick<TurnDeps, "agents" | "journal" | "log" | "metrics" | "now" | "quota" | "tracer" | "turns">,
  lease: Lease,
): Promise<void> => {
  const { inbound } = TurnTask.parse(lease.payload);
  deps.log.info({ event: "turn.thread-gone", turn: inbound.id }, "a question was deleted; its turn ends");
  deps.metrics.turns.inc({ outcome: "abandoned" });
  const turn = await deps.turns.read(inbound.id);
  if (!turn || turn.phase === "closed") return;
  const stops = turn.asks.map(({ ask, ref }) =>
    deps.agents.get(ask.agent)?.agent.cancel(ref, callerOf(ask.actor, ask.as)),
  );
  await Promise.allSettled(stops);
  await closeTurn(deps, turn, { outcome: "abandoned" });
};

/** Writes down that a turn is over, and how it ended, and gives up its places in the quota. */
export const closeTurn = async (
  deps: Pick<TurnDeps, "journal" | "now" | "quota" | "tracer" | "turns">,
  turn: Turn,
  end: TurnEnd,
): Promise<void> => {
  const asked = [...new Set(turn.asks.map(({ ask }) => ask.agent))];
  const { place } = turn.posted;
  const as = [...ownersOf({ asks: [...turn.past, ...turn.asks] })];
  await Promise.all([
    ...turn.awaitingQuota.map((key) => deps.quota.leave(key)),
    noteTurn(deps, { ...turn, place }, { agents: asked, as, ...end }),
    traceEnd(deps, { ...turn, thread: place.thread }, { agents: asked, ...end }),
  ]);
  await deps.turns.write({ ...turn, phase: "closed", asks: [], awaitingQuota: [] });
};
