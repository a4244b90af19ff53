import { callerOf } from "../ports/databricks/identity.ts";
import type { Settled } from "../ports/stores/queue.ts";
import { type CancelledView, cancelled as cancelledNotice } from "../reply/notices/cancel-notices.ts";
import { isOwn, showsOwn } from "./answers/own-answers.ts";
import type { AskPoller } from "./asks/ask-poller.ts";
import { nameOf, type TurnDeps } from "./turn-deps.ts";
import { closeTurn } from "./turn-end.ts";
import type { Cancelled, Turn } from "./turn-records.ts";
import { traceStopped } from "./turn-trace.ts";

/** How long the message that a turn was cancelled waits for the warehouse to confirm. */
const confirmMs = 700;

/** Stops what is out, says what was stopped and what had already been answered. Repeatable. */
export const finishCancelled = async (
  deps: Pick<
    TurnDeps,
    "access" | "agents" | "config" | "delivery" | "journal" | "metrics" | "now" | "quota" | "tracer" | "turns"
  >,
  poller: AskPoller,
  turn: Turn,
  mark: Cancelled,
): Promise<Settled> => {
  const ended = await poller.endedAnywhere(turn);
  const open = turn.asks.filter(({ ask }) => !ended.some(({ key }) => key === ask.key));
  const stopped = await Promise.all(
    open.map(async ({ ask, ref }) => ({
      name: nameOf(deps, ask.agent, turn.actor.locale),
      query: await inTime(deps.agents.get(ask.agent)?.agent.cancel(ref, callerOf(ask.actor, ask.as))),
    })),
  );
  const isHidden = isOwn(turn) && !(await showsOwn(deps, turn));
  const answered = (isHidden ? [] : ended).flatMap((outcome) =>
    outcome.state === "done"
      ? [{ name: nameOf(deps, outcome.finding.agent, turn.actor.locale), text: outcome.finding.text }]
      : [],
  );
  await showCancelled(deps, turn, mark, stopped, answered);
  for (const asked of open) traceStopped(deps, turn.id, asked);
  deps.metrics.turns.inc({ outcome: "cancelled" });
  poller.forget(turn.id);
  await closeTurn(deps, turn, { outcome: "cancelled" });
  return { state: "done" };
};

/** Edits the message of a turn that was stopped. */
export const showCancelled = async (
  { delivery }: Pick<TurnDeps, "delivery">,
  turn: Turn,
  { by, at }: Cancelled,
  stopped: CancelledView["stopped"] = [],
  answered: CancelledView["answered"] = [],
): Promise<void> => {
  const { actor: asker, question } = turn;
  const view = { by, asker, elapsedMs: at - turn.startedAt, stopped, answered, question };
  await delivery.finish(turn.posted, cancelledNotice(view), turn.id);
};

/** Whether a query was stopped, as far as that is known in time. */
const inTime = async (stop: Promise<{ stopped: boolean }> | undefined): Promise<boolean> => {
  const late = new Promise<{ stopped: boolean }>((resolve) =>
    setTimeout(resolve, confirmMs, { stopped: false }).unref(),
  );
  const first = await Promise.race([stop?.catch(() => undefined), late]);
  return first?.stopped ?? false;
};
