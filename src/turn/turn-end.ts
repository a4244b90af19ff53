import type { Failure } from "../errors.ts";
import type { AskOutcome } from "../ports/agent.ts";
import { callerOf } from "../ports/identity.ts";
import type { Lease, Settled } from "../ports/queue.ts";
import type { Table } from "../ports/reply.ts";
import { answer } from "../reply/answer.ts";
import { csv } from "../reply/csv.ts";
import { rowCount } from "../reply/format.ts";
import { type CancelledView, cancelled as cancelledNotice, failed, finishedNotice } from "../reply/notices.ts";
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
    await deps.delivery.post(shown.place, finishedNotice(turn.actor, elapsedMs), { key: `${turn.id}:ready` });
  }
  await close(deps, turn);
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
  deps: Pick<TurnDeps, "delivery">,
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
    if (outcome.state !== "done" || (outcome.finding.table?.total ?? 0) <= shownRows) continue;
    const table = await whole(deps, turn, outcome, ended);
    const name = nameOf(deps, outcome.finding.agent);
    const file = {
      name: `${outcome.finding.agent}.csv`,
      title: `${name}: ${rowCount(table.rows.length)}`,
      contentType: "text/csv",
      content: csv(table),
    };
    await deps.delivery
      .attach(turn.posted.place, file, outcome.key)
      .catch((thrown: unknown) =>
        deps.log.warn(
          { event: "turn.table-not-attached", err: thrown, turn: turn.id },
          "the rows could not be attached",
        ),
      );
  }
};

/** The complete table: checkpoints keep only its first rows, so after a restart the agent is asked for it again. */
const whole = async (
  deps: TurnDeps,
  turn: Turn,
  outcome: Extract<AskOutcome, { state: "done" }>,
  ended: AskOutcome[],
): Promise<Table> => {
  const kept = outcome.finding.table ?? { columns: [], rows: [], total: 0, truncated: false };
  const full = ended.find((other) => other.key === outcome.key);
  if (full?.state === "done" && full.finding.table) return full.finding.table;
  const asked = turn.asks.find(({ ask }) => ask.key === outcome.key);
  const checked = asked && (await deps.agents.get(asked.ask.agent)?.agent.check(asked.ref, asked.ask));
  return checked?.state === "done" ? (checked.finding.table ?? kept) : kept;
};
