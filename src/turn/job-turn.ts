import type { JobOrder } from "../jobs/job-order.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { closeTurn } from "./turn-end.ts";
import type { Turn } from "./turn-records.ts";

/** Passes an order on to the jobs. What they answer at once ends the turn's message; else the message is theirs. */
export const finishOrder = async (
  deps: Pick<TurnDeps, "delivery" | "jobs" | "journal" | "metrics" | "now" | "quota" | "turns">,
  turn: Turn,
  order: JobOrder,
): Promise<void> => {
  const { id, actor, question: words, posted } = turn;
  const reply = await deps.jobs.execute(order, { id, actor, place: posted.place, words, supervised: true, posted });
  if (reply) {
    const echo = turn.echo && reply.kind !== "progress" ? { question: words } : {};
    await deps.delivery.finish(posted, { ...reply, ...echo }, id);
  }
  deps.metrics.turns.inc({ outcome: "job" });
  await closeTurn(deps, turn, { outcome: "passed to jobs" });
};
