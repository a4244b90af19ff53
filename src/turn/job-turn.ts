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
  const asked = { id, actor, place: posted.place, words, posted, supervised: true, mayBeCopy };
  const tool = { kind: "tool", name: `jobs: ${order.action}` } as const;
  const reply = await deps.tracer.during(tool, (note) => {
    note(() => ({ inputs: { job: order.job ?? null, run: order.run ?? null, parameters: { ...order.parameters } } }));
    return deps.jobs.execute(order, asked);
  });
  if (reply) {
    const echo = reply.kind === "progress" ? {} : echoOf({ ...turn, place: posted.place });
    await deps.delivery.finish(posted, { ...reply, ...echo }, id);
  } else deps.lostTasks.ended(from.task);
  deps.metrics.turns.inc({ outcome: "job" });
  await closeTurn(deps, turn, { outcome: "passed to jobs" });
};
