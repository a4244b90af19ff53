import type { JobOrder } from "../jobs/job-order.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { closeTurn } from "./turn-end.ts";
import { echoOf, type Turn } from "./turn-records.ts";

/** Passes an order on to the jobs. What they answer at once ends the turn's message; else the message is theirs. */
export const finishOrder = async (
  deps: Pick<
    TurnDeps,
    "delivery" | "jobs" | "journal" | "lostTasks" | "metrics" | "now" | "quota" | "tracer" | "turns"
  >,
  turn: Turn,
  from: { task: string; mayBeCopy: boolean },
  order: JobOrder,
): Promise<void> => {
  const { id, actor, question: words, posted } = turn;
  const { mayBeCopy } = from;
  const reply = await deps.jobs.execute(order, {
    ...{ id, actor, place: posted.place, words, posted },
    ...{ supervised: true, mayBeCopy },
  });
  if (reply) {
    const echo = reply.kind === "progress" ? {} : echoOf({ ...turn, place: posted.place });
    await deps.delivery.finish(posted, { ...reply, ...echo }, id);
  } else deps.lostTasks.ended(from.task);
  deps.metrics.turns.inc({ outcome: "job" });
  await closeTurn(deps, turn, { outcome: "passed to jobs" });
};
