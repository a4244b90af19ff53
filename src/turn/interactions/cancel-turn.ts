import { z } from "zod";
import { isAdmin, isSame } from "../../access/access.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Notice, Reply } from "../../ports/chat/reply.ts";
import type { PostRef } from "../../ports/place.ts";
import { alreadyOver, cancelling, nothingToCancel, notYours, orphan } from "../../reply/notices/cancel-notices.ts";
import type { Step } from "../../worker/worker.ts";
import { showCancelled } from "../turn-cancelled.ts";
import type { TurnDeps } from "../turn-deps.ts";
import type { Turn } from "../turn-records.ts";

type CancelDeps = Pick<TurnDeps, "audit" | "config" | "delivery" | "queue" | "turns">;

/**
 * Asks a turn to stop, if this person may; its own step says in the message what was stopped. Returns only what the
 * person must be told besides.
 */
export const cancelTurn = async (
  deps: CancelDeps,
  inbound: Inbound,
  id: string | undefined,
): Promise<Notice | undefined> => {
  const by = inbound.actor;
  const turn = id === undefined ? undefined : await deps.turns.read(id);
  if (!turn) return nothingToCancel(inbound.actor.locale);
  const isOwn = isSame(turn.actor, by);
  if (!isOwn && !isAdmin(deps.config.access, by)) {
    await note(deps, inbound, "refused");
    return notYours(turn.actor, by.locale);
  }
  if (inbound.kind === "click") await closeOrphan(deps, inbound.on, turn);
  if (turn.phase === "closed") return alreadyOver(inbound.actor.locale);
  if (!isOwn) await note(deps, inbound, "a question was stopped");
  await deps.turns.cancel(turn.id, by);
  const mark = await deps.turns.cancelled(turn.id);
  if (turn.phase === "queued" && mark) await showCancelled(deps, turn, mark);
  else await deps.queue.put(stopTask(turn.id));
  return undefined;
};

const note = ({ audit }: Pick<TurnDeps, "audit">, { id, actor, place }: Inbound, outcome: string): Promise<void> =>
  audit.note({ id, actor, place, action: "cancel", outcome });

/**
 * A platform whose answer to our post was lost may show a status message that we do not know of, beside the one that
 * came after it. A click on it tells where it is. Clients can name any message: one that shows something else stays.
 */
const closeOrphan = async (
  { delivery }: Pick<TurnDeps, "delivery">,
  clicked: PostRef,
  { id, actor, posted }: Turn,
): Promise<void> => {
  if (delivery.isSamePost(clicked, posted.ref)) return;
  const shown = await delivery.shownIn(clicked);
  if (shown !== undefined && shown !== id) return;
  await delivery.finish({ ref: clicked, place: posted.place }, orphan(actor.locale), `${id}:orphan`);
};

/**
 * Carries out a bare "cancel". It means the thread's question, else the person's statement on the warehouse, else the
 * thread's latest run, else the person's last question in this channel. `cancelRun` stops the latest run of the thread.
 */
export const cancelHere = async (
  deps: CancelDeps & Pick<TurnDeps, "admin" | "jobs">,
  inbound: Inbound,
  cancelRun: () => Promise<Reply | undefined>,
): Promise<Reply | undefined> => {
  const { actor, place } = inbound;
  const here = await openTurn(deps, await deps.turns.active(place.thread));
  if (here) return cancelTurn(deps, inbound, here.id);
  const stopped = await deps.admin.cancel(inbound);
  if (stopped) return stopped;
  if (await deps.jobs.activeRun(place.thread)) return cancelRun();
  // A command, and a message outside of any thread, are no part of the thread that they are about.
  if (await deps.turns.starter(place.thread)) return nothingToCancel(inbound.actor.locale);
  const own = await openTurn(deps, await deps.turns.latest(actor, place.channelId));
  if (!own) return nothingToCancel(inbound.actor.locale);
  // What was asked in private is not repeated where others read along.
  const question = own.posted.place.direct && !place.direct ? undefined : own.question;
  return (await cancelTurn(deps, inbound, own.id)) ?? cancelling(question, actor.locale);
};

const openTurn = async ({ turns }: Pick<TurnDeps, "turns">, id: string | undefined): Promise<Turn | undefined> => {
  const turn = id === undefined ? undefined : await turns.read(id);
  return turn?.phase === "closed" ? undefined : turn;
};

const stopTask = (turn: string) => ({
  id: `stop-turn:${turn}`,
  orderingKey: `stop-turn:${turn}`,
  kind: "stop-turn",
  payload: turn,
});

/** How soon and how often a turn that was cancelled is pushed again, until it has ended. */
const pushEveryMs = 300;
const mostPushes = 20;

/**
 * Pushes a cancelled turn to its end. Its step may be anywhere: running here, running on another replica (which looks
 * for the mark by itself), held back until its next check, or between two of these. So it is pushed until it has ended.
 */
export const stopTurnStep =
  (deps: Pick<TurnDeps, "interrupts" | "queue" | "turns">): Step =>
  async (lease) => {
    const turn = await deps.turns.read(z.string().parse(lease.payload));
    if (!turn || turn.phase === "closed" || lease.attempt > mostPushes) return { state: "done" };
    deps.interrupts.interrupt(turn.id);
    await deps.queue.wake(turn.task);
    return { state: "again", inMs: pushEveryMs };
  };
