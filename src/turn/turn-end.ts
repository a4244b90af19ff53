import type { Failure } from "../errors.ts";
import type { AskOutcome, Finding } from "../ports/agent.ts";
import { callerOf } from "../ports/identity.ts";
import type { Lease, Settled } from "../ports/queue.ts";
import type { Table } from "../ports/reply.ts";
import { answer, tablesOf } from "../reply/answer.ts";
import { csv } from "../reply/csv.ts";
import { rowCount } from "../reply/format.ts";
import {
  type CancelledView,
  cancelled as cancelledNotice,
  type Finish,
  failed,
  finishedNotice,
} from "../reply/notices.ts";
import type { Said } from "../reply/turn-result.ts";
import type { AskPoller } from "./polling.ts";
import { nameOf, type TurnDeps } from "./turn-deps.ts";
import { type Cancelled, type Turn, TurnTask } from "./turn-records.ts";

/** Rows that a message shows; a longer result is attached as a file. Renderers show at most as many. */
export const shownRows = 20;
/** How long the answer to a cancel waits for the warehouse to confirm. */
const stopBoundMs = 700;

/** Edits the status message into the answer; attaches long tables; notifies after a long wait. Repeatable. */
export const finishAnswer = async (deps: TurnDeps, turn: Turn, result: Said, ended: AskOutcome[]): Promise<void> => {
  const settledAt = deps.now();
  const elapsedMs = settledAt - turn.startedAt;
  const reply = answer({
    result,
    nameOf: (agent) => nameOf(deps, agent),
    question: turn.question,
    echo: turn.echo,
    elapsedMs,
  });
  const shown = await deps.delivery.finish(turn.posted, reply, turn.id);
  deps.metrics.turns.inc({ outcome: result.kind });
  deps.metrics.turnTime.observe(elapsedMs / 1_000);
  deps.metrics.afterAgents.observe((deps.now() - settledAt) / 1_000);
  if (result.kind === "answer") await attachTables(deps, { ...turn, posted: shown }, result.outcomes, ended);
  if (elapsedMs > deps.config.limits.notify_after_seconds * 1_000 && !turn.posted.place.direct) {
    await deps.delivery.post(shown.place, finishedNotice(turn.actor, elapsedMs, finishOf(result)), {
      key: `${turn.id}:ready`,
    });
  }
  await close(deps, turn);
};

const finishOf = (result: Said): Finish => {
  if (result.kind === "clarify") return "asked-back";
  return result.kind === "answer" && result.outcomes.every(({ state }) => state === "failed")
    ? "unanswered"
    : "answered";
};

/** Stops what is out, says what was stopped and what had already been answered. Repeatable. */
export const finishCancelled = async (
  deps: TurnDeps,
  checker: AskPoller,
  turn: Turn,
  cancelled: Cancelled,
): Promise<Settled> => {
  const ended = await checker.endedAnywhere(turn);
  const open = turn.asks.filter(({ ask }) => !ended.some(({ key }) => key === ask.key));
  const stopped = await Promise.all(
    open.map(async ({ ask, ref }) => ({
      name: nameOf(deps, ask.agent),
      query: await inTime(
        deps.agents.get(ask.agent)?.agent.cancel(ref, callerOf(ask.actor)) ?? Promise.resolve({ stopped: false }),
      ),
    })),
  );
  const answered = ended.flatMap((outcome) =>
    outcome.state === "done" ? [{ name: nameOf(deps, outcome.finding.agent), text: outcome.finding.text }] : [],
  );
  await showCancelled(deps, turn, cancelled, stopped, answered);
  deps.metrics.turns.inc({ outcome: "cancelled" });
  checker.forget(turn.id);
  await close(deps, turn);
  return { state: "done" };
};

/** Edits the message of a turn that was stopped. */
export const showCancelled = async (
  deps: TurnDeps,
  turn: Turn,
  { by, at }: Cancelled,
  stopped: CancelledView["stopped"] = [],
  answered: CancelledView["answered"] = [],
): Promise<void> => {
  const { actor: asker, question } = turn;
  const view = { by, asker, elapsedMs: at - turn.startedAt, stopped, answered, question };
  await deps.delivery.finish(turn.posted, cancelledNotice(view), turn.id);
};

/** The last word when a turn could not be brought to an answer. */
export const failTurn = async (deps: TurnDeps, lease: Lease, failure: Failure): Promise<void> => {
  const { inbound, question } = TurnTask.parse(lease.payload);
  const turn = await deps.turns.read(inbound.id);
  if (turn?.phase === "closed") return;
  const reply = failed(failure, question);
  const posted = turn?.posted ?? (await deps.delivery.post(inbound.place, reply, { key: inbound.id }));
  await deps.delivery.finish(posted, reply, inbound.id);
  deps.metrics.turns.inc({ outcome: "failed" });
  if (turn) await close(deps, turn);
};

const close = async (deps: TurnDeps, turn: Turn): Promise<void> => {
  await Promise.all(turn.queued.map((key) => deps.quota.leave(key)));
  await deps.turns.write({ ...turn, phase: "closed", asks: [], queued: [] });
};

const inTime = async (stop: Promise<{ stopped: boolean }>): Promise<boolean> => {
  const late = new Promise<{ stopped: boolean }>((resolve) =>
    setTimeout(resolve, stopBoundMs, { stopped: false }).unref(),
  );
  return (await Promise.race([stop.catch(() => ({ stopped: false })), late])).stopped;
};

const attachTables = async (deps: TurnDeps, turn: Turn, outcomes: AskOutcome[], ended: AskOutcome[]): Promise<void> => {
  for (const outcome of outcomes) {
    if (outcome.state !== "done" || !tablesIn(deps, outcome.finding).some(isLong)) continue;
    const tables = tablesIn(deps, await whole(deps, turn, outcome, ended));
    for (const [index, { title, table }] of tables.entries()) {
      if (!isLong({ table })) continue;
      const isLast = index === tables.length - 1;
      const file = {
        name: `${outcome.finding.agent}${isLast ? "" : `-${index + 1}`}.csv`,
        title: `${title}: ${rowCount(table.rows.length)}`,
        contentType: "text/csv",
        content: csv(table),
      };
      const event = "turn.table-not-attached";
      await deps.delivery
        .attach(turn.posted.place, file, isLast ? outcome.key : `${outcome.key}:${index + 1}`)
        .catch((thrown: unknown) => deps.log.warn({ event, err: thrown, turn: turn.id }, "rows are not attached"));
    }
  }
};

const tablesIn = (deps: TurnDeps, finding: Finding) => tablesOf(finding, nameOf(deps, finding.agent));

const isLong = ({ table }: { table: Table }): boolean => table.total > shownRows;

/** The complete finding: checkpoints keep only its first rows, so after a restart the agent is asked for it again. */
const whole = async (
  deps: TurnDeps,
  turn: Turn,
  outcome: Extract<AskOutcome, { state: "done" }>,
  ended: AskOutcome[],
): Promise<Finding> => {
  const full = ended.find((other) => other.key === outcome.key);
  if (full?.state === "done" && full.finding.table) return full.finding;
  const asked = turn.asks.find(({ ask }) => ask.key === outcome.key);
  const checked = asked && (await deps.agents.get(asked.ask.agent)?.agent.check(asked.ref, asked.ask));
  return checked?.state === "done" ? checked.finding : outcome.finding;
};
