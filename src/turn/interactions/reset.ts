import { z } from "zod";
import { isAdmin, isSame } from "../../access/access.ts";
import { Inbound } from "../../ports/chat/inbound.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { forgotten, nothingToForget, notYoursToForget } from "../../reply/notices/cancel-notices.ts";
import type { Step } from "../../worker/worker.ts";
import { isPrivate } from "../privacy/privacy.ts";
import type { TurnDeps } from "../turn-deps.ts";
import { cancelTurn } from "./cancel-turn.ts";

type ResetDeps = Pick<TurnDeps, "audit" | "config" | "delivery" | "queue" | "turns">;

/**
 * Forgets a thread, if this person may: whoever asked first in it, and administrators. Stops what runs in it now; the
 * forgetting takes its place in the thread's own order.
 */
export const reset = async (deps: ResetDeps, inbound: Inbound): Promise<Notice | undefined> => {
  const { id, actor, place } = inbound;
  const starter = await deps.turns.starter(place.thread);
  if (!starter) return nothingToForget(actor.locale);
  const mayReset = isAdmin(deps.config.access, actor) || isSame(starter, actor);
  await deps.audit.note({ id, actor, place, action: "reset", outcome: mayReset ? "forgotten" : "refused" });
  if (!mayReset) return notYoursToForget(starter, actor.locale);
  await cancelOwn(deps, inbound);
  await deps.queue.put({ id: `${id}:forget`, orderingKey: place.thread, kind: "forget", payload: { inbound } });
  return undefined;
};

/** A question of somebody else comes to its end before the thread is forgotten. */
const cancelOwn = async (deps: ResetDeps, inbound: Inbound): Promise<void> => {
  const active = await deps.turns.active(inbound.place.thread);
  const turn = active === undefined ? undefined : await deps.turns.read(active);
  if (turn && isSame(turn.actor, inbound.actor)) await cancelTurn(deps, inbound, turn.id);
};

const ForgetTask = z.object({ inbound: Inbound });

/** Forgets a thread: our history of it and the agents' conversations. */
export const forgetStep =
  (deps: Pick<TurnDeps, "delivery" | "supervisor">): Step =>
  async (lease) => {
    const { inbound } = ForgetTask.parse(lease.payload);
    await deps.supervisor.forget(inbound.place.thread);
    const only = isPrivate(inbound) ? { only: inbound.actor } : {};
    await deps.delivery.post(inbound.place, forgotten(inbound.actor.locale), { key: inbound.id, ...only });
    return { state: "done" };
  };
